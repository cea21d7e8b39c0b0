/** The few DER shapes that a certificate needs (ITU-T X.690). Each function returns one complete element. */

function element(tag: number, content: Buffer): Buffer {
  if (content.length < 0x80) {
    return Buffer.concat([Buffer.from([tag, content.length]), content]);
  }
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest >>>= 8)
    length.unshift(rest & 0xff);
  return Buffer.concat([
    Buffer.from([tag, 0x80 | length.length, ...length]),
    content,
  ]);
}

export const sequence = (...parts: Buffer[]) =>
  element(0x30, Buffer.concat(parts));
export const set = (...parts: Buffer[]) => element(0x31, Buffer.concat(parts));
export const octets = (content: Buffer) => element(0x04, content);
export const utf8 = (text: string) => element(0x0c, Buffer.from(text, 'utf8'));
export const boolean = (value: boolean) =>
  element(0x01, Buffer.from([value ? 0xff : 0]));

/** A BIT STRING whose last `unusedBits` bits do not count. */
export const bits = (content: Buffer, unusedBits = 0) =>
  element(0x03, Buffer.concat([Buffer.from([unusedBits]), content]));

/** A positive INTEGER from its big-endian bytes. */
export const integer = (bytes: Buffer) =>
  element(
    0x02,
    bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes,
  );

/** `[tag] EXPLICIT content`. */
export const explicit = (tag: number, content: Buffer) =>
  element(0xa0 | tag, content);

/** `[tag] IMPLICIT` primitive. */
export const implicit = (tag: number, content: Buffer) =>
  element(0x80 | tag, content);

/** A dotted object identifier. */
export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7)
      groups.unshift(0x80 | (left & 0x7f));
    bytes.push(...groups);
  }
  return element(0x06, Buffer.from(bytes));
}

/** A GeneralizedTime in seconds of UTC. */
export function time(date: Date): Buffer {
  const text = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  // RFC 5280 4.1.2.5: UTCTime until 2049.
  return date.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(text.slice(2), 'latin1'))
    : element(0x18, Buffer.from(text, 'latin1'));
}

export function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join(
    '\n',
  )}\n-----END ${label}-----\n`;
}
