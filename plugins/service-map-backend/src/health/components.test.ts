import fc from 'fast-check';
import { componentsOf } from './components';

const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain(size =>
    fc.record({
      size: fc.constant(size),
      calls: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), {
        maxLength: 30,
      }),
    }),
  )
  .map(({ size, calls }) => ({
    ids: Array.from({ length: size }, (_, at) => `n${at}`),
    calleesOf: (id: string) =>
      calls.filter(([from]) => `n${from}` === id).map(([, to]) => `n${to}`),
  }));

/** Everything that can be reached in one or more steps: the slow, obvious way. */
function reachable(from: string, calleesOf: (id: string) => readonly string[]) {
  const seen = new Set<string>();
  const open = [...calleesOf(from)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...calleesOf(id));
  }
  return seen;
}

describe('the cycles of a graph', () => {
  it('hold exactly those that reach each other', () => {
    fc.assert(
      fc.property(graphs, ({ ids, calleesOf }) => {
        const components = componentsOf(ids, calleesOf);
        expect(components.flat().sort()).toEqual([...ids].sort());
        const componentOf = new Map(
          components.flatMap((members, at) => members.map(id => [id, at])),
        );
        for (const a of ids) {
          for (const b of ids.filter(id => id !== a)) {
            const together =
              reachable(a, calleesOf).has(b) && reachable(b, calleesOf).has(a);
            expect(componentOf.get(a) === componentOf.get(b)).toBe(together);
          }
        }
      }),
    );
  });

  it('come after everything that they call', () => {
    fc.assert(
      fc.property(graphs, ({ ids, calleesOf }) => {
        const components = componentsOf(ids, calleesOf);
        const at = (id: string) =>
          components.findIndex(members => members.includes(id));
        for (const id of ids) {
          for (const callee of calleesOf(id)) {
            expect(at(callee)).toBeLessThanOrEqual(at(id));
          }
        }
      }),
    );
  });

  it('end for a chain of a hundred thousand calls', () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => `n${at}`);
    const components = componentsOf(ids, id => [`n${Number(id.slice(1)) + 1}`]);
    expect(components).toHaveLength(100_000);
  });
});
