import fc from 'fast-check';
import protobuf from 'protobufjs';
import { decodeMessage } from './decodeMessage';
import { encodeMessage } from './encodeMessage';
import { frameEvent, openObject, readFrames, sealObject } from './envelope';
import { linkMessages, type MessageTable } from './messages';

const TABLE: MessageTable = {
  Thing: {
    name: [1, 'string'],
    count: [2, 'int32'],
    size: [3, 'int64'],
    on: [4, 'bool'],
    tags: [5, 'string', 'list'],
    labels: [6, 'string', 'map'],
    part: [7, 'Part'],
    parts: [16, 'Part', 'list'],
    beside: [2000, 'Beside', 'inline'],
  },
  Part: { name: [1, 'string'], inner: [2, 'Thing'] },
  Beside: { extra: [1, 'string'] },
};
const Thing = linkMessages(TABLE)('Thing');

/** The same in protobuf's own language, for a second opinion. */
const OTHER = protobuf
  .parse(
    `
  syntax = "proto2";
  message Thing {
    optional string name = 1; optional int32 count = 2; optional int64 size = 3; optional bool on = 4;
    repeated string tags = 5; map<string, string> labels = 6; optional Part part = 7; repeated Part parts = 16;
    optional Beside beside = 2000;
  }
  message Part { optional string name = 1; optional Thing inner = 2; }
  message Beside { optional string extra = 1; }
`,
  )
  .root.lookupType('Thing');

const part = fc.record({
  name: fc.string(),
  inner: fc.record({ name: fc.string({ unit: 'binary', maxLength: 300 }) }),
});
const thing = fc.record(
  {
    name: fc.string({ unit: 'binary' }),
    count: fc.integer(),
    size: fc.maxSafeInteger(),
    on: fc.boolean(),
    tags: fc.array(fc.string(), { minLength: 1 }),
    labels: fc.dictionary(fc.string(), fc.string(), {
      minKeys: 1,
      noNullPrototype: true,
    }),
    part,
    parts: fc.array(part, { minLength: 1 }),
    extra: fc.string(),
  },
  { requiredKeys: [], noNullPrototype: true },
);

describe('protobuf by tables', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(thing, object => {
        expect(decodeMessage(Thing, encodeMessage(Thing, object))).toEqual(
          object,
        );
      }),
    );
  });

  it('writes what protobufjs reads', () => {
    fc.assert(
      fc.property(thing, ({ extra, ...object }) => {
        const expected = {
          ...object,
          ...(extra !== undefined && { beside: { extra } }),
        };
        const read = OTHER.toObject(
          OTHER.decode(encodeMessage(Thing, { ...object, extra })),
          { longs: Number },
        );
        expect(read).toEqual(expected);
      }),
    );
  });

  it('writes objects larger than its first buffer', () => {
    const object = {
      name: 'x'.repeat(100_000),
      parts: [{ name: 'y'.repeat(70_000) }],
    };
    expect(decodeMessage(Thing, encodeMessage(Thing, object))).toEqual(object);
  });

  it('leaves out what the tables do not know', () => {
    const small = linkMessages({ Thing: { name: [1, 'string'] } })('Thing');
    const bytes = encodeMessage(Thing, {
      name: 'a',
      count: 3,
      tags: ['x'],
      unknown: true,
    });
    expect(decodeMessage(small, bytes)).toEqual({ name: 'a' });
  });

  it.each([
    ['2026-11-21T10:00:00Z'],
    ['2026-11-21T10:00:00.250Z'],
    ['1969-12-31T23:59:58Z'],
  ])('keeps the time %s', text => {
    const message = linkMessages({ T: { at: [1, 'time'] } })('T');
    expect(
      decodeMessage(message, encodeMessage(message, { at: text })),
    ).toEqual({ at: text });
  });

  it('refuses bytes that end too early, and bytes that are no object', () => {
    const bytes = encodeMessage(Thing, { name: 'abc' });
    expect(() => decodeMessage(Thing, bytes.subarray(0, -1))).toThrow(
      /ends inside a field/,
    );
    expect(() => openObject(Buffer.from('{"kind":"Pod"}'))).toThrow(
      /no Kubernetes protobuf/,
    );
  });

  it('says which message a table lacks', () => {
    expect(() => linkMessages({ A: { b: [1, 'B'] } })('A')).toThrow(
      /no table of protobuf messages describes B/,
    );
  });

  it('frames events so that a stream can be cut anywhere', () => {
    const sealed = sealObject({ kind: 'Thing', apiVersion: 'v1' }, Thing, {
      name: 'a',
    });
    const stream = Buffer.concat([
      frameEvent('ADDED', sealed),
      frameEvent('DELETED', sealed),
    ]);
    fc.assert(
      fc.property(fc.nat(stream.length), cut => {
        const first = readFrames(stream.subarray(0, cut));
        const second = readFrames(
          Buffer.concat([first.rest, stream.subarray(cut)]),
        );
        const events = [...first.events, ...second.events];
        expect(events.map(it => [it.type, openObject(it.object).kind])).toEqual(
          [
            ['ADDED', 'Thing'],
            ['DELETED', 'Thing'],
          ],
        );
      }),
    );
  });
});
