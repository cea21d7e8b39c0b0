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
            onGrown: () => {
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
    const dictionary = new Dictionary({ onGrown: () => {} });
    const a = dictionary.acquire('a');
    dictionary.release(a, 0);
    expect(dictionary.reclaim(QUARANTINE_MS - 1)).toEqual([]);
    expect(dictionary.acquire('b')).not.toBe(a);
    expect(dictionary.reclaim(QUARANTINE_MS)).toEqual([a]);
    expect(dictionary.acquire('c')).toBe(a);
  });

  it('keeps an id that came back into use before its rest was over, and counts the rest anew', () => {
    const dictionary = new Dictionary({ onGrown: () => {} });
    const a = dictionary.acquire('a');
    dictionary.release(a, 0);
    expect(dictionary.acquire('a')).toBe(a);
    dictionary.release(a, 50_000);
    expect(dictionary.reclaim(QUARANTINE_MS)).toEqual([]);
    expect(dictionary.reclaim(50_000 + QUARANTINE_MS)).toEqual([a]);
  });

  it('never gives the id of a namespace to another one', () => {
    const dictionary = new Dictionary({ isPermanent: true, onGrown: () => {} });
    const a = dictionary.acquire('0\nshop');
    dictionary.release(a, 0);
    expect(dictionary.reclaim(10 * QUARANTINE_MS)).toEqual([]);
    expect(dictionary.acquire('0\nshop')).toBe(a);
  });

  it('does not grow for ever while texts come and go', () => {
    const dictionary = new Dictionary({ onGrown: () => {} });
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
    const dictionary = new Dictionary({ onGrown: () => {} });
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
});
