import fc from 'fast-check';
import type {
  OwnHealth,
  SourceResult,
} from '@panorama/plugin-service-map-common';
import { edge, mapOf, node } from '../__testUtils__/maps';
import { diffMaps, newDependencies } from './diffMaps';

const own = (health: OwnHealth, inheritedFrom: string[] = []) => ({
  health: { own: health, findings: [], inheritedFrom },
});
const istio = (state: SourceResult['state']): SourceResult => ({
  id: 'istio',
  title: 'Istio',
  state,
  problems: [],
  edges: 0,
  nodes: 0,
  queries: 0,
  durationMs: 0,
});
const A = 'c/n/a';
const B = 'c/n/b';

describe('the difference between two moments', () => {
  it('tells what is new and what is gone', () => {
    const diff = diffMaps(
      mapOf([node(A), node('c/n/old')], [edge(A, 'c/n/old')]),
      mapOf([node(A), node(B)], [edge(A, B)]),
    );
    expect(diff).toMatchObject({
      nodes: { new: [B], gone: ['c/n/old'] },
      edges: { new: [`${A}>${B}`], gone: [`${A}>c/n/old`] },
      uncertain: [],
    });
  });

  it.each<[OwnHealth, OwnHealth, 'worse' | 'better' | undefined]>([
    ['healthy', 'degraded', 'worse'],
    ['degraded', 'down', 'worse'],
    ['unknown', 'down', 'worse'],
    ['down', 'healthy', 'better'],
    ['down', 'unknown', undefined],
    ['healthy', 'unknown', undefined],
    ['unknown', 'healthy', undefined],
  ])('takes %s → %s for %s', (before, after, expected) => {
    const { nodes } = diffMaps(
      mapOf([node(A, own(before))], []),
      mapOf([node(A, own(after))], []),
    );
    expect([nodes.worse.length, nodes.better.length]).toEqual([
      Number(expected === 'worse'),
      Number(expected === 'better'),
    ]);
  });

  it('takes a node that begins to suffer for worse', () => {
    expect(
      diffMaps(mapOf([node(A)], []), mapOf([node(A, own('healthy', [B]))], []))
        .nodes.worse,
    ).toEqual([{ id: A, before: 'healthy', after: 'inherited' }]);
  });

  it('does not call new or gone what its source could not tell', () => {
    const seen = mapOf([node(A), node(B)], [edge(A, B)], {
      sources: [istio('ok')],
    });
    const blind = mapOf([node(A), node(B)], [], { sources: [istio('failed')] });
    expect(diffMaps(seen, blind)).toMatchObject({
      edges: { gone: [] },
      uncertain: [`${A}>${B}`],
    });
    expect(diffMaps(blind, seen).edges.new).toEqual([]);
  });

  it('is nothing against itself, and mirrors itself', () => {
    const moments = fc
      .record({
        nodes: fc.uniqueArray(
          fc.record({
            id: fc.nat(6),
            health: fc.constantFrom<OwnHealth>(
              'healthy',
              'unknown',
              'degraded',
              'down',
            ),
          }),
          { selector: ({ id }) => id },
        ),
        state: fc.constantFrom<SourceResult['state']>('ok', 'failed'),
      })
      .map(({ nodes, state }) =>
        mapOf(
          nodes.map(({ id, health }) => node(`c/n/${id}`, own(health))),
          nodes
            .slice(1)
            .map(({ id }) => edge(`c/n/${nodes[0].id}`, `c/n/${id}`)),
          { sources: [istio(state)] },
        ),
      );
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        const same = diffMaps(a, a);
        expect([same.nodes, same.edges]).toEqual([
          { new: [], gone: [], worse: [], better: [] },
          { new: [], gone: [], worse: [], better: [] },
        ]);
        const there = diffMaps(a, b);
        const back = diffMaps(b, a);
        expect(there.nodes.new).toEqual(back.nodes.gone);
        expect(
          there.nodes.worse
            .filter(({ before }) => before !== 'unknown')
            .map(({ id }) => id),
        ).toEqual(back.nodes.better.map(({ id }) => id));
        expect(there.uncertain).toEqual(back.uncertain);
      }),
    );
  });
});

describe('new dependencies', () => {
  it('are calls between services that were there before', () => {
    const before = mapOf([node(A), node(B)], []);
    const after = mapOf(
      [node(A), node(B), node('c/n/new')],
      [edge(A, B, { drift: 'undeclared' }), edge('c/n/new', B)],
    );
    expect(newDependencies(before, after)).toEqual([
      {
        edgeId: `${A}>${B}`,
        from: A,
        to: B,
        firstSeen: after.edges[0].witnesses[0].firstSeen,
        isUndeclared: true,
      },
    ]);
  });

  it('are not what somebody wrote into the catalog', () => {
    const declared = edge(A, B);
    declared.witnesses[0].basis = 'declaration';
    expect(
      newDependencies(
        mapOf([node(A), node(B)], []),
        mapOf([node(A), node(B)], [declared]),
      ),
    ).toEqual([]);
  });
});
