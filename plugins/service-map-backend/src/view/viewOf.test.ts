import {
  HIDDEN_NODE_ID,
  type SourceProblem,
} from '@panorama/plugin-service-map-common';
import fc from 'fast-check';
import { edge, mapOf, node } from '../__testUtils__/maps';
import { viewOf, type NamespaceReader } from './viewOf';

const readerOf = (...namespaces: string[]): NamespaceReader => ({
  has: (cluster, namespace) => namespaces.includes(`${cluster}/${namespace}`),
  hasCluster: () => false,
});

const SHOP = 'prod/shop/cart';
const VAULT = 'prod/vault/ledger';
const REDIS = 'prod/shop/redis';
const BANK = 'outside/bank.example:443';
const CARRIER = 'outside/carrier.example:443';

describe('the map under rights', () => {
  const map = mapOf(
    [
      node(SHOP, {
        health: { own: 'healthy', findings: [], inheritedFrom: [VAULT] },
        conflicts: [{ claim: 'host 10.0.0.9', nodes: [SHOP, VAULT] }],
      }),
      node(REDIS),
      node(VAULT),
      node(BANK, {
        traffic: { requestsPerSecond: 1000, windowSeconds: 300 },
      }),
      node(CARRIER),
    ],
    [
      edge(SHOP, REDIS),
      edge(SHOP, VAULT),
      edge(SHOP, BANK, {
        traffic: { requestsPerSecond: 4, errorRatio: 0.5, windowSeconds: 300 },
      }),
      edge(VAULT, BANK, {
        traffic: { requestsPerSecond: 996, windowSeconds: 300 },
      }),
      edge(VAULT, CARRIER),
    ],
  );

  it('holds the namespaces that one may read, and what they touch outside', () => {
    const view = viewOf(map, readerOf('prod/shop'));
    expect(view.nodes.map(({ id }) => id)).toEqual([SHOP, REDIS, BANK]);
    expect(view.edges.map(({ id }) => id)).toEqual([
      `${SHOP}>${REDIS}`,
      `${SHOP}>${BANK}`,
    ]);
  });

  it('counts neighbours that one may not see', () => {
    const view = viewOf(map, readerOf('prod/shop'));
    expect(view.hidden.get(SHOP)).toEqual({ callers: 0, callees: 1 });
    expect(view.hidden.get(BANK)).toEqual({ callers: 1, callees: 0 });
  });

  it('says that a cause is hidden, not which', () => {
    const [shop] = viewOf(map, readerOf('prod/shop')).nodes;
    expect(shop.health.inheritedFrom).toEqual([HIDDEN_NODE_ID]);
    expect(shop.conflicts[0].nodes).toEqual([SHOP, HIDDEN_NODE_ID]);
  });

  it('adds up at a node outside only the calls that one may see', () => {
    const bank = viewOf(map, readerOf('prod/shop')).nodes[2];
    expect(bank.traffic).toEqual({
      requestsPerSecond: 4,
      errorRatio: 0.5,
      windowSeconds: 300,
    });
  });

  describe('when a source complains', () => {
    const told = (
      problems: SourceProblem[],
      reader: NamespaceReader,
    ): string | undefined =>
      viewOf(
        {
          ...map,
          sources: [
            {
              id: 'istio',
              title: 'Istio',
              state: 'partial',
              problems,
              nodes: 0,
              edges: 0,
              queries: 0,
              durationMs: 0,
            },
          ],
        },
        reader,
      ).sources[0].problem;
    const anybody = readerOf();
    const engineer = readerOf('prod/shop');
    const operator = { ...engineer, hasCluster: () => true };

    it.each<[string, SourceProblem, NamespaceReader[]]>([
      ['nothing', { message: 'a' }, [anybody, engineer, operator]],
      ['a cluster', { message: 'a', clusters: ['prod'] }, [engineer, operator]],
      ['another cluster', { message: 'a', clusters: ['edge'] }, [operator]],
      [
        'a namespace',
        { message: 'a', place: { cluster: 'prod', namespace: 'vault' } },
        [],
      ],
      [
        'what operators know',
        { message: 'a', clusters: ['prod'], audience: 'operators' },
        [operator],
      ],
      [
        'what nobody can tell',
        { message: 'a', audience: 'operators' },
        [operator],
      ],
    ])('tells of %s only those who may know', (_, problem, readers) => {
      expect(
        [anybody, engineer, operator].filter(
          reader => told([problem], reader) !== undefined,
        ),
      ).toEqual(readers);
    });

    it('says the first thing that one may read', () => {
      const problems = [
        { message: 'edge is away', clusters: ['edge'] },
        { message: 'prod is away', clusters: ['prod'] },
      ];
      expect(told(problems, engineer)).toBe('prod is away');
    });
  });

  it('is empty for somebody without rights', () => {
    const view = viewOf(map, readerOf());
    expect(view.nodes).toEqual([]);
    expect(view.edges).toEqual([]);
    expect(view.hidden.size).toBe(0);
  });

  it('never holds a word of a namespace that one may not read', () => {
    const namespaces = ['alpha', 'bravo', 'delta'];
    const id = fc
      .tuple(fc.constantFrom(...namespaces), fc.nat(3))
      .map(([namespace, n]) => `prod/${namespace}/${namespace}-${n}`);
    const end = fc.oneof(
      id,
      fc.nat(3).map(n => `outside/host-${n}`),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(end, end), { maxLength: 40 }),
        fc.subarray(namespaces),
        (calls, readable) => {
          const edges = calls
            .filter(([from, to]) => from !== to)
            .map(([from, to]) => edge(from, to));
          const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
          const nodes = ids.map(each =>
            node(each, {
              witnesses: edges
                .filter(({ to }) => to === each)
                .flatMap(({ witnesses }) => witnesses)
                .map(({ evidence: _, ...witness }) => witness),
              health: { own: 'unknown', findings: [], inheritedFrom: ids },
              conflicts: [{ claim: 'a name', nodes: ids }],
            }),
          );
          const view = viewOf(
            mapOf(nodes, edges),
            readerOf(...readable.map(namespace => `prod/${namespace}`)),
          );
          const text = JSON.stringify([view, [...view.hidden]]);
          for (const namespace of namespaces) {
            expect(text.includes(namespace)).toBe(
              readable.includes(namespace) &&
                ids.some(each => each.includes(namespace)),
            );
          }
        },
      ),
    );
  });
});
