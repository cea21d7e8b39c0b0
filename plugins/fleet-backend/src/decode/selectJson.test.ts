import fc from 'fast-check';
import { JsonSyntaxError } from './JsonReader';
import { OTHERS, Selection, selectJson, WHOLE } from './selectJson';
import { podJson } from './testUtils/podJson';
import { POD_SELECTION } from './selectedPod';

function select(text: string, selection: Selection) {
  // In the middle of other bytes, as in a chunk of a socket.
  const buffer = Buffer.from(`}]"${text}"[{`);
  return selectJson<Record<string, unknown>>(
    buffer,
    3,
    buffer.length - 3,
    selection,
  );
}

describe('reading a few fields of an object', () => {
  const names = fc.constantFrom(
    'a',
    'b',
    'spec',
    'managedFields',
    'metadata',
    'é',
    'm234567890123',
  );
  const tree = fc.letrec(tie => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.string(),
      fc.dictionary(names, tie('value'), { maxKeys: 4 }),
      fc.array(fc.dictionary(names, tie('value'), { maxKeys: 3 }), {
        maxLength: 3,
      }),
    ),
  })).value;

  it('gives the values that JSON.parse gives', () => {
    const selection = new Selection({
      a: WHOLE,
      b: { a: WHOLE },
      spec: [{ b: WHOLE }],
      é: WHOLE,
    });
    fc.assert(
      fc.property(
        fc.dictionary(names, tree),
        fc.constantFrom(undefined, 2),
        (object, indent) => {
          const text = JSON.stringify(object, null, indent);
          const whole = JSON.parse(text);
          const expected: Record<string, unknown> = {};
          const isObject = (value: unknown) =>
            typeof value === 'object' &&
            value !== null &&
            !Array.isArray(value);
          if ('a' in whole) expected.a = whole.a;
          if ('é' in whole) expected['é'] = whole['é'];
          if (isObject(whole.b))
            expected.b = 'a' in whole.b ? { a: whole.b.a } : {};
          if (Array.isArray(whole.spec)) {
            expected.spec = whole.spec
              .filter(isObject)
              .map((item: { b?: unknown }) =>
                'b' in item ? { b: item.b } : {},
              );
          }
          expect(select(text, selection)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reads a pod as it reads its parsed form', () => {
    const pod = podJson({
      name: 'cart-1',
      owner: { kind: 'ReplicaSet', name: 'cart' },
    });
    const slim = select(JSON.stringify(pod), POD_SELECTION);
    expect(slim).toMatchObject({
      metadata: { name: 'cart-1', namespace: 'shop', uid: pod.metadata.uid },
      spec: { nodeName: 'node-1', containers: [{ name: 'main' }] },
      status: {
        phase: 'Running',
        containerStatuses: [{ restartCount: 0, ready: true }],
      },
    });
    expect(JSON.stringify(slim)).not.toContain('hunter2');
    expect(JSON.stringify(slim)).not.toContain('managedFields');
  });

  it('is not misled by what managedFields say', () => {
    const selection = new Selection({
      metadata: { name: WHOLE },
      spec: { nodeName: WHOLE },
    });
    const text = JSON.stringify({
      metadata: {
        name: 'a',
        managedFields: [
          {
            manager: ']},"spec":{"nodeName":"stolen"}}',
            fieldsV1: { 'k:]},': { '.': {} }, ']},': 1 },
          },
        ],
      },
      spec: { nodeName: 'mine' },
    });
    expect(select(text, selection)).toEqual({
      metadata: { name: 'a' },
      spec: { nodeName: 'mine' },
    });
  });

  it('finds the end of managedFields when they are not the last of the metadata', () => {
    const selection = new Selection({ metadata: { name: WHOLE } });
    const text = '{"metadata":{"managedFields":[{"a":{}}],"name":"late"}}';
    expect(select(text, selection)).toEqual({ metadata: { name: 'late' } });
  });

  it('keeps all other fields where a kind asks for them', () => {
    const selection = new Selection({
      [OTHERS]: WHOLE,
      metadata: { name: WHOLE },
    });
    const text =
      '{"metadata":{"name":"a","uid":"u"},"spec":{"x":[1]},"__proto__":{"admin":true}}';
    const value = select(text, selection);
    expect(value).toEqual({ metadata: { name: 'a' }, spec: { x: [1] } });
    expect((value as { admin?: boolean }).admin).toBeUndefined();
  });

  it('reads values that are nested deeper than its stack', () => {
    const depth = 200_000;
    const text = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(select(text, new Selection({ a: WHOLE }))).toHaveProperty('a');
  });

  test.each([
    ['{"a":1', 'an object without an end'],
    ['{"a":"x', 'a string without an end'],
    ['{"a" 1}', 'a missing colon'],
    ['{"a":1 "b":2}', 'a missing comma'],
    ['{"a":}', 'a missing value'],
    ['{"a":tru}', 'half a word'],
    ['{"a":1}}', 'a bracket too many'],
    ['[1]', 'an array'],
    ['{"x":[{"y":1}', 'a skipped array without an end'],
    ['<html>', 'a web page'],
  ])('refuses %s: %s', text => {
    const bytes = Buffer.from(text);
    expect(() =>
      selectJson(bytes, 0, bytes.length, new Selection({ a: WHOLE })),
    ).toThrow(JsonSyntaxError);
  });
});
