import fc from 'fast-check';
import type { OwnHealth } from '@panorama/plugin-service-map-common';
import { edge } from '../__testUtils__/maps';
import type { Carriage, Carrier } from './carry';
import { inheritancesOf, NOTHING_INHERITED } from './inheritance';
import { MAX_ORIGINS } from './thresholds';

const graphs = fc
  .array(fc.constantFrom<OwnHealth>('down', 'degraded', 'healthy', 'unknown'), {
    minLength: 2,
    maxLength: 9,
  })
  .chain(own =>
    fc.record({
      own: fc.constant(new Map(own.map((health, at) => [`n${at}`, health]))),
      calls: fc.uniqueArray(
        fc
          .record({
            from: fc.nat(own.length - 1),
            to: fc.nat(own.length - 1),
            by: fc.constantFrom<Carriage>('measured', 'assumed'),
          })
          .filter(({ from, to }) => from !== to),
        { maxLength: 24, selector: ({ from, to }) => `${from}>${to}` },
      ),
    }),
  )
  .map(({ own, calls }) => ({
    own,
    of: (caller: string): Carrier[] =>
      calls
        .filter(({ from }) => `n${from}` === caller)
        .map(({ from, to, by }) => ({ edge: edge(`n${from}`, `n${to}`), by })),
  }));

/** Distances over failing calls, the obvious way. */
function distancesFrom(id: string, of: (caller: string) => Carrier[]) {
  const distances = new Map([[id, 0]]);
  for (let ring = [id], at = 1; ring.length > 0; at += 1) {
    ring = ring
      .flatMap(of)
      .filter(({ by }) => by === 'measured')
      .map(({ edge: { to } }) => to)
      .filter(to => !distances.has(to) && distances.set(to, at));
  }
  return distances;
}

const isAtFault = (own: OwnHealth | undefined) =>
  own === 'down' || own === 'degraded';

describe('what a node inherits', () => {
  it('are exactly the faults that failing calls reach, and those assumed one step further', () => {
    fc.assert(
      fc.property(graphs, ({ own, of }) => {
        const inheritances = inheritancesOf(own, { of });
        for (const id of own.keys()) {
          const { origins, isAssumed } =
            inheritances.get(id) ?? NOTHING_INHERITED;
          const distances = distancesFrom(id, of);
          const measured = [...distances.keys()].filter(
            other => other !== id && isAtFault(own.get(other)),
          );
          const assumed = [...distances.keys()]
            .flatMap(of)
            .filter(
              ({ by, edge: { to } }) =>
                by === 'assumed' && own.get(to) === 'down',
            )
            .map(({ edge: { to } }) => to)
            .filter(to => to !== id);
          expect(new Set(origins)).toEqual(new Set([...measured, ...assumed]));
          expect(isAssumed).toBe(measured.length === 0 && assumed.length > 0);
          const ordered = origins
            .slice(0, measured.length)
            .map(origin => distances.get(origin)!);
          expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('are the nearest few, in an outage of everything', () => {
    const size = 2000;
    const own = new Map(
      Array.from({ length: size }, (_, at) => [`n${at}`, 'down' as const]),
    );
    const of = (caller: string): Carrier[] => {
      const at = Number(caller.slice(1));
      return [1, 2, 3].map(step => ({
        edge: edge(caller, `n${(at + step) % size}`),
        by: 'measured' as const,
      }));
    };
    const { origins } = inheritancesOf(own, { of }).get('n5')!;
    expect(origins).toHaveLength(MAX_ORIGINS);
    expect(origins.slice(0, 3)).toEqual(['n6', 'n7', 'n8']);
  });
});
