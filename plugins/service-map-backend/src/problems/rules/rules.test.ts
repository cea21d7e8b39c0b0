import type { ProblemFacts } from '../problemFacts';
import {
  autoscaler,
  call,
  calledCart,
  CART,
  DAY,
  DB,
  facts,
  measuredCart,
  MINUTE,
  NOON,
  pod,
  problemNode,
  warning,
  workload,
} from '../__testUtils__/facts';
import { findProblems, NO_PROBLEMS_YET } from '../findProblems';
import { PROBLEM_RULES } from '.';

const WEB = 'prod/shop/web';
const GIB = 1024 ** 3;
const toCart = [call(WEB, CART)];
const callers = (amount: number) =>
  Array.from({ length: amount }, (_, at) =>
    call(`prod/shop/caller${at}`, CART),
  );
const spread = (zones: string[]) =>
  zones.map((zone, at) => pod({ node: `m${at}`, zone }));
const mysql = (parts: Parameters<typeof problemNode>[1]) =>
  facts([problemNode(DB, parts, { kind: 'database' })], [call(CART, DB)]);
const declared = (days: number, measured: boolean) => {
  const stale = call(WEB, CART, { drift: 'unseen' });
  stale.edge.witnesses[0] = {
    ...stale.edge.witnesses[0],
    basis: 'declaration',
    firstSeen: NOON - days * DAY,
  };
  return facts([], [stale, ...(measured ? [call(WEB, DB)] : [])]);
};
const seenFor = (ms: number) => {
  const added = call(WEB, CART, { drift: 'undeclared' });
  added.edge.witnesses[0] = {
    ...added.edge.witnesses[0],
    firstSeen: NOON - ms,
  };
  return facts([], [added]);
};
const settings = (witness: 'traffic' | 'configuration') => {
  const calls = call(WEB, CART);
  calls.edge.witnesses[0] = { ...calls.edge.witnesses[0], basis: witness };
  return facts([problemNode(CART, { lifecycle: 'deprecated' })], [calls]);
};
const providers = (valid: number, all: number) =>
  facts(
    [],
    [
      call(WEB, CART, {
        findings: [
          {
            code: 'few-valid-providers',
            level: 'degraded',
            numbers: { valid, all },
            texts: {},
            source: 'dubbo',
          },
        ],
      }),
    ],
  );
const windowed = (connectFailuresPerSecond: number) =>
  facts(
    [],
    [
      call(WEB, CART, {
        traffic: { connectFailuresPerSecond, windowSeconds: 300 },
      }),
    ],
  );
const environments = (web: string, cart: string) =>
  facts(
    [
      problemNode(WEB, { environment: web }),
      problemNode(CART, { environment: cart }),
    ],
    toCart,
  );

/** Rule, what it finds, what is found there, and what it leaves alone. */
const CASES: Array<[string, ProblemFacts, object, ProblemFacts]> = [
  [
    'HP01 a single replica that is called',
    calledCart(workload({ desired: 1 })),
    {
      severity: 'warning',
      numbers: { callers: 1 },
      texts: { workload: 'cart' },
    },
    facts([problemNode(CART, { workloads: [workload({ desired: 1 })] })]),
  ],
  [
    'HP02 all pods on one machine',
    calledCart(workload({ pods: [pod({ node: 'm1' }), pod({ node: 'm1' })] })),
    { numbers: { pods: 2 }, texts: { machine: 'm1' } },
    {
      ...calledCart(
        workload({ pods: [pod({ node: 'm1' }), pod({ node: 'm1' })] }),
      ),
      clusters: new Map([['prod', { machines: 1, zones: 1 }]]),
    },
  ],
  [
    'HP03 all pods in one zone',
    calledCart(workload({ pods: spread(['a', 'a']) })),
    { texts: { zone: 'a' } },
    calledCart(workload({ pods: spread(['a', 'b']) })),
  ],
  [
    'HP04 no disruption budget',
    calledCart(workload()),
    { severity: 'info', numbers: { replicas: 2, callers: 1 } },
    calledCart(
      workload({
        budgets: [
          {
            selector: {},
            currentHealthy: 2,
            desiredHealthy: 1,
            disruptionsAllowed: 1,
          },
        ],
      }),
    ),
  ],
  [
    'HP05 a Service that selects no ready pod',
    facts([
      problemNode(CART, {
        services: [
          {
            name: 'cart',
            type: 'ClusterIP',
            hasSelector: true,
            readyEndpoints: 0,
          },
        ],
      }),
    ]),
    {
      texts: { service: 'cart' },
      evidence: [{ type: 'kubernetes', at: 'Service prod/shop/cart' }],
    },
    facts([
      problemNode(CART, {
        services: [
          {
            name: 'cart',
            type: 'ClusterIP',
            hasSelector: false,
            readyEndpoints: 0,
          },
        ],
      }),
    ]),
  ],
  [
    'HP06 a callee that is scaled to zero',
    calledCart(workload({ desired: 0 })),
    { severity: 'critical', numbers: { callers: 1 } },
    calledCart(workload({ desired: 0 }), workload({ name: 'other' })),
  ],
  [
    'HP07 a database without a copy',
    mysql({ workloads: [workload({ kind: 'StatefulSet', desired: 1 })] }),
    { nodes: [DB], numbers: { callers: 1 } },
    mysql({
      workloads: [workload({ kind: 'StatefulSet', desired: 1 })],
      measures: { replicas: 1 },
    }),
  ],
  [
    'HP08 a database open to the world',
    mysql({
      services: [{ name: 'mysql', type: 'NodePort', hasSelector: true }],
    }),
    { severity: 'critical', texts: { service: 'mysql', type: 'NodePort' } },
    facts([
      problemNode(CART, {
        services: [{ name: 'cart', type: 'LoadBalancer', hasSelector: true }],
      }),
    ]),
  ],
  [
    'HP09 a rollout that does not get on',
    calledCart(
      workload({ rollout: { updated: 1, isDeadlineExceeded: false } }),
    ),
    { severity: 'warning', numbers: { updated: 1, ready: 2, desired: 2 } },
    calledCart(
      workload({ rollout: { updated: 2, isDeadlineExceeded: false } }),
    ),
  ],
  [
    'HP10 throttled CPU',
    measuredCart({ throttledRatio: 0.4 }),
    { numbers: { ratio: 0.4 } },
    measuredCart({ throttledRatio: 0.25 }),
  ],
  [
    'HP11 memory near its limit',
    measuredCart({ memoryUsedBytes: 0.95 * GIB, memoryLimitBytes: GIB }),
    { code: 'memoryNearLimit' },
    measuredCart({ memoryUsedBytes: 0.95 * GIB }),
  ],
  [
    'HP11 memory that grows',
    measuredCart({
      memoryUsedBytes: 0.6 * GIB,
      memoryLimitBytes: GIB,
      memoryGrowthPerHourRatio: 0.2,
    }),
    { code: 'memoryGrows' },
    measuredCart({
      memoryUsedBytes: 0.2 * GIB,
      memoryLimitBytes: GIB,
      memoryGrowthPerHourRatio: 0.2,
    }),
  ],
  [
    'HP12 killed for memory',
    calledCart(workload({ pods: [pod({ state: 'oom' }), pod()] })),
    { numbers: { pods: 1, lastDay: 1 } },
    calledCart(
      workload({
        pods: [pod({ state: 'crashloop', reason: 'CrashLoopBackOff' })],
      }),
    ),
  ],
  [
    'HP13 a volume that is full soon',
    calledCart(
      workload({
        claims: [
          {
            name: 'data',
            usedBytes: 60,
            capacityBytes: 100,
            fullInMs: DAY / 2,
          },
        ],
      }),
    ),
    { code: 'volumeFullSoon', severity: 'critical', texts: { claim: 'data' } },
    calledCart(
      workload({
        claims: [
          {
            name: 'data',
            usedBytes: 60,
            capacityBytes: 100,
            fullInMs: 2 * DAY,
          },
        ],
      }),
    ),
  ],
  [
    'HP13 a volume that is nearly full',
    calledCart(
      workload({
        claims: [{ name: 'data', usedBytes: 85, capacityBytes: 100 }],
      }),
    ),
    { code: 'fullVolume', severity: 'warning' },
    calledCart(workload({ claims: [{ name: 'data', usedBytes: 85 }] })),
  ],
  [
    'HP14 an autoscaler at its maximum',
    calledCart(
      workload({ autoscaler: autoscaler({ current: 10, desired: 10 }) }),
    ),
    { numbers: { max: 10 } },
    calledCart(
      workload({
        autoscaler: autoscaler({ min: 10, current: 10, desired: 10 }),
      }),
    ),
  ],
  [
    'HP15 connections that run out',
    measuredCart({ connections: { used: 91, max: 100 } }),
    { severity: 'critical', numbers: { used: 91, max: 100 } },
    measuredCart({ connections: { used: 80, max: 100 } }),
  ],
  [
    'HP16 a pool that rejects',
    measuredCart({ threadPool: { used: 100, max: 200, rejectedPerSecond: 2 } }),
    { severity: 'critical', numbers: { active: 100, max: 200, rejected: 2 } },
    measuredCart({ threadPool: { used: 100, max: 200, rejectedPerSecond: 0 } }),
  ],
  [
    'HP17 lag that rises',
    measuredCart({ lag: { messages: 5000, risingForMs: 16 * MINUTE } }),
    { numbers: { messages: 5000, risingForMs: 16 * MINUTE } },
    measuredCart({ lag: { messages: 50, risingForMs: 16 * MINUTE } }),
  ],
  [
    'HP18 a cache that evicts',
    measuredCart({
      evictionsPerSecond: 20,
      storeMemory: { used: 100, max: 100 },
    }),
    { code: 'evictingCache' },
    measuredCart({ evictionsPerSecond: 0, storeMemory: { used: 100, max: 0 } }),
  ],
  [
    'HP20 errors in both windows',
    measuredCart({
      errors: {
        requestsInFiveMinutes: 500,
        ratioFiveMinutes: 0.05,
        ratioOneHour: 0.02,
      },
    }),
    { numbers: { ratio: 0.05, hour: 0.02 } },
    measuredCart({
      errors: {
        requestsInFiveMinutes: 500,
        ratioFiveMinutes: 0.05,
        ratioOneHour: 0.001,
      },
    }),
  ],
  [
    'HP21 slower than last week',
    measuredCart({ p95Ms: 410, p95LastWeekMs: 38 }),
    { numbers: { p95Ms: 410, usualMs: 38 } },
    measuredCart({ p95Ms: 90, p95LastWeekMs: 38 }),
  ],
  [
    'HP22 a drop of traffic',
    measuredCart({ requestsPerSecond: 2, usualRequestsPerSecond: 40 }),
    { numbers: { now: 2, usual: 40 } },
    measuredCart({ requestsPerSecond: 0, usualRequestsPerSecond: 0.5 }),
  ],
  [
    'HP23 retries and timeouts',
    facts([], [call(WEB, CART, {}, { flagsPerSecond: { UT: 0.2, UO: 3 } })]),
    {
      edgeId: `${WEB}>${CART}`,
      numbers: { perSecond: 3.2 },
      texts: { flag: 'UO' },
    },
    facts([], [call(WEB, CART, {}, { flagsPerSecond: { UT: 0.05 } })]),
  ],
  [
    'HP24 connections that fail',
    windowed(0.1),
    { numbers: { perSecond: 0.1 } },
    windowed(0.01),
  ],
  [
    'HP25 plain text where the mesh is strict',
    facts([], [call(WEB, CART, { mutualTls: 'some' })], {
      strictNamespaces: new Set(['prod/shop']),
    }),
    { severity: 'critical', texts: { namespace: 'shop' } },
    facts([], [call(WEB, CART)], { strictNamespaces: new Set(['prod/shop']) }),
  ],
  [
    'HP26 few valid providers',
    providers(1, 4),
    { numbers: { valid: 1, all: 4 } },
    providers(0, 1),
  ],
  [
    'HP31 many warnings',
    calledCart(
      workload({
        warnings: [warning({ reason: 'FailedScheduling', count: 12 })],
      }),
    ),
    { numbers: { amount: 12 }, texts: { reason: 'FailedScheduling' } },
    calledCart(
      workload({
        warnings: [
          warning({
            reason: 'FailedScheduling',
            count: 900,
            firstSeen: NOON - DAY,
          }),
        ],
      }),
    ),
  ],
  [
    'HP32 restarts',
    calledCart(workload({ pods: [pod({ restartsLastHour: 3 }), pod()] })),
    { numbers: { pods: 1, most: 3 } },
    calledCart(workload({ pods: [pod({ restartsLastHour: 1 })] })),
  ],
  [
    'HP33 a crash loop',
    calledCart(
      workload({
        ready: 0,
        pods: [pod({ state: 'crashloop', reason: 'CrashLoopBackOff' })],
      }),
    ),
    {
      code: 'crashLoop',
      severity: 'critical',
      texts: { reason: 'CrashLoopBackOff' },
    },
    calledCart(workload({ pods: [pod({ state: 'starting' })] })),
  ],
  [
    'HP33 an image that cannot be pulled',
    calledCart(
      workload({ pods: [pod({ state: 'imagepull', reason: 'ErrImagePull' })] }),
    ),
    { code: 'imagePull', severity: 'warning' },
    calledCart(workload({ kind: 'Job', pods: [pod({ state: 'imagepull' })] })),
  ],
  [
    'HP34 probes that fail',
    calledCart(workload({ warnings: [warning({ count: 8 })] })),
    { numbers: { failures: 8 } },
    calledCart(
      workload({
        warnings: [warning({ count: 8, lastSeen: NOON - 40 * MINUTE })],
      }),
    ),
  ],
  [
    'HP40 a call that nobody declared',
    seenFor(3 * DAY),
    { numbers: { since: NOON - 3 * DAY } },
    seenFor(DAY / 2),
  ],
  [
    'HP41 a declaration that nobody lives by',
    declared(34, true),
    { numbers: { since: NOON - 34 * DAY } },
    declared(34, false),
  ],
  [
    'HP42 a cycle',
    facts([], [call(WEB, CART), call(CART, DB), call(DB, WEB)]),
    { nodes: [DB, CART, WEB], numbers: { nodes: 3 } },
    facts([], [call(WEB, CART), call(CART, WEB, { protocols: ['messaging'] })]),
  ],
  [
    'HP43 a hub that nobody owns',
    facts([problemNode(CART)], callers(5)),
    { nodes: [CART], numbers: { callers: 5 } },
    facts([problemNode(CART, {}, { owner: 'group:default/shop' })], callers(5)),
  ],
  [
    'HP44 a chatty call between clusters',
    facts(
      [],
      [
        call('edge/shop/web', CART, {
          traffic: { requestsPerSecond: 400, windowSeconds: 300 },
        }),
      ],
    ),
    { code: 'chattyAcrossBorders' },
    facts(
      [],
      [
        call(WEB, CART, {
          traffic: { requestsPerSecond: 400, windowSeconds: 300 },
        }),
      ],
    ),
  ],
  [
    'HP44 a chatty call between zones',
    facts(
      [],
      [call(WEB, CART, {}, { crossZoneBytesPerSecond: 20 * 1024 ** 2 })],
    ),
    { code: 'chattyAcrossZones' },
    facts([], [call(WEB, CART, {}, { crossZoneBytesPerSecond: 1024 })]),
  ],
  [
    'HP45 production that needs staging',
    environments('production', 'staging'),
    { severity: 'critical', texts: { environment: 'staging' } },
    environments('staging', 'production'),
  ],
  [
    'HP46 a certificate that expires',
    facts([
      problemNode(CART, {
        certificates: [{ name: 'tls', notAfter: NOON + 2 * DAY }],
      }),
    ]),
    { severity: 'critical', texts: { certificate: 'tls' } },
    facts([
      problemNode(CART, {
        certificates: [{ name: 'tls', notAfter: NOON + 20 * DAY }],
      }),
    ]),
  ],
  [
    'HP47 a call to what is deprecated',
    settings('traffic'),
    { severity: 'info' },
    settings('configuration'),
  ],
];

/** What one rule finds once it has lasted. */
const found = (id: string, at: ProblemFacts) => {
  const rules = PROBLEM_RULES.filter(rule => rule.id === id);
  const seen = findProblems(at, rules, NO_PROBLEMS_YET).memories.problems;
  const since = [...seen].map(
    ([problem, memory]) =>
      [problem, { ...memory, firstSeen: NOON - DAY }] as const,
  );
  return findProblems(at, rules, { problems: new Map(since) }).problems;
};

describe('the rules', () => {
  it.each(CASES)('%s: finds it', (title, firing, expected) => {
    expect(found(title.slice(0, 4), firing)).toMatchObject([expected]);
  });

  it.each(CASES)('%s: leaves alone what is none', (title, _, __, silent) => {
    expect(found(title.slice(0, 4), silent)).toEqual([]);
  });

  it('are at least thirty, each with its case and with an id of its own', () => {
    const ids = PROBLEM_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(30);
    expect([...new Set(CASES.map(([title]) => title.slice(0, 4)))]).toEqual(
      ids,
    );
  });

  it('find nothing where nothing is known', () => {
    const nothing = facts([problemNode(CART), problemNode(DB)]);
    expect(
      findProblems(nothing, PROBLEM_RULES, NO_PROBLEMS_YET).problems,
    ).toEqual([]);
  });

  it('name an object or an edge as evidence, always', () => {
    for (const [title, firing] of CASES) {
      for (const { evidence } of found(title.slice(0, 4), firing)) {
        expect(evidence.length).toBeGreaterThan(0);
      }
    }
  });
});
