import fc from 'fast-check';
import type { HiddenNeighbours } from '@panorama/plugin-service-map-common';
import { edge, node } from '../__testUtils__/maps';
import { blastRadiusOf, type VisibleMap } from './blastRadiusOf';

const tracking = { owner: 'group:default/tracking', tier: 'tier-1' };
const app = { owner: 'group:default/app', tier: 'tier-2' };

const map: VisibleMap = {
  nodes: [
    node('prod/cache/redis'),
    node('prod/shop/api', tracking),
    node('prod/shop/push', tracking),
    node('prod/shop/bff', app),
    node('prod/edge/gateway', {
      kind: 'gateway',
      traffic: { requestsPerSecond: 6400, windowSeconds: 300 },
    }),
    node('prod/shop/other'),
  ],
  edges: [
    edge('prod/shop/api', 'prod/cache/redis'),
    edge('prod/shop/push', 'prod/cache/redis'),
    edge('prod/shop/bff', 'prod/shop/api'),
    edge('prod/edge/gateway', 'prod/shop/bff'),
    edge('prod/shop/api', 'prod/shop/other'),
  ],
  hidden: new Map([['prod/shop/api', { callers: 2, callees: 5 }]]),
};

describe('the blast radius', () => {
  it('counts callers and those behind them, teams, tiers and gateways', () => {
    expect(blastRadiusOf(map, 'prod/cache/redis')).toEqual({
      id: 'prod/cache/redis',
      affected: [
        { id: 'prod/shop/api', distance: 1 },
        { id: 'prod/shop/push', distance: 1 },
        { id: 'prod/shop/bff', distance: 2 },
        { id: 'prod/edge/gateway', distance: 3 },
      ],
      direct: 2,
      owners: [
        {
          owner: 'group:default/tracking',
          nodes: ['prod/shop/api', 'prod/shop/push'],
        },
        { owner: 'group:default/app', nodes: ['prod/shop/bff'] },
        { nodes: ['prod/edge/gateway'] },
      ],
      tiers: [
        { tier: 'tier-1', amount: 2 },
        { tier: 'tier-2', amount: 1 },
        { tier: '', amount: 1 },
      ],
      gateways: ['prod/edge/gateway'],
      requestsPerSecond: 6400,
      hiddenCallers: 2,
    });
  });

  it.each(['unseen', 'forbidden'] as const)('leaves out %s calls', drift => {
    const calls = {
      ...map,
      edges: [edge('prod/shop/api', 'prod/cache/redis', { drift })],
    };
    expect(blastRadiusOf(calls, 'prod/cache/redis')?.affected).toEqual([]);
  });

  it('is nothing for a node that the viewer does not see', () => {
    expect(blastRadiusOf(map, 'prod/secret/vault')).toBeUndefined();
  });

  it('has exactly those from whom the node can be reached, in any cycle', () => {
    const graphs = fc
      .tuple(
        fc.integer({ min: 2, max: 9 }),
        fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 25 }),
      )
      .map(([size, calls]) => ({
        nodes: Array.from({ length: size }, (_, at) => node(`c/n/${at}`)),
        edges: calls.map(([a, b]) =>
          edge(`c/n/${a % size}`, `c/n/${b % size}`),
        ),
        hidden: new Map<string, HiddenNeighbours>(),
      }));
    fc.assert(
      fc.property(graphs, visible => {
        const radius = blastRadiusOf(visible, 'c/n/0')!;
        const affected = new Map(
          radius.affected.map(({ id, distance }) => [id, distance]),
        );
        expect(affected.has('c/n/0')).toBe(false);
        const all = new Map([...affected, ['c/n/0', 0]]);
        for (const { from, to } of visible.edges.filter(call =>
          all.has(call.to),
        )) {
          expect(all.get(from)).toBeLessThanOrEqual(all.get(to)! + 1);
        }
        for (const [id, distance] of affected) {
          expect(
            visible.edges.some(
              ({ from, to }) => from === id && all.get(to) === distance - 1,
            ),
          ).toBe(true);
        }
        expect(radius.owners.flatMap(({ nodes }) => nodes)).toHaveLength(
          affected.size,
        );
      }),
    );
  });
});
