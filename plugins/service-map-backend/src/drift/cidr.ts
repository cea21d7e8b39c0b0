// Arithmetic on addresses; nothing of it opens a connection.
// eslint-disable-next-line @typescript-eslint/no-restricted-imports
import { BlockList, isIP } from 'node:net';

/** Whether an address is in a block; `undefined` where one of them makes no sense. */
export function cidrContains(
  cidr: string,
  address: string,
): boolean | undefined {
  const [net, prefixText] = cidr.split('/');
  const family = isIP(net);
  const prefix = Number(prefixText);
  const bits = family === 4 ? 32 : 128;
  if (
    family === 0 ||
    isIP(address) === 0 ||
    !Number.isInteger(prefix) ||
    prefix < 0 ||
    prefix > bits
  ) {
    return undefined;
  }
  if (isIP(address) !== family) {
    return false;
  }
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(net, prefix, type);
  return block.check(address, type);
}
