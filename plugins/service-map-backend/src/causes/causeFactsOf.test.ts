import { estateOf, estateWorkload } from '../__testUtils__/estates';
import { node } from '../__testUtils__/maps';
import { causeFactsOf } from './causeFactsOf';
import { causesOf } from './causesOf';

const pod = { restartsLastHour: 0, createdAt: 0 };

it('lays the blame for pods on the machine that was lost with them', () => {
  const cart = node('prod/shop/cart', {
    workloads: [{ kind: 'Deployment', name: 'cart', desired: 3, ready: 1 }],
    health: {
      own: 'degraded',
      inheritedFrom: [],
      findings: [
        {
          code: 'few-ready-replicas',
          level: 'degraded',
          numbers: { ready: 1, desired: 3 },
          texts: {},
          source: 'kubernetes',
        },
      ],
    },
  });
  const facts = causeFactsOf({
    estate: estateOf({
      nodes: [
        { cluster: 'prod', name: 'm1', isReady: false, pressures: [] },
        { cluster: 'prod', name: 'm2', isReady: true, pressures: [] },
      ],
      workloads: [
        estateWorkload('cart', {
          pods: [
            { ...pod, name: 'cart-1', state: 'unknown', node: 'm1' },
            { ...pod, name: 'cart-2', state: 'notready', node: 'm1' },
            { ...pod, name: 'cart-3', state: 'running', node: 'm2' },
            { ...pod, name: 'cart-4', state: 'unschedulable' },
          ],
        }),
      ],
    }),
    nodes: [cart],
    edges: [],
    changes: [],
  });
  expect(causesOf(facts).get(cart.id)![0]).toMatchObject({
    kind: 'cluster-node',
    subject: 'prod/m1',
    confidence: 'strong',
    evidence: [{ condition: 'NotReady', pods: 2 }],
  });
});
