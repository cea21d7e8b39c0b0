import { statusOf } from '@panorama/plugin-service-map-common';
import type { GraphNode } from '../graph/types';
import { assessHealth, NOTHING_REMEMBERED } from './assess';
import {
  allCrashing,
  graphEdge,
  graphNode,
  healthIn,
  look,
  MINUTE,
  NOON,
  traffic,
  twoReady,
  workload,
} from './__testUtils__/graphs';

const failing = (ratio = 0.98) => ({ traffic: traffic(ratio) });
const toRedis = (ratio = 0.98) => ({
  protocols: ['redis' as const],
  traffic: traffic(ratio),
});
const ownOf = (node: GraphNode) => healthIn(look([node]), node.id).own;
const codesOf = (node: GraphNode) =>
  healthIn(look([node]), node.id).findings.map(({ code }) => code);

describe('what makes a node green', () => {
  it.each([
    ['all replicas ready', twoReady, 'healthy'],
    ['a source that measured it', { isMeasuredHealthy: true }, 'healthy'],
    ['nothing known', {}, 'unknown'],
    ['scaled to zero', { workloads: [workload(0, 0)] }, 'unknown'],
    [
      'a finished job',
      { workloads: [workload(0, 1, { kind: 'Job' })] },
      'unknown',
    ],
    [
      'ready pods behind no endpoint',
      { ...twoReady, readyEndpoints: 0 },
      'down',
    ],
  ])('%s', (_, facts, expected) => {
    expect(ownOf(graphNode('a', facts))).toBe(expected);
  });

  it('is enough good traffic, and too little of it says nothing', () => {
    const outside = graphNode('bank');
    const called = (requestsPerSecond: number) =>
      healthIn(
        look(
          [outside, graphNode('a')],
          [
            graphEdge('a', 'bank', {
              traffic: traffic(0, { requestsPerSecond }),
            }),
          ],
        ),
        'bank',
      ).own;
    expect(called(1)).toBe('healthy');
    expect(called(0.05)).toBe('unknown');
  });
});

describe('what makes a node red', () => {
  it('is that no replica is ready, with the reason and since when', () => {
    expect(healthIn(look([graphNode('redis', allCrashing)]), 'redis')).toEqual({
      own: 'down',
      inheritedFrom: [],
      findings: [
        {
          code: 'no-ready-replica',
          level: 'down',
          since: NOON - 14 * MINUTE,
          numbers: { desired: 3 },
          texts: { workload: 'app', reason: 'OOMKilled' },
          source: 'kubernetes',
        },
      ],
    });
  });

  it('is degraded while one of its workloads still serves', () => {
    const node = graphNode('a', {
      workloads: [
        workload(2, 2),
        workload(0, 1, {
          name: 'canary',
          reason: 'CrashLoopBackOff',
          since: 0,
        }),
      ],
    });
    expect(ownOf(node)).toBe('degraded');
    expect(codesOf(node)).toEqual(['few-ready-replicas']);
  });

  it('is what its exporter finds', () => {
    const node = graphNode('mysql', {
      ...twoReady,
      findings: [
        {
          code: 'replication-broken',
          level: 'degraded',
          numbers: { lagSeconds: 90 },
          texts: {},
          source: 'mysql',
        },
      ],
    });
    expect(ownOf(node)).toBe('degraded');
  });

  it('is several callers failing at a database that nobody measures', () => {
    const map = look(
      [graphNode('db'), graphNode('a', twoReady), graphNode('b', twoReady)],
      [graphEdge('a', 'db', toRedis()), graphEdge('b', 'db', toRedis())],
    );
    expect(healthIn(map, 'db')).toMatchObject({
      own: 'down',
      findings: [{ code: 'callers-fail', numbers: { failing: 2, callers: 2 } }],
    });
    expect(healthIn(map, 'a')).toMatchObject({
      own: 'healthy',
      inheritedFrom: ['db'],
    });
  });

  it('is never one caller alone, which may be wrong itself', () => {
    const map = look(
      [graphNode('db'), graphNode('a', twoReady)],
      [graphEdge('a', 'db', toRedis())],
    );
    expect(healthIn(map, 'db').own).toBe('unknown');
    expect(healthIn(map, 'a')).toMatchObject({
      own: 'degraded',
      findings: [{ code: 'calls-fail', numbers: { failing: 1, callees: 1 } }],
    });
  });

  it('is no more than degraded when callers fail and its exporter is content', () => {
    const map = look(
      [
        graphNode('db', { isMeasuredHealthy: true }),
        graphNode('a'),
        graphNode('b'),
      ],
      [graphEdge('a', 'db', toRedis()), graphEdge('b', 'db', toRedis())],
    );
    expect(healthIn(map, 'db').own).toBe('degraded');
  });

  it('is not the callee of calls that a policy forbids', () => {
    const forbidden = { ...toRedis(), drift: 'forbidden' as const };
    const map = look(
      [graphNode('db', twoReady), graphNode('a'), graphNode('b')],
      [graphEdge('a', 'db', forbidden), graphEdge('b', 'db', forbidden)],
    );
    expect(healthIn(map, 'db').own).toBe('healthy');
    expect(healthIn(map, 'a').own).toBe('degraded');
  });

  it('follows the annotation of the callee instead of the defaults', () => {
    const judged = (rateTolerance?: string) =>
      healthIn(
        look(
          [
            graphNode('a', { ...twoReady, rateTolerance }),
            graphNode('gateway'),
          ],
          [
            graphEdge('gateway', 'a', {
              traffic: traffic(0.2, { codeRatios: { '404': 0.2 } }),
            }),
          ],
        ),
        'a',
      ).own;
    expect(judged('4xx,30,40,http,inbound')).toBe('healthy');
    expect(judged('4xx,10,15,http,inbound')).toBe('down');
    expect(judged('nonsense')).toBe('degraded');
  });
});

describe('guards against red that is none', () => {
  const after = (node: GraphNode, minutes: number[]) => {
    let memory = assessHealth(
      { nodes: [graphNode(node.id, twoReady)], edges: [] },
      { now: NOON, memory: NOTHING_REMEMBERED },
    ).memory;
    return minutes.map(minute => {
      const assessment = assessHealth(
        { nodes: [node], edges: [] },
        { now: NOON + minute * MINUTE, memory },
      );
      memory = assessment.memory;
      return assessment.nodes[0].health.own;
    });
  };

  it('let a rollout replace replicas for three minutes', () => {
    expect(
      after(graphNode('a', { workloads: [workload(1, 2)] }), [0.5, 2, 3, 4]),
    ).toEqual(['healthy', 'healthy', 'healthy', 'degraded']);
  });

  it('let a single replica restart for one minute', () => {
    expect(
      after(graphNode('a', { workloads: [workload(0, 1)] }), [0.5, 1, 1.5]),
    ).toEqual(['healthy', 'healthy', 'down']);
  });

  it('wait for no more than the second look at a crash', () => {
    const crashing = graphNode('a', {
      workloads: [workload(0, 1, { reason: 'CrashLoopBackOff' })],
    });
    expect(after(crashing, [0.5, 1])).toEqual(['healthy', 'down']);
  });

  it('do not forget a crash loop that is ready for a moment', () => {
    const crashing = graphNode('a', allCrashing);
    const first = look([crashing]);
    const better = assessHealth(
      { nodes: [graphNode('a', twoReady)], edges: [] },
      { now: NOON + MINUTE, memory: first.memory },
    );
    expect(better.nodes[0].health.own).toBe('healthy');
    const again = assessHealth(
      { nodes: [graphNode('a', { workloads: [workload(0, 3)] })], edges: [] },
      { now: NOON + 2 * MINUTE, memory: better.memory },
    );
    expect(again.nodes[0].health).toMatchObject({
      own: 'down',
      findings: [{ since: NOON - 14 * MINUTE }],
    });
  });

  it('need traffic to fail in two looks, some time apart', () => {
    const nodes = [graphNode('a', twoReady), graphNode('gateway')];
    const edges = [graphEdge('gateway', 'a', failing())];
    const once = look(nodes, edges, { looks: 1 });
    expect(healthIn(once, 'a').own).toBe('unknown');
    const tooSoon = assessHealth(
      { nodes, edges },
      { now: NOON + 1000, memory: once.memory },
    );
    expect(healthIn(tooSoon, 'a').own).toBe('unknown');
    const twice = assessHealth(
      { nodes, edges },
      { now: NOON + 30_000, memory: tooSoon.memory },
    );
    expect(healthIn(twice, 'a').own).toBe('down');
  });

  it.each([
    ['one failure of ten requests', 10 / 300, 0.1],
    ['four failures of a hundred', 100 / 300, 0.04],
  ])('leave %s alone', (_, requestsPerSecond, ratio) => {
    const map = look(
      [graphNode('a'), graphNode('gateway')],
      [
        graphEdge('gateway', 'a', {
          traffic: traffic(ratio, { requestsPerSecond }),
        }),
      ],
    );
    expect(healthIn(map, 'a').own).toBe('unknown');
    expect(map.edges[0].health).toBe('unknown');
  });

  it.each([
    [9, 3, 'healthy'],
    [900, 600, 'healthy'],
    [410, 38, 'degraded'],
  ])(
    'call %d ms slow only beside the usual %d ms',
    (p95Ms, usualMs, expected) => {
      const map = look(
        [graphNode('a', twoReady), graphNode('gateway')],
        [graphEdge('gateway', 'a', { traffic: traffic(0, { p95Ms }) })],
        { usual: new Map([['gateway>a', { p95Ms: usualMs }]]) },
      );
      expect(map.edges[0].health).toBe(expected);
    },
  );
});

describe('own and inherited faults', () => {
  const shop = (redis: Parameters<typeof graphNode>[1]) =>
    look(
      [
        graphNode('gateway', twoReady),
        graphNode('tracking', twoReady),
        graphNode('redis', redis),
      ],
      [
        graphEdge('gateway', 'tracking', failing(0.31)),
        graphEdge('tracking', 'redis', toRedis()),
      ],
    );

  it('leave the callers of a dead cache without a fault of their own', () => {
    const map = shop(allCrashing);
    expect(healthIn(map, 'redis').own).toBe('down');
    expect(healthIn(map, 'tracking')).toEqual({
      own: 'healthy',
      findings: [],
      inheritedFrom: ['redis'],
    });
    expect(statusOf(healthIn(map, 'gateway'))).toBe('inherited');
  });

  it('keep failures that the failing calls cannot account for', () => {
    const nodes = [
      graphNode('gateway'),
      graphNode('tracking', twoReady),
      graphNode('redis', allCrashing),
    ];
    const map = look(nodes, [
      graphEdge('gateway', 'tracking', failing(0.4)),
      graphEdge('tracking', 'redis', {
        protocols: ['redis'],
        traffic: traffic(0.05),
      }),
    ]);
    expect(healthIn(map, 'tracking')).toMatchObject({
      own: 'degraded',
      findings: [{ code: 'error-ratio', numbers: { ratio: 0.4 } }],
      inheritedFrom: ['redis'],
    });
  });

  it('name the nearest origin first, and the one behind it', () => {
    const degraded = {
      workloads: [workload(1, 2, { reason: 'CrashLoopBackOff', since: 0 })],
    };
    const map = look(
      [
        graphNode('a', twoReady),
        graphNode('b', degraded),
        graphNode('c', allCrashing),
      ],
      [graphEdge('a', 'b', failing(0.6)), graphEdge('b', 'c', failing(0.9))],
    );
    expect(healthIn(map, 'a').inheritedFrom).toEqual(['b', 'c']);
    expect(healthIn(map, 'b').inheritedFrom).toEqual(['c']);
  });

  it('stay everybody’s own in a cycle where nobody is broken', () => {
    const map = look(
      [graphNode('a', twoReady), graphNode('b', twoReady)],
      [graphEdge('a', 'b', failing(0.6)), graphEdge('b', 'a', failing(0.6))],
    );
    expect([healthIn(map, 'a').own, healthIn(map, 'b').own]).toEqual([
      'down',
      'down',
    ]);
  });

  it('do not take configuration for a cycle of failures', () => {
    const map = look(
      [
        graphNode('a', twoReady),
        graphNode('b', twoReady),
        graphNode('gateway'),
      ],
      [
        graphEdge('gateway', 'a', failing(0.6)),
        graphEdge('a', 'b', failing(0.6)),
        graphEdge('b', 'a'),
      ],
    );
    expect(healthIn(map, 'b').own).toBe('down');
    expect(healthIn(map, 'a')).toMatchObject({
      own: 'healthy',
      inheritedFrom: ['b'],
    });
  });

  it('find the broken one in a cycle', () => {
    const map = look(
      [graphNode('a', twoReady), graphNode('b', allCrashing)],
      [graphEdge('a', 'b', failing(0.9)), graphEdge('b', 'a', failing(0.9))],
    );
    expect(healthIn(map, 'a')).toMatchObject({
      own: 'healthy',
      inheritedFrom: ['b'],
    });
    expect(healthIn(map, 'b').own).toBe('down');
  });

  it('are assumed from configuration alone, one step from what is down', () => {
    const map = look(
      [
        graphNode('a', twoReady),
        graphNode('b', twoReady),
        graphNode('redis', allCrashing),
      ],
      [graphEdge('a', 'b'), graphEdge('b', 'redis')],
    );
    expect(healthIn(map, 'b')).toMatchObject({
      inheritedFrom: ['redis'],
      isInheritanceAssumed: true,
    });
    expect(healthIn(map, 'a').inheritedFrom).toEqual([]);
  });

  it('are not assumed from what merely is degraded, nor from the catalog alone', () => {
    const slow = {
      workloads: [workload(1, 2, { reason: 'CrashLoopBackOff', since: 0 })],
    };
    const declared = graphEdge('b', 'redis');
    declared.witnesses[0].basis = 'declaration';
    const map = look(
      [
        graphNode('a', twoReady),
        graphNode('b', twoReady),
        graphNode('slow', slow),
        graphNode('redis', allCrashing),
      ],
      [graphEdge('a', 'slow'), declared],
    );
    expect(healthIn(map, 'a').inheritedFrom).toEqual([]);
    expect(healthIn(map, 'b').inheritedFrom).toEqual([]);
  });

  it('believe a call that works before a workload that is down', () => {
    const map = look(
      [graphNode('a', twoReady), graphNode('b', allCrashing)],
      [graphEdge('a', 'b', { traffic: traffic(0) })],
    );
    expect(healthIn(map, 'a').inheritedFrom).toEqual([]);
  });

  it('do not come from a node to itself', () => {
    const map = look(
      [graphNode('a', allCrashing)],
      [graphEdge('a', 'a', failing())],
    );
    expect(healthIn(map, 'a').inheritedFrom).toEqual([]);
  });
});
