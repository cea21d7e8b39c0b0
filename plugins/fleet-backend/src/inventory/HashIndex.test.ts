import fc from 'fast-check';
import { HashIndex } from './HashIndex';

describe('a hash index', () => {
  it('finds what a map finds, with colliding hashes, growth and deletions', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(300), fc.boolean()), { maxLength: 600 }),
        fc.constantFrom(1, 7, 64, 1000),
        (steps, hashes) => {
          // Few hashes: long chains, which wrap around the end of the table.
          const hashOf = (value: number) => 0xfffffff0 + (value % hashes);
          const index = new HashIndex(hashOf);
          const model = new Set<number>();
          for (const [value, isDelete] of steps) {
            if (isDelete) {
              expect(index.delete(hashOf(value), value)).toBe(
                model.delete(value),
              );
            } else if (!model.has(value)) {
              index.add(hashOf(value), value);
              model.add(value);
            }
          }
          expect(index.size).toBe(model.size);
          for (let value = 0; value <= 300; value += 1) {
            const found = index.find(hashOf(value), other => other === value);
            expect(found).toBe(model.has(value) ? value : -1);
          }
        },
      ),
    );
  });
});
