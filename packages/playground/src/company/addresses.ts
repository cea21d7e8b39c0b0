/** The number-th address of 10.`network`.0.0/12, skipping the first 256. */
export function podAddress(network: number, number: number): string {
  const value = number + 256;
  return `10.${network + ((value >>> 16) & 15)}.${(value >>> 8) & 255}.${
    value & 255
  }`;
}

/** The number-th cluster IP of 10.96.0.0/12; 10.96.41.x is kept for well-known ones. */
export function serviceAddress(number: number): string {
  const value = number + 16;
  const third = (value >>> 8) & 255;
  const second = 96 + ((value >>> 16) & 15);
  return second === 96 && third >= 41
    ? `10.${second}.${third + 1 > 255 ? 255 : third + 1}.${value & 255}`
    : `10.${second}.${third}.${value & 255}`;
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
