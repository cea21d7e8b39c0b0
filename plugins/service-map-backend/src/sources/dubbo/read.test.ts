import { answersOf } from '../../__testUtils__/answersOf';
import type { DubboQuestion } from './questions';
import { readDubbo } from './read';

type Rows = Parameters<typeof answersOf<DubboQuestion>>[0];
const read = (rows: Rows) => readDubbo(answersOf(rows));

const consumer = {
  application_name: 'order',
  namespace: 'order',
  interface: 'Track',
};
const provider = { ...consumer, application_name: 'track', namespace: 'track' };

const pairs = (rows: Rows) =>
  read(rows).edges.map(({ from, to }) =>
    [from, to].map(it => (it.type === 'application' ? it.name : it.type)),
  );

describe('what Dubbo tells', () => {
  it('finds who provides what is consumed', () => {
    expect(
      pairs({ consumed: [[consumer, 1]], provided: [[provider, 1]] }),
    ).toEqual([['order', 'track']]);
  });

  it.each([
    [{ version: '2.0.0' }, {}],
    [{}, { version: '2.0.0' }],
    [{ group: 'eu' }, { group: 'us' }],
    [{ interface: 'Trace' }, {}],
  ])('takes %j and %j for different services', (consumed, provided) => {
    const reading = read({
      consumed: [[{ ...consumer, ...consumed }, 1]],
      provided: [[{ ...provider, ...provided }, 1]],
    });
    expect(reading.edges).toEqual([]);
    expect(reading.missingMetrics).toHaveLength(1);
  });

  it('gives nobody the traffic of an interface that several provide', () => {
    const { edges } = read({
      consumed: [[consumer, 10]],
      consumedFailed: [[consumer, 5]],
      provided: [
        [provider, 1],
        [{ ...provider, application_name: 'track-2' }, 1],
      ],
    });
    expect(edges).toHaveLength(2);
    for (const edge of edges) {
      expect(edge.traffic).toEqual({ windowSeconds: 300 });
      expect(edge.confidence).toBe(0.5);
      expect(edge.evidence).toContain(
        'Track (shared: 2 applications provide it)',
      );
    }
  });

  it('is sure of a provider that has another interface to itself', () => {
    const { edges } = read({
      consumed: [
        [consumer, 10],
        [{ ...consumer, interface: 'Own' }, 3],
      ],
      provided: [
        [provider, 1],
        [{ ...provider, application_name: 'track-2' }, 1],
        [{ ...provider, interface: 'Own' }, 1],
      ],
    });
    expect(
      edges.map(edge => [edge.traffic?.requestsPerSecond, edge.confidence]),
    ).toEqual([
      [3, 0.9],
      [undefined, 0.5],
    ]);
  });

  it('means the provider of its own namespace when one application runs in several', () => {
    const { edges } = read({
      consumed: [[consumer, 1]],
      provided: [
        [provider, 1],
        [{ ...provider, namespace: 'order' }, 1],
      ],
    });
    expect(edges.map(({ to }) => to)).toEqual([
      expect.objectContaining({ name: 'track', namespace: 'order' }),
    ]);
  });

  it.each([
    // valid all  → level
    [4, 4, undefined],
    [2, 4, undefined],
    [1, 4, 'degraded'],
    [0, 4, 'down'],
    [0, 0, undefined],
  ])('finds %d of %d valid providers %j', (valid, all, level) => {
    const { edges } = read({
      consumed: [[consumer, 1]],
      provided: [[provider, 1]],
      directoryValid: [[consumer, valid]],
      directoryAll: [[consumer, all]],
    });
    expect(edges[0].findings?.[0].level).toBe(level);
  });

  it('knows nothing of a directory of which one half is missing', () => {
    const { edges } = read({
      consumed: [[consumer, 1]],
      provided: [[provider, 1]],
      directoryAll: [[consumer, 4]],
    });
    expect(edges[0].findings).toBeUndefined();
  });

  it.each([
    // used  max  rejected → finding
    [0.5, 200, 0, undefined],
    [0.8, 200, 0, undefined],
    [0.95, 200, 0, { active: 190, max: 200, rejected: 0 }],
    [0.1, 200, 3.2, { active: 20, max: 200, rejected: 3 }],
  ])(
    'judges a pool used by %d of %d with %d rejected',
    (used, max, rejected, numbers) => {
      const { nodes } = read({
        poolUsed: [[provider, used]],
        poolMax: [[provider, max]],
        poolRejected: rejected ? [[provider, rejected]] : [],
      });
      expect(nodes[0].findings?.[0].numbers).toEqual(numbers);
      expect(nodes[0].isHealthy).toBe(numbers ? undefined : true);
    },
  );

  it.each([
    ['an application', { ...consumer, application_name: undefined }],
    ['an interface', { ...consumer, interface: undefined }],
  ])('leaves out series without %s', (_, labels) => {
    expect(
      read({
        consumed: [[labels, 1]],
        provided: [[labels, 1]],
        poolUsed: [[{}, 1]],
      }),
    ).toEqual({ nodes: [], edges: [], missingMetrics: [] });
  });

  it('does not call it zero errors when nobody said how many failed', () => {
    const { edges } = read({
      consumed: [[consumer, 2]],
      provided: [[provider, 1]],
    });
    expect(edges[0].traffic).toEqual({
      windowSeconds: 300,
      requestsPerSecond: 2,
    });
  });

  it('names three interfaces without provider, and no more', () => {
    const { missingMetrics } = read({
      consumed: ['A', 'B', 'C', 'D'].map(name => [
        { ...consumer, interface: name },
        1,
      ]),
      provided: [],
    });
    expect(missingMetrics).toHaveLength(3);
  });
});
