import fc from 'fast-check';
import type {
  Change,
  ChangeKind,
  HealthFinding,
  MapNode,
} from '@panorama/plugin-service-map-common';
import { edge, node } from '../__testUtils__/maps';
import type { CauseFacts, MachineFacts } from './causeFacts';
import { causesOf } from './causesOf';
import { visibleCauses } from './visibleCauses';

const NOON = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;
const REDIS = 'prod/cache/redis';
const API = 'prod/shop/api';
const GATEWAY = 'prod/edge/gateway';

const finding = (
  code: HealthFinding['code'],
  parts: Partial<HealthFinding> = {},
): HealthFinding => ({
  code,
  level: 'down',
  since: NOON,
  numbers: {},
  texts: {},
  source: 'test',
  ...parts,
});

const ill = (
  id: string,
  findings: HealthFinding[],
  inheritedFrom: string[] = [],
): MapNode =>
  node(id, {
    health: {
      own: findings.some(({ level }) => level === 'down') ? 'down' : 'degraded',
      findings,
      inheritedFrom,
    },
  });

const suffering = (id: string, inheritedFrom: string[]) =>
  node(id, { health: { own: 'healthy', findings: [], inheritedFrom } });

const change = (
  kind: ChangeKind,
  id: string,
  minutesBefore: number,
  parts: Partial<Change> = {},
): Change => {
  const [cluster, namespace, name] = id.split('/');
  const at = NOON - minutesBefore * MINUTE;
  return {
    id: `${kind}/${id}/${minutesBefore}`,
    kind,
    cluster,
    namespace,
    object: { kind: 'Deployment', name },
    workloads: [{ kind: 'Deployment', name }],
    after: at - MINUTE,
    at,
    numbers: {},
    texts: {},
    ...parts,
  };
};

const machine = (
  name: string,
  parts: Partial<MachineFacts> = {},
): MachineFacts => ({
  cluster: 'prod',
  name,
  zone: 'a',
  isReady: false,
  pressures: [],
  ...parts,
});

const podOn = (nodeId: string, name: string, isUnhealthy = true) => ({
  nodeId,
  cluster: 'prod',
  machine: name,
  isUnhealthy,
});

const failing = { health: 'down' as const, findings: [finding('error-ratio')] };
const crash = finding('no-ready-replica', {
  texts: { reason: 'CrashLoopBackOff' },
});

const first = (facts: Partial<CauseFacts>, id: string) => {
  const [best] =
    causesOf({ nodes: [], edges: [], changes: [], ...facts }).get(id) ?? [];
  return best && [best.kind, best.subject, best.confidence];
};

describe('the first candidate', () => {
  // fault, what is known, whose causes, who is accused
  it.each<[string, Partial<CauseFacts>, string, [string, string, string]]>([
    [
      'a dead cache, for its caller’s caller',
      {
        nodes: [
          ill(REDIS, [crash]),
          suffering(API, [REDIS]),
          suffering(GATEWAY, [REDIS]),
        ],
        edges: [edge(API, REDIS, failing), edge(GATEWAY, API, failing)],
      },
      GATEWAY,
      ['fault', REDIS, 'strong'],
    ],
    [
      'the deepest of two, though the other one is nearer',
      {
        nodes: [
          ill(REDIS, [crash]),
          ill(API, [crash], [REDIS]),
          suffering(GATEWAY, [API, REDIS]),
        ],
        edges: [edge(API, REDIS, failing), edge(GATEWAY, API, failing)],
      },
      GATEWAY,
      ['fault', REDIS, 'strong'],
    ],
    [
      'a bad deploy',
      { nodes: [ill(API, [crash])], changes: [change('rollout', API, 3)] },
      API,
      ['change', `rollout/${API}/3`, 'strong'],
    ],
    [
      'a changed configuration before the kills for memory',
      {
        nodes: [
          ill(REDIS, [
            finding('no-ready-replica', { texts: { reason: 'OOMKilled' } }),
          ]),
        ],
        changes: [change('configuration', REDIS, 8)],
      },
      REDIS,
      ['change', `configuration/${REDIS}/8`, 'strong'],
    ],
    [
      'too little memory when nothing was changed',
      {
        nodes: [
          ill(REDIS, [
            finding('no-ready-replica', { texts: { reason: 'OOMKilled' } }),
          ]),
        ],
      },
      REDIS,
      ['resource', REDIS, 'likely'],
    ],
    [
      'a policy that forbids the calls',
      {
        nodes: [ill(API, [finding('calls-fail')]), node(REDIS)],
        edges: [edge(API, REDIS, { ...failing, drift: 'forbidden' })],
        changes: [
          change('network-policy', REDIS, 2),
          change('scaled', API, 1, { numbers: { from: 2, to: 3 } }),
        ],
      },
      API,
      ['network-policy', `network-policy/${REDIS}/2`, 'strong'],
    ],
    [
      'DNS, when several cannot look up names',
      {
        nodes: ['a', 'b', 'c'].map(name =>
          ill(`prod/shop/${name}`, [finding('dns-failures')]),
        ),
        changes: [change('rollout', 'prod/shop/a', 25)],
      },
      'prod/shop/a',
      ['name-lookup', 'prod/dns', 'strong'],
    ],
    [
      'a full disk, rather than an old rollout',
      {
        nodes: [
          ill(REDIS, [
            finding('disk-used', { numbers: { used: 99, max: 100 } }),
          ]),
        ],
        changes: [change('rollout', REDIS, 25)],
      },
      REDIS,
      ['resource', REDIS, 'strong'],
    ],
    [
      'a slow callee',
      {
        nodes: [
          ill(REDIS, [finding('slow', { level: 'degraded' })]),
          suffering(API, [REDIS]),
        ],
        edges: [
          edge(API, REDIS, { health: 'degraded', findings: [finding('slow')] }),
        ],
      },
      API,
      ['fault', REDIS, 'strong'],
    ],
    [
      'an exhausted pool',
      {
        nodes: [ill(API, [finding('pool-exhausted'), finding('error-ratio')])],
      },
      API,
      ['resource', API, 'strong'],
    ],
    [
      'a certificate that expired',
      {
        nodes: [ill(GATEWAY, [finding('certificate-expired')])],
        changes: [change('rollout', GATEWAY, 20)],
      },
      GATEWAY,
      ['certificate', GATEWAY, 'strong'],
    ],
    [
      'a certificate of the namespace that expired just before',
      {
        nodes: [ill(GATEWAY, [finding('error-ratio')])],
        changes: [
          change('certificate', 'prod/edge/tls', 1, {
            workloads: [],
            texts: { event: 'expired' },
          }),
        ],
      },
      GATEWAY,
      ['certificate', 'certificate/prod/edge/tls/1', 'strong'],
    ],
    [
      'a lost machine',
      {
        nodes: [ill(API, [crash])],
        machines: [machine('m1'), machine('m2', { isReady: true })],
        pods: [podOn(API, 'm1'), podOn(API, 'm2', false)],
      },
      API,
      ['cluster-node', 'prod/m1', 'strong'],
    ],
    [
      'a lost zone',
      {
        nodes: [ill(API, [crash])],
        machines: [
          machine('m1'),
          machine('m2'),
          machine('m3', { isReady: true }),
          machine('m4', { zone: 'b', isReady: true }),
        ],
        pods: [podOn(API, 'm1'), podOn(API, 'm2')],
      },
      API,
      ['zone', 'prod/a', 'strong'],
    ],
    [
      'more traffic than usual, for what is slow',
      {
        nodes: [
          {
            ...ill(API, [finding('slow')]),
            traffic: { requestsPerSecond: 400, windowSeconds: 300 },
          },
        ],
        usual: new Map([[API, { requestsPerSecond: 100 }]]),
      },
      API,
      ['traffic-surge', API, 'likely'],
    ],
    [
      'a database outside that does not answer its only caller',
      {
        nodes: [
          ill(API, [finding('calls-fail', { level: 'degraded' })]),
          node('outside/db', {
            health: { own: 'unknown', findings: [], inheritedFrom: [] },
          }),
        ],
        edges: [edge(API, 'outside/db', failing)],
      },
      API,
      ['fault', 'outside/db', 'likely'],
    ],
    [
      'the node itself, weakly, when nobody knows more',
      { nodes: [ill(API, [crash])] },
      API,
      ['fault', API, 'weak'],
    ],
  ])('is %s', (_, facts, id, expected) => {
    expect(first(facts, id)).toEqual(expected);
  });
});

describe('the list of candidates', () => {
  const redis = {
    ...ill(REDIS, [
      finding('no-ready-replica', { texts: { reason: 'OOMKilled' } }),
    ]),
    traffic: { requestsPerSecond: 190, windowSeconds: 300 },
  };
  const facts: CauseFacts = {
    nodes: [redis, suffering(API, [REDIS])],
    edges: [edge(API, REDIS, failing)],
    changes: [
      change('configuration', REDIS, 8),
      change('rollout', REDIS, 45),
      change('rollout', API, 1),
    ],
    machines: [machine('m7', { isReady: true, pressures: ['MemoryPressure'] })],
    pods: [podOn(REDIS, 'm7'), podOn(REDIS, 'm8'), podOn(REDIS, 'm9')],
    usual: new Map([[REDIS, { requestsPerSecond: 100 }]]),
  };

  it('goes from strong to weak, and leaves out what is too old', () => {
    expect(
      causesOf(facts)
        .get(REDIS)!
        .map(({ kind, confidence }) => [kind, confidence]),
    ).toEqual([
      ['change', 'strong'],
      ['resource', 'likely'],
      ['traffic-surge', 'weak'],
      ['cluster-node', 'weak'],
    ]);
  });

  it('names the origin to its victim before what explains the origin', () => {
    expect(
      causesOf(facts)
        .get(API)!
        .slice(0, 2)
        .map(({ subject }) => subject),
    ).toEqual([REDIS, `configuration/${REDIS}/8`]);
  });

  it('does not accuse a rollout of the victim, which has no fault of its own', () => {
    expect(
      causesOf(facts)
        .get(API)!
        .map(({ subject }) => subject),
    ).not.toContain(`rollout/${API}/1`);
  });

  it('is empty for what is healthy', () => {
    expect(causesOf({ nodes: [node(API)], edges: [], changes: [] }).size).toBe(
      0,
    );
  });

  it('never names to a viewer what the viewer may not see', () => {
    fc.assert(
      fc.property(fc.subarray([REDIS, API]), fc.boolean(), (nodes, cache) => {
        const seen = visibleCauses(causesOf(facts).get(API)!, {
          node: id => nodes.includes(id),
          namespace: (_, namespace) => cache && namespace === 'cache',
          machines: () => false,
        });
        const text = JSON.stringify(seen);
        if (!nodes.includes(REDIS)) expect(text).not.toContain('redis');
        if (!cache) expect(text).not.toContain('configuration');
        expect(text).not.toContain('m7');
        expect(seen.candidates.length + seen.hidden).toBe(
          causesOf(facts).get(API)!.length,
        );
      }),
    );
  });

  it('is the same list in whatever order the facts come, and scores stay in 0–1', () => {
    const codes = fc.constantFrom<HealthFinding['code']>(
      'slow',
      'disk-used',
      'no-ready-replica',
      'calls-fail',
      'dns-failures',
    );
    const anyFacts = fc.record({
      nodes: fc
        .uniqueArray(
          fc.record({
            id: fc.nat(5),
            codes: fc.array(codes, { minLength: 1, maxLength: 3 }),
            from: fc.array(fc.nat(5), { maxLength: 2 }),
          }),
          { selector: ({ id }) => id, minLength: 1 },
        )
        .map(all =>
          all.map(({ id, codes: own, from }) =>
            ill(
              `prod/shop/n${id}`,
              own.map(code => finding(code, { numbers: { used: 9, max: 10 } })),
              [...new Set(from)]
                .filter(
                  other => other !== id && all.some(one => one.id === other),
                )
                .map(other => `prod/shop/n${other}`),
            ),
          ),
        ),
      changes: fc.uniqueArray(
        fc
          .record({
            id: fc.nat(5),
            minutes: fc.nat(40),
            kind: fc.constantFrom<ChangeKind>(
              'rollout',
              'network-policy',
              'certificate',
            ),
          })
          .map(({ id, minutes, kind }) =>
            change(kind, `prod/shop/n${id}`, minutes, {
              texts: { event: 'expired' },
            }),
          ),
        { selector: ({ id }) => id },
      ),
    });
    fc.assert(
      fc.property(anyFacts, ({ nodes, changes }) => {
        const edges = nodes.flatMap(({ id, health }) =>
          health.inheritedFrom.map(to => edge(id, to, failing)),
        );
        const there = causesOf({ nodes, edges, changes });
        const back = causesOf({
          nodes: [...nodes].reverse(),
          edges: [...edges].reverse(),
          changes: [...changes].reverse(),
        });
        for (const { id } of nodes) {
          const list = there.get(id)!;
          expect(list.length).toBeGreaterThan(0);
          expect(back.get(id)!.map(({ subject }) => subject)).toEqual(
            list.map(({ subject }) => subject),
          );
          for (const { score } of list) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
