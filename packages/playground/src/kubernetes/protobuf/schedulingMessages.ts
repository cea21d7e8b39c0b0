import type { MessageTable } from './messages';

/** Where a pod may run: field numbers of Kubernetes' generated.proto, 1.36. */
export const SCHEDULING_MESSAGES: MessageTable = {
  Affinity: {
    nodeAffinity: [1, 'NodeAffinity'],
    podAffinity: [2, 'PodAffinity'],
    podAntiAffinity: [3, 'PodAntiAffinity'],
  },
  NodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [1, 'NodeSelector'],
    preferredDuringSchedulingIgnoredDuringExecution: [
      2,
      'PreferredSchedulingTerm',
      'list',
    ],
  },
  NodeSelector: {
    nodeSelectorTerms: [1, 'NodeSelectorTerm', 'list'],
  },
  NodeSelectorTerm: {
    matchExpressions: [1, 'NodeSelectorRequirement', 'list'],
    matchFields: [2, 'NodeSelectorRequirement', 'list'],
  },
  NodeSelectorRequirement: {
    key: [1, 'string'],
    operator: [2, 'string'],
    values: [3, 'string', 'list'],
  },
  PreferredSchedulingTerm: {
    weight: [1, 'int32'],
    preference: [2, 'NodeSelectorTerm'],
  },
  PodAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      1,
      'PodAffinityTerm',
      'list',
    ],
    preferredDuringSchedulingIgnoredDuringExecution: [
      2,
      'WeightedPodAffinityTerm',
      'list',
    ],
  },
  PodAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      1,
      'PodAffinityTerm',
      'list',
    ],
    preferredDuringSchedulingIgnoredDuringExecution: [
      2,
      'WeightedPodAffinityTerm',
      'list',
    ],
  },
  PodAffinityTerm: {
    labelSelector: [1, 'LabelSelector'],
    namespaces: [2, 'string', 'list'],
    topologyKey: [3, 'string'],
    namespaceSelector: [4, 'LabelSelector'],
    matchLabelKeys: [5, 'string', 'list'],
    mismatchLabelKeys: [6, 'string', 'list'],
  },
  WeightedPodAffinityTerm: {
    weight: [1, 'int32'],
    podAffinityTerm: [2, 'PodAffinityTerm'],
  },
  TopologySpreadConstraint: {
    maxSkew: [1, 'int32'],
    topologyKey: [2, 'string'],
    whenUnsatisfiable: [3, 'string'],
    labelSelector: [4, 'LabelSelector'],
    minDomains: [5, 'int32'],
    nodeAffinityPolicy: [6, 'string'],
    nodeTaintsPolicy: [7, 'string'],
    matchLabelKeys: [8, 'string', 'list'],
  },
  LabelSelector: {
    matchLabels: [1, 'string', 'map'],
    matchExpressions: [2, 'LabelSelectorRequirement', 'list'],
  },
  LabelSelectorRequirement: {
    key: [1, 'string'],
    operator: [2, 'string'],
    values: [3, 'string', 'list'],
  },
};
