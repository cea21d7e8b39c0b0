import { kindsOwed } from './missingKinds';

const notServed = (kind: string) => ({ kind, reason: 'not-served' as const });

describe('kinds that a cluster owes', () => {
  it('are those that the portal may not read, whoever made them', () => {
    expect(
      kindsOwed([
        { kind: 'pods', reason: 'forbidden' },
        { kind: 'workspaces.tenant.kubesphere.io', reason: 'forbidden' },
      ]).forbidden,
    ).toEqual(['pods', 'workspaces.tenant.kubesphere.io']);
  });

  it('are not those that come with what people install', () => {
    expect(
      kindsOwed([
        notServed('gateways.gateway.networking.k8s.io'),
        notServed('httproutes.gateway.networking.k8s.io'),
        notServed('workspaces.tenant.kubesphere.io'),
        notServed('virtualservices.networking.istio.io'),
      ]),
    ).toEqual({ forbidden: [], notServed: [] });
  });

  it('are those of Kubernetes itself that a too old cluster does not serve', () => {
    expect(
      kindsOwed([
        notServed('endpointslices.discovery.k8s.io'),
        notServed('horizontalpodautoscalers.autoscaling'),
        notServed('services'),
      ]).notServed,
    ).toEqual([
      'endpointslices.discovery.k8s.io',
      'horizontalpodautoscalers.autoscaling',
      'services',
    ]);
  });
});
