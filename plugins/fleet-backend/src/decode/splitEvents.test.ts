import fc from 'fast-check';
import {
  LineSplitter,
  ListSplitter,
  ObjectTooLargeError,
  type OnObject,
} from './splitEvents';

/** Any JSON object, with the texts that could fool a splitter. */
const object = fc.dictionary(
  fc.oneof(
    fc.string(),
    fc.constantFrom('items', 'metadata', '"items"', '\\', '}{', '\u00e9\u4e2d'),
  ),
  fc.jsonValue(),
);

function inChunks(
  bytes: Buffer,
  sizes: number[],
  push: (chunk: Buffer) => void,
) {
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length];
    push(bytes.subarray(at, at + size));
    at += size;
  }
}

function collect(): { objects: unknown[]; onObject: OnObject } {
  const objects: unknown[] = [];
  return {
    objects,
    onObject: (buffer, start, end) =>
      objects.push(JSON.parse(buffer.toString('utf8', start, end))),
  };
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), {
  minLength: 1,
  maxLength: 10,
});

describe('the events of a watch', () => {
  it('come out one by one as JSON.parse reads them, however the stream is chunked', () => {
    fc.assert(
      fc.property(fc.array(object), sizes, (events, chunkSizes) => {
        const { objects, onObject } = collect();
        const splitter = new LineSplitter(onObject);
        const text = events.map(event => `${JSON.stringify(event)}\n`).join('');
        inChunks(Buffer.from(text), chunkSizes, chunk => splitter.push(chunk));
        expect(objects).toEqual(
          events.map(event => JSON.parse(JSON.stringify(event))),
        );
        expect(splitter.isComplete()).toBe(true);
      }),
    );
  });

  it('come out of chunks of one byte', () => {
    const { objects, onObject } = collect();
    const splitter = new LineSplitter(onObject);
    inChunks(Buffer.from('{"a":1}\n\n {"b":"\\n"}\r\n'), [1], chunk =>
      splitter.push(chunk),
    );
    expect(objects).toEqual([{ a: 1 }, { b: '\n' }]);
  });

  it('are not complete when the stream ends inside of one', () => {
    const splitter = new LineSplitter(() => {});
    splitter.push(Buffer.from('{"a":1}\n{"b":'));
    expect(splitter.isComplete()).toBe(false);
  });

  it('are refused above a size, instead of filling the memory', () => {
    const splitter = new LineSplitter(() => {}, 100);
    expect(() => splitter.push(Buffer.alloc(101, 0x61))).toThrow(
      ObjectTooLargeError,
    );
  });
});

describe('the items of a list', () => {
  it('come out one by one with the document around them, however it is chunked', () => {
    fc.assert(
      fc.property(
        fc.array(object),
        fc.dictionary(
          fc.string().filter(key => key !== 'items'),
          fc.jsonValue(),
        ),
        fc.dictionary(
          fc.string().filter(key => key !== 'items'),
          fc.jsonValue(),
        ),
        fc.constantFrom(undefined, 1),
        sizes,
        (items, before, after, indent, chunkSizes) => {
          const document = { ...before, items, ...after };
          const { objects, onObject } = collect();
          const splitter = new ListSplitter(onObject);
          const text = JSON.stringify(document, null, indent);
          inChunks(Buffer.from(text), chunkSizes, chunk =>
            splitter.push(chunk),
          );
          const parsed = JSON.parse(text);
          expect(objects).toEqual(parsed.items);
          expect(splitter.isComplete()).toBe(true);
          expect(JSON.parse(splitter.envelope())).toEqual({
            ...parsed,
            items: [],
          });
        },
      ),
      // Keys such as __proto__ are rebuilt differently by spreading and by parsing.
      { examples: [[[{}], { a: 'items', b: ['items'] }, {}, undefined, [1]]] },
    );
  });

  it('are none where the list is null', () => {
    const { objects, onObject } = collect();
    const splitter = new ListSplitter(onObject);
    splitter.push(
      Buffer.from('{"metadata":{"resourceVersion":"7"},"items":null}\n'),
    );
    expect(objects).toEqual([]);
    expect(JSON.parse(splitter.envelope()).metadata.resourceVersion).toBe('7');
  });

  it('are not complete when the document breaks off behind an item', () => {
    const splitter = new ListSplitter(() => {});
    splitter.push(Buffer.from('{"items":[{"a":1},'));
    expect(splitter.isComplete()).toBe(false);
  });
});
