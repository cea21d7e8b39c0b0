import type {
  LabelSelectorFields,
  NetworkPolicyFields,
  NetworkPolicyRule,
} from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedPeer {
  podSelector?: LabelSelectorFields;
  namespaceSelector?: LabelSelectorFields;
  ipBlock?: { cidr?: string; except?: string[] };
}

interface SelectedPort {
  protocol?: string;
  port?: string | number;
  endPort?: number;
}

interface SelectedNetworkPolicy {
  metadata: SelectedMetadata;
  spec?: {
    podSelector?: LabelSelectorFields;
    policyTypes?: string[];
    ingress?: Array<{ from?: SelectedPeer[]; ports?: SelectedPort[] }>;
    egress?: Array<{ to?: SelectedPeer[]; ports?: SelectedPort[] }>;
  };
}

export const networkPolicies = defineProjection<
  SelectedNetworkPolicy,
  NetworkPolicyFields
>({
  id: 'networkpolicies.networking.k8s.io',
  group: 'networking.k8s.io',
  versions: ['v1'],
  plural: 'networkpolicies',
  kind: 'NetworkPolicy',
  namespaced: true,
  fields: { spec: WHOLE },
  project: ({ spec }) => ({
    podSelector: spec?.podSelector ?? {},
    policyTypes: spec?.policyTypes ?? [],
    ingress: (spec?.ingress ?? []).map(({ from, ports }) => rule(from, ports)),
    egress: (spec?.egress ?? []).map(({ to, ports }) => rule(to, ports)),
  }),
});

/** No peers means everybody, as in Kubernetes. */
function rule(
  peers: SelectedPeer[] = [],
  ports: SelectedPort[] = [],
): NetworkPolicyRule {
  return {
    peers: peers.map(({ podSelector, namespaceSelector, ipBlock }) => ({
      ...(podSelector && { podSelector }),
      ...(namespaceSelector && { namespaceSelector }),
      ...(ipBlock?.cidr && { cidr: ipBlock.cidr }),
      ...(ipBlock?.except && { except: ipBlock.except }),
    })),
    ports: ports.map(({ protocol, port, endPort }) => ({
      ...(protocol && { protocol }),
      ...(port !== undefined && { port: String(port) }),
      ...(endPort !== undefined && { endPort }),
    })),
  };
}
