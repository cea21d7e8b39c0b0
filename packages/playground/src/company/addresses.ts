/** The number-th address of 10.`network`.0.0/12, skipping the first 256. */
export function podAddress(network: number, number: number): string {
  const value = number + 256;
  return `10.${network + ((value >>> 16) & 15)}.${(value >>> 8) & 255}.${
    value & 255
  }`;
}

/** 10.96.41.0: this block is kept for addresses that are written down somewhere. */
const RESERVED_BLOCK = 41 * 256;

/** The number-th cluster IP of 10.96.0.0/12, around 10.96.41.x. */
export function serviceAddress(number: number): string {
  const counted = number + 16;
  const value = counted < RESERVED_BLOCK ? counted : counted + 256;
  return `10.${96 + ((value >>> 16) & 15)}.${(value >>> 8) & 255}.${
    value & 255
  }`;
}

/** The number-th virtual machine of the company, outside all clusters. */
export function machineAddress(number: number): string {
  return `10.86.${67 + Math.floor(number / 200)}.${11 + (number % 200)}`;
}

/** The number-th node of a cluster; the second byte tells the clusters apart. */
export function nodeAddress(network: number, number: number): string {
  const value = number + 10;
  return `10.${network - 80}.${(value >>> 8) & 255}.${value & 255}`;
}
