import type { GraphNode } from '../graph/types';
import { assessHealth, NOTHING_REMEMBERED } from '../health/assess';
import {
  graphEdge,
  graphNode,
  NOON,
  traffic,
  twoReady,
  workload,
} from '../health/__testUtils__/graphs';
import { causesOf } from './causesOf';

const REFRESH_MS = 30_000;
const place = { cluster: 'prod', namespace: 'cache' };

const redis = (ready: number): GraphNode =>
  graphNode(
    'redis',
    {
      workloads: [
        workload(ready, 3, {
          kind: 'StatefulSet',
          name: 'redis',
          ...(ready === 0 && { reason: 'OOMKilled' }),
        }),
      ],
    },
    { kind: 'database', place },
  );

const services = ['gateway', 'tracking', 'scan'].map(name =>
  graphNode(name, twoReady),
);

/** Who calls whom, measured or only configured. */
const calls = (ratio: number | undefined) =>
  [
    ['gateway', 'tracking', 'http'],
    ['tracking', 'redis', 'redis'],
    ['scan', 'redis', 'redis'],
  ].map(([from, to, protocol]) =>
    graphEdge(from, to, {
      protocols: [protocol as 'http' | 'redis'],
      ...(ratio !== undefined && { traffic: traffic(ratio) }),
    }),
  );

/** What the map says so many refreshes after Redis was killed, having seen it well before. */
function after(refreshes: number, isMeasured: boolean) {
  let { memory } = assessHealth(
    {
      nodes: [redis(3), ...services],
      edges: calls(isMeasured ? 0 : undefined),
    },
    { now: NOON, memory: NOTHING_REMEMBERED },
  );
  let assessment: ReturnType<typeof assessHealth> | undefined;
  for (let at = 1; at <= refreshes; at += 1) {
    assessment = assessHealth(
      {
        nodes: [redis(0), ...services],
        edges: calls(isMeasured ? 0.95 : undefined),
      },
      { now: NOON + at * REFRESH_MS, memory },
    );
    memory = assessment.memory;
  }
  const nodes = assessment!.nodes.map(node => ({ ...node, badges: [] }));
  return {
    health: Object.fromEntries(
      nodes.map(({ id, health }) => [
        id,
        [health.own, ...health.inheritedFrom],
      ]),
    ),
    causes: causesOf({ nodes, edges: assessment!.edges, changes: [] }),
  };
}

describe('when Redis is killed for memory', () => {
  it('is red within two refreshes, and its callers suffer without a fault', () => {
    const { health, causes } = after(2, true);
    expect(health).toEqual({
      redis: ['down'],
      tracking: ['healthy', 'redis'],
      scan: ['healthy', 'redis'],
      gateway: ['healthy', 'redis'],
    });
    expect(causes.get('gateway')![0]).toMatchObject({
      subject: 'redis',
      confidence: 'strong',
    });
    expect(causes.get('redis')![0].kind).toBe('resource');
  });

  it('says so with less confidence where nobody measures the calls', () => {
    const { health, causes } = after(2, false);
    expect(health).toEqual({
      redis: ['down'],
      tracking: ['healthy', 'redis'],
      scan: ['healthy', 'redis'],
      gateway: ['healthy'],
    });
    expect(causes.get('tracking')![0]).toMatchObject({
      subject: 'redis',
      confidence: 'likely',
    });
  });
});
