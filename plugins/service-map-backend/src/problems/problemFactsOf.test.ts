import {
  estateObject,
  estateOf,
  estateWorkload,
} from '../__testUtils__/estates';
import { edge, node } from '../__testUtils__/maps';
import { autoscaler, CART, pod, warning } from './__testUtils__/facts';
import { findProblems, NO_PROBLEMS_YET } from './findProblems';
import { problemFactsOf, type ProblemSources } from './problemFactsOf';
import { PROBLEM_RULES } from './rules';

const cartNode = node(CART, {
  workloads: [{ kind: 'StatefulSet', name: 'cart', desired: 2, ready: 2 }],
  aliases: ['cart-admin'],
  entityRef: 'component:default/cart',
});
const cart = estateWorkload('cart', {
  kind: 'StatefulSet',
  pods: [
    pod({ name: 'cart-0', node: 'm1' }),
    pod({ name: 'cart-1', node: 'm2' }),
  ],
});
const service = (name: string) =>
  estateObject(name, {
    type: 'ClusterIP',
    selector: { app: 'cart' },
    ports: [],
  });
const slice = (name: string, of: string, ready: boolean) =>
  estateObject(name, {
    service: of,
    addressType: 'IPv4',
    ports: [],
    endpoints: [{ addresses: ['10.0.0.1', '10.0.0.2'], ready }],
  });
const budget = (selector: object) =>
  estateObject('cart', {
    selector,
    currentHealthy: 2,
    desiredHealthy: 1,
    disruptionsAllowed: 1,
  });

/** What the rules are told of the cart. */
function cartIn(
  estate: Parameters<typeof estateOf>[0],
  sources: Partial<ProblemSources> = {},
) {
  const facts = problemFactsOf({
    estate: estateOf({ workloads: [cart], ...estate }),
    nodes: [cartNode],
    edges: [],
    ...sources,
  });
  return facts.nodes[0];
}

describe('the facts that the rules see', () => {
  it('are the workload with its autoscaler and its budgets', () => {
    const target = { kind: 'StatefulSet', name: 'cart' };
    expect(
      cartIn({
        autoscalers: [
          estateObject('other', autoscaler({ max: 3 })),
          estateObject('cart', autoscaler({ target })),
        ],
        disruptionBudgets: [
          budget({ matchLabels: { app: 'cart' } }),
          budget({ matchLabels: { app: 'other' } }),
          { ...budget({}), namespace: 'elsewhere' },
        ],
      }).workloads,
    ).toMatchObject([
      { name: 'cart', autoscaler: { max: 10, target }, budgets: [{}] },
    ]);
  });

  it('count the ready endpoints of every Service of the node', () => {
    expect(
      cartIn({
        services: [service('cart'), service('cart-admin'), service('other')],
        endpointSlices: [
          slice('a', 'cart', true),
          slice('b', 'cart', true),
          slice('c', 'cart', false),
        ],
      }).services,
    ).toEqual([
      { name: 'cart', type: 'ClusterIP', hasSelector: true, readyEndpoints: 4 },
      { name: 'cart-admin', type: 'ClusterIP', hasSelector: true },
    ]);
  });

  it('find the claims of a StatefulSet and what is measured of them', () => {
    const claim = (name: string) =>
      estateObject(name, {
        phase: 'Bound',
        accessModes: [],
        capacityBytes: 100,
      });
    expect(
      cartIn(
        {
          volumeClaims: [
            claim('data-cart-0'),
            claim('data-other-0'),
            claim('cart'),
          ],
        },
        {
          claimMeasures: new Map([
            ['prod/shop/data-cart-0', { usedBytes: 90 }],
          ]),
        },
      ).workloads[0].claims,
    ).toEqual([{ name: 'data-cart-0', capacityBytes: 100, usedBytes: 90 }]);
  });

  it('gather the warnings of the workload and of its pods', () => {
    const about = (kind: string, name: string) =>
      estateObject(
        name,
        warning({ involved: { kind, namespace: 'shop', name } }),
      );
    expect(
      cartIn({
        warningEvents: [
          about('Pod', 'cart-0'),
          about('StatefulSet', 'cart'),
          about('Pod', 'other-0'),
        ],
      }).workloads[0].warnings.map(({ involved }) => involved.name),
    ).toEqual(['cart', 'cart-0']);
  });

  it('tell the environment, the lifecycle and the certificates', () => {
    const ingress = estateObject('web', {
      tlsHosts: ['cart.example.com'],
      rules: [{ service: 'cart' }],
    });
    const certificate = (name: string, host: string) => ({
      cluster: 'prod',
      namespace: 'shop',
      name,
      notAfter: 5,
      hosts: [host],
    });
    expect(
      cartIn(
        {
          namespaces: [
            {
              cluster: 'prod',
              name: 'shop',
              labels: { env: 'production' },
              annotations: {},
            },
          ],
          services: [service('cart')],
          ingresses: [ingress],
        },
        {
          lifecycles: new Map([['component:default/cart', 'deprecated']]),
          certificates: [
            certificate('tls', 'cart.example.com'),
            certificate('other', 'other.example.com'),
          ],
        },
      ),
    ).toMatchObject({
      environment: 'production',
      lifecycle: 'deprecated',
      certificates: [{ name: 'tls', notAfter: 5 }],
    });
  });

  it('know nothing of a node outside the clusters, and say so by silence', () => {
    const facts = problemFactsOf({
      estate: estateOf(),
      nodes: [node('outside/db')],
      edges: [edge('outside/db', 'outside/db')],
    });
    expect(facts.nodes[0]).toMatchObject({
      workloads: [],
      services: [],
      measures: {},
    });
    expect(
      findProblems(facts, PROBLEM_RULES, NO_PROBLEMS_YET).problems,
    ).toEqual([]);
  });
});
