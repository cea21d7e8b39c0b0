import fc from 'fast-check';
import { estateObject as object } from '../__testUtils__/estates';
import { cart, moment, NINE } from './__testUtils__/moments';
import { changesOf } from './changesOf';
import type { InventoryMoment } from './inventoryMoment';

const between = (
  before: Partial<InventoryMoment>,
  after: Partial<InventoryMoment>,
) => changesOf(moment(before), moment({ now: NINE + 60_000, ...after }));

const autoscaler = (current: number, max = 10) =>
  object('cart', {
    target: { kind: 'Deployment', name: 'cart' },
    min: 2,
    max,
    current,
    desired: current,
    conditions: [],
  });

const policy = (ingress: number) =>
  object('deny', {
    podSelector: { matchLabels: { app: 'cart' } },
    policyTypes: ['Ingress'],
    ingress: Array.from({ length: ingress }, () => ({ peers: [], ports: [] })),
    egress: [],
  });

const service = (app: string) =>
  object('cart', { type: 'ClusterIP', selector: { app }, ports: [] });

const reading = (configMap: string) => cart({}, { configMaps: [configMap] });
const version = (resourceVersion: string, name = 'settings') => ({
  cluster: 'prod',
  namespace: 'shop',
  name,
  resourceVersion,
});

describe('the changes between two looks', () => {
  it('say which image a rollout brought, and between which times', () => {
    expect(
      between(
        { workloads: [cart()] },
        { workloads: [cart({}, { image: 'registry/cart:1.1' })] },
      ),
    ).toEqual([
      {
        id: expect.stringMatching(/^rollout\/prod\/shop\/Deployment\/cart\//),
        kind: 'rollout',
        cluster: 'prod',
        namespace: 'shop',
        object: { kind: 'Deployment', name: 'cart' },
        workloads: [{ kind: 'Deployment', name: 'cart' }],
        after: NINE,
        at: NINE + 60_000,
        numbers: { images: 1 },
        texts: {
          container: 'cart',
          from: 'registry/cart:1.0',
          to: 'registry/cart:1.1',
        },
      },
    ]);
  });

  it.each<
    [string, Partial<InventoryMoment>, Partial<InventoryMoment>, string[]]
  >([
    [
      'a template of the same image',
      { workloads: [cart()] },
      { workloads: [cart({}, { ports: [80] })] },
      ['rollout'],
    ],
    [
      'more replicas by hand',
      { workloads: [cart()] },
      { workloads: [cart({ desired: 5 })] },
      ['scaled'],
    ],
    [
      'more replicas by an autoscaler',
      { workloads: [cart()], autoscalers: [autoscaler(2)] },
      { workloads: [cart({ desired: 5 })], autoscalers: [autoscaler(5)] },
      [],
    ],
    [
      'an autoscaler that arrives at its bound',
      { autoscalers: [autoscaler(9)] },
      { autoscalers: [autoscaler(10)] },
      ['autoscaler-at-maximum'],
    ],
    [
      'an autoscaler that stays there',
      { autoscalers: [autoscaler(10)] },
      { autoscalers: [autoscaler(10)] },
      [],
    ],
    [
      'a bound that is raised',
      { autoscalers: [autoscaler(3)] },
      { autoscalers: [autoscaler(3, 20)] },
      ['autoscaler-limits'],
    ],
    [
      'a ConfigMap that a workload reads',
      { workloads: [reading('settings')], configMaps: [version('1')] },
      { workloads: [reading('settings')], configMaps: [version('2')] },
      ['configuration'],
    ],
    [
      'a ConfigMap that nobody reads',
      { workloads: [cart()], configMaps: [version('1', 'leader')] },
      { workloads: [cart()], configMaps: [version('2', 'leader')] },
      [],
    ],
    [
      'a NetworkPolicy that comes',
      { workloads: [cart()] },
      { workloads: [cart()], networkPolicies: [policy(0)] },
      ['network-policy'],
    ],
    [
      'a NetworkPolicy that lets others in',
      { networkPolicies: [policy(0)] },
      { networkPolicies: [policy(1)] },
      ['network-policy'],
    ],
    [
      'a Service that selects others',
      { services: [service('cart')] },
      { services: [service('carts')] },
      ['service'],
    ],
    ['a workload that comes', {}, { workloads: [cart()] }, ['added']],
    ['a workload that goes', { workloads: [cart()] }, {}, ['removed']],
    ['a job that comes', {}, { workloads: [cart({ kind: 'Job' })] }, []],
    [
      'pods of a kind that is not watched',
      { workloads: [cart({ kind: 'Workflow', template: undefined })] },
      {
        workloads: [
          cart({ kind: 'Workflow', template: undefined, desired: 9 }),
        ],
      },
      [],
    ],
    [
      'a certificate that expires',
      { certificates: [{ ...version('1'), notAfter: NINE + 1 }] },
      { certificates: [{ ...version('1'), notAfter: NINE + 1 }] },
      ['certificate'],
    ],
    [
      'a certificate that is renewed',
      { certificates: [{ ...version('1'), notAfter: NINE + 1 }] },
      { certificates: [{ ...version('1'), notAfter: NINE + 1e9 }] },
      ['certificate'],
    ],
    [
      'replicas that get ready',
      { workloads: [cart({ ready: 0 })] },
      { workloads: [cart()] },
      [],
    ],
  ])('see %s', (_, before, after, kinds) => {
    expect(between(before, after).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('name the workloads that a policy selects', () => {
    const [change] = between(
      { workloads: [cart()] },
      { workloads: [cart()], networkPolicies: [policy(0)] },
    );
    expect(change.workloads).toEqual([{ kind: 'Deployment', name: 'cart' }]);
  });

  it('do not take a cluster that was away for one that was emptied', () => {
    const away = {
      clusters: [
        { name: 'prod', freshness: 'unreachable', isComplete: false },
      ] as unknown as InventoryMoment['clusters'],
    };
    expect(between({ workloads: [cart()] }, away)).toEqual([]);
    expect(between(away, { workloads: [cart()] })).toEqual([]);
  });

  it('are none between a moment and itself, and come with an id of their own', () => {
    const looks = fc.record({
      workloads: fc.subarray([
        cart(),
        cart({ name: 'web', desired: 3 }),
        cart({ name: 'web2' }, { configMaps: ['settings'] }),
      ]),
      configMaps: fc.subarray([version('1'), version('7', 'other')]),
      networkPolicies: fc.subarray([policy(0)]),
      services: fc.subarray([service('cart')]),
      autoscalers: fc.subarray([autoscaler(3)]),
    });
    fc.assert(
      fc.property(looks, looks, (before, after) => {
        expect(between(before, structuredClone(before))).toEqual([]);
        const ids = between(before, after).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
