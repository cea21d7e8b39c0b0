import fc from 'fast-check';
import { Dictionary, QUARANTINE_MS } from './Dictionary';
import { DictionaryReader } from './DictionaryReader';

describe('a dictionary', () => {
  it('gives every text in use an id of its own and gives the text back, whatever came and went', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom('a', 'b', '中文', 'é'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(texts, fc.boolean(), fc.nat(QUARANTINE_MS)), {
          maxLength: 200,
        }),
        steps => {
          let grown = false;
          const dictionary = new Dictionary({
            onMoved: () => {
              grown = true;
            },
          });
          const reader = new DictionaryReader(dictionary.buffers);
          /** The slow and obvious one: uses by text. */
          const uses = new Map<string, number>();
          const ids = new Map<string, number>();
          let now = 0;
          for (const [text, isRelease, ms] of steps) {
            now += ms;
            dictionary.reclaim(now);
            if (isRelease && uses.get(text)) {
              dictionary.release(ids.get(text)!, now);
              uses.set(text, uses.get(text)! - 1);
            } else if (!isRelease) {
              ids.set(text, dictionary.acquire(text));
              uses.set(text, (uses.get(text) ?? 0) + 1);
            }
            if (grown) {
              reader.attach(dictionary.buffers);
              grown = false;
            }
            const inUse = [...uses]
              .filter(([, count]) => count > 0)
              .map(([name]) => name);
            expect(new Set(inUse.map(name => ids.get(name))).size).toBe(
              inUse.length,
            );
            for (const name of inUse) {
              expect(reader.text(ids.get(name)!)).toBe(
                Buffer.from(name).toString(),
              );
            }
          }
        },
      ),
    );
  });

  it('leaves an id alone for a while after its last use', () => {
    const dictionary = new Dictionary({ onMoved: () => {} });
    const a = dictionary.acquire('a');
    dictionary.release(a, 0);
    expect(dictionary.reclaim(QUARANTINE_MS - 1)).toEqual([]);
    expect(dictionary.acquire('b')).not.toBe(a);
    expect(dictionary.reclaim(QUARANTINE_MS)).toEqual([a]);
    expect(dictionary.acquire('c')).toBe(a);
  });

  it('keeps an id that came back into use before its rest was over, and counts the rest anew', () => {
    const dictionary = new Dictionary({ onMoved: () => {} });
    const a = dictionary.acquire('a');
    dictionary.release(a, 0);
    expect(dictionary.acquire('a')).toBe(a);
    dictionary.release(a, 50_000);
    expect(dictionary.reclaim(QUARANTINE_MS)).toEqual([]);
    expect(dictionary.reclaim(50_000 + QUARANTINE_MS)).toEqual([a]);
  });

  it('never gives the id of a namespace to another one', () => {
    const dictionary = new Dictionary({ isPermanent: true, onMoved: () => {} });
    const a = dictionary.acquire('0\nshop');
    dictionary.release(a, 0);
    expect(dictionary.reclaim(10 * QUARANTINE_MS)).toEqual([]);
    expect(dictionary.acquire('0\nshop')).toBe(a);
  });

  it('does not grow for ever while texts come and go', () => {
    const dictionary = new Dictionary({ onMoved: () => {} });
    for (let i = 0; i < 20_000; i += 1) {
      const now = i * QUARANTINE_MS;
      dictionary.reclaim(now);
      dictionary.release(
        dictionary.acquire(`job-${String(i).padStart(6, '0')}`),
        now,
      );
    }
    expect(dictionary.size).toBeLessThanOrEqual(2);
    expect(dictionary.buffers.bytes.byteLength).toBeLessThan(8192);
  });

  it('shows a reader of the old buffers nothing wrong after it moved', () => {
    const dictionary = new Dictionary({ onMoved: () => {} });
    const first = dictionary.acquire('first');
    const reader = new DictionaryReader(dictionary.buffers);
    const ids = Array.from({ length: 500 }, (_, i) =>
      dictionary.acquire(`text-${i}`),
    );
    expect(reader.text(first)).toBe('first');
    expect(
      ids.every((id, i) => ['', `text-${i}`].includes(reader.text(id))),
    ).toBe(true);
    reader.attach(dictionary.buffers);
    expect(ids.every((id, i) => reader.text(id) === `text-${i}`)).toBe(true);
  });

  it('gives back the room that nobody needs, and every text as before', () => {
    const dictionary = new Dictionary({ onMoved: () => {} });
    const texts = Array.from(
      { length: 3_000 },
      (_, i) => `registry.example.com/service-${i}:1.${i % 7}.0`,
    );
    const ids = texts.map(text => dictionary.acquire(text));
    const before = bytesOf(dictionary);
    dictionary.fit();
    expect(bytesOf(dictionary)).toBeLessThan(before);
    const { bytes, offsets } = dictionary.buffers;
    const used = texts.reduce((sum, text) => sum + text.length, 0);
    expect(bytes.byteLength).toBeLessThan(1.2 * used);
    expect(offsets.byteLength).toBeLessThan(1.1 * 4 * texts.length);

    const late = dictionary.acquire('one more');
    const reader = new DictionaryReader(dictionary.buffers);
    expect(ids.map(id => reader.text(id))).toEqual(texts);
    expect(texts.map(text => dictionary.find(text))).toEqual(ids);
    expect(reader.text(late)).toBe('one more');
  });

  it('moves nothing when it fits already', () => {
    let moves = 0;
    const dictionary = new Dictionary({
      onMoved: () => {
        moves += 1;
      },
    });
    dictionary.acquire('a');
    dictionary.fit();
    expect(moves).toBe(0);
  });
});

describe('a reader of a dictionary', () => {
  it('tells the right text, however many ids were read in between', () => {
    const dictionary = new Dictionary({ onMoved: () => {} });
    const texts = Array.from({ length: 5_000 }, (_, i) => `text-${i}`);
    const ids = texts.map(text => dictionary.acquire(text));
    const reader = new DictionaryReader(dictionary.buffers);
    fc.assert(
      fc.property(fc.array(fc.nat(texts.length - 1)), order => {
        for (const i of order) {
          expect(reader.text(ids[i])).toBe(texts[i]);
        }
      }),
    );
    expect(ids.map(id => reader.text(id))).toEqual(texts);
    expect(ids.map(id => reader.text(id))).toEqual(texts);
  });

  it('does not tell the old text of an id that was given to another one', () => {
    const dictionary = new Dictionary({ onMoved: () => {} });
    const reader = new DictionaryReader(dictionary.buffers);
    const id = dictionary.acquire('before');
    expect(reader.text(id)).toBe('before');
    dictionary.release(id, 0);
    dictionary.reclaim(QUARANTINE_MS);
    expect(dictionary.acquire('after')).toBe(id);
    expect(reader.text(id)).toBe('after');
  });
});

function bytesOf({ buffers }: Dictionary): number {
  return Object.values(buffers).reduce(
    (sum, buffer: SharedArrayBuffer) => sum + buffer.byteLength,
    0,
  );
}
