import { correlate, CorrelationEntity, CorrelationWorkload } from './correlate';
import { correlationEntityOf } from './readEntities';
import { tenantsOf } from './tenants';

function workload(
  name: string,
  labels: Record<string, string> = {},
): CorrelationWorkload {
  return {
    cluster: 'prod-a',
    namespace: 'shop',
    kind: 'Deployment',
    name,
    labels,
  };
}

function component(
  name: string,
  more: Partial<CorrelationEntity> = {},
): CorrelationEntity {
  return {
    ref: `component:default/${name}`,
    owner: `group:default/${name}-team`,
    ...more,
  };
}

const refOf = (
  one: CorrelationWorkload,
  entities: CorrelationEntity[],
  rules: Parameters<typeof correlate>[2] = [],
) => correlate([one], entities, rules, new Set()).attributes[0]?.entityRef;

describe('correlation of workloads with the catalog', () => {
  it('gives entity, owner and system by kubernetes-id', () => {
    const { attributes } = correlate(
      [workload('cart', { 'backstage.io/kubernetes-id': 'the-cart' })],
      [
        component('cart', {
          kubernetesId: 'the-cart',
          system: 'system:default/shop',
        }),
      ],
      [],
      new Set(),
    );
    expect(attributes).toEqual([
      {
        cluster: 'prod-a',
        namespace: 'shop',
        kind: 'Deployment',
        name: 'cart',
        entityRef: 'component:default/cart',
        owner: 'group:default/cart-team',
        system: 'system:default/shop',
      },
    ]);
  });

  it('prefers kubernetes-id to a selector, a selector to a rule, a rule to names', () => {
    const one = workload('cart', {
      'backstage.io/kubernetes-id': 'id',
      app: 'cart',
      'app.kubernetes.io/instance': 'by-instance',
      'app.kubernetes.io/name': 'by-name',
    });
    const rules = [{ namespace: 'sh*', entity: 'component:default/by-rule' }];
    const all = [
      component('by-id', { kubernetesId: 'id' }),
      component('by-selector', { labelSelector: 'app=cart' }),
      component('by-rule'),
      component('by-instance'),
      component('by-name'),
    ];
    expect(all.map((_, index) => refOf(one, all.slice(index), rules))).toEqual(
      all.map(({ ref }) => ref),
    );
  });

  it.each([
    ['app in (cart, pay)', true],
    ['tier!=db', true],
    ['app=cart,!canary', true],
    ['app=pay', false],
    ['', false],
    ['not a selector ((', false],
  ])('reads the selector "%s"', (labelSelector, matches) => {
    expect(
      refOf(workload('x', { app: 'cart' }), [
        component('c', { labelSelector }),
      ]),
    ).toBe(matches ? 'component:default/c' : undefined);
  });

  it('looks only where the entity says that it runs', () => {
    const here = { labelSelector: 'app=cart' };
    const one = workload('x', { app: 'cart' });
    expect(
      refOf(one, [component('c', { ...here, namespace: 'shop' })]),
    ).toBeDefined();
    expect(
      refOf(one, [component('c', { ...here, namespace: 'other' })]),
    ).toBeUndefined();
    expect(
      refOf(one, [component('c', { ...here, cluster: 'other' })]),
    ).toBeUndefined();
  });

  it('keeps a conflict as one, and gives the workload to nobody', () => {
    const one = workload('x', { app: 'cart' });
    const { attributes, conflicts } = correlate(
      [one],
      [
        component('b', { labelSelector: 'app=cart' }),
        component('a', { labelSelector: 'app' }),
      ],
      [],
      new Set(),
    );
    expect(attributes).toEqual([]);
    expect(conflicts).toEqual([
      {
        workload: one,
        entityRefs: ['component:default/a', 'component:default/b'],
      },
    ]);
  });

  it('fills rules in from names and labels, and skips what cannot be filled in', () => {
    const rules = [
      { entity: 'component:default/{label:team/app}' },
      { name: 'web-*', entity: '{namespace}-{name}' },
    ];
    expect(
      refOf(
        workload('web-x', { 'team/app': 'cart' }),
        [component('cart')],
        rules,
      ),
    ).toBe('component:default/cart');
    expect(refOf(workload('web-x'), [component('shop-web-x')], rules)).toBe(
      'component:default/shop-web-x',
    );
  });

  it('takes part-of as the system where that system exists', () => {
    const one = workload('x', { 'app.kubernetes.io/part-of': 'Shop' });
    const systemOf = (...systems: string[]) =>
      correlate([one], [], [], new Set(systems)).attributes[0]?.system;
    expect(systemOf('system:default/shop')).toBe('system:default/shop');
    expect(systemOf('system:default/other')).toBeUndefined();
  });

  it('reads owner and system from the relations of an entity', () => {
    expect(
      correlationEntityOf({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'Cart' },
        relations: [
          { type: 'partOf', targetRef: 'component:default/parent' },
          { type: 'partOf', targetRef: 'system:default/shop' },
          { type: 'ownedBy', targetRef: 'group:default/cart-team' },
        ],
      }),
    ).toMatchObject({
      ref: 'component:default/cart',
      owner: 'group:default/cart-team',
      system: 'system:default/shop',
    });
  });
});

it('names the tenant of a namespace by the first label that it has', () => {
  const namespace = (name: string, labels: Record<string, string>) => ({
    cluster: 'c',
    kindId: 'namespaces',
    uid: name,
    resourceVersion: '1',
    namespace: '',
    name,
    createdAt: 0,
    labels,
    fields: {},
  });
  expect(
    tenantsOf(
      [
        namespace('a', { second: 'two', first: 'one' }),
        namespace('b', { second: 'two' }),
        namespace('c', {}),
      ],
      ['first', 'second'],
    ),
  ).toEqual([
    { cluster: 'c', namespace: 'a', tenant: 'one' },
    { cluster: 'c', namespace: 'b', tenant: 'two' },
  ]);
});
