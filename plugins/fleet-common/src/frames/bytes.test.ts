import fc from 'fast-check';
import { ByteReader } from './ByteReader';
import { ByteWriter } from './ByteWriter';
import { crc32 } from './crc32';
import { readAscending, unzigzag, writeAscending, zigzag } from './ids';
import { readRepeatedTexts, writeRepeatedTexts } from './stringColumns';

const u32 = fc.oneof(
  fc.nat({ max: 300 }),
  fc.integer({ min: 0, max: 0xffffffff }),
);

describe('the byte encodings', () => {
  it('write numbers as LEB128 does', () => {
    // The worked example of the DWARF standard, appendix C: 624485 = e5 8e 26.
    expect([...new ByteWriter().varint(624485).finish()]).toEqual([
      0xe5, 0x8e, 0x26,
    ]);
  });

  it('compute the checksum as zlib and PNG do', () => {
    // The check value that the CRC catalogue gives for CRC-32/ISO-HDLC.
    const digits = new TextEncoder().encode('123456789');
    expect(crc32(digits, 0, digits.length)).toBe(0xcbf43926);
  });

  it('write the planes of a column from low bytes to high ones', () => {
    expect([
      ...new ByteWriter().planes(Uint32Array.of(0x0102, 3)).finish(),
    ]).toEqual([2, 0x02, 3, 0x01, 0]);
  });

  it('give back every number, column and text', () => {
    fc.assert(
      fc.property(
        u32,
        fc.array(u32),
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.double({ noNaN: true }),
        (number, column, texts, double) => {
          const writer = new ByteWriter(1)
            .varint(number)
            .u32(number)
            .planes(Uint32Array.from(column))
            .texts(texts)
            .f64(double);
          const reader = new ByteReader(writer.finish());
          expect(reader.varint()).toBe(number);
          expect(reader.u32()).toBe(number);
          expect([...reader.planes(column.length)]).toEqual(column);
          expect(reader.texts(texts.length)).toEqual(texts);
          expect(reader.f64()).toBe(double);
          reader.end();
        },
      ),
    );
  });

  it('give back ascending ids and texts that repeat or are missing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 10_000 })),
        fc.array(
          fc.option(fc.constantFrom('a', '', 'team-ä', '\ufeffbom'), {
            nil: undefined,
          }),
        ),
        (ids, texts) => {
          const ascending = [...ids].sort((a, b) => a - b);
          const writer = new ByteWriter();
          writeAscending(writer, ascending);
          writeRepeatedTexts(writer, texts);
          const reader = new ByteReader(writer.finish());
          expect([...readAscending(reader)]).toEqual(ascending);
          expect(readRepeatedTexts(reader, texts.length)).toEqual(texts);
          reader.end();
        },
      ),
    );
  });

  it('find the way back between any two numbers', () => {
    fc.assert(
      fc.property(u32, u32, (from, to) => {
        expect(unzigzag(from, zigzag(from, to))).toBe(to);
      }),
    );
  });

  it('refuse a number of more than 32 bits', () => {
    const reader = new ByteReader(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x1f));
    expect(() => reader.varint()).toThrow('does not fit into 32 bits');
  });

  it('refuse a list that cannot be as long as it says, before anything is allocated', () => {
    const claim = new ByteWriter().varint(0xffffffff).finish();
    expect(() => readAscending(new ByteReader(claim))).toThrow(
      'A list claims 4294967295 entries, but only 0 bytes follow.',
    );
  });

  it('refuse a slot number that no table can have', () => {
    const far = new ByteWriter().varint(1).varint(0xfffffff0).finish();
    expect(() => readAscending(new ByteReader(far))).toThrow(
      'is not below 16777216',
    );
  });

  it('refuse to write slots that do not ascend', () => {
    expect(() => writeAscending(new ByteWriter(), [3, 3])).toThrow(
      '3 follows 3',
    );
  });

  it('refuse a text that is not UTF-8', () => {
    const bytes = new ByteWriter().varint(1).varint(1).u8(0xff).finish();
    expect(() => new ByteReader(bytes).texts(1)).toThrow('not UTF-8');
  });
});
