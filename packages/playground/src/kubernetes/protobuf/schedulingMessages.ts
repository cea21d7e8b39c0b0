import type { MessageTable } from './messages';

/** Near and far from other pods are said in the same fields. */
const POD_TERMS: MessageTable[string] = {
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
};

/** Of labels and of fields of a node. */
const REQUIREMENT: MessageTable[string] = {
  key: [1, 'string'],
  operator: [2, 'string'],
  values: [3, 'string', 'list'],
};

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
  NodeSelectorRequirement: REQUIREMENT,
  PreferredSchedulingTerm: {
    weight: [1, 'int32'],
    preference: [2, 'NodeSelectorTerm'],
  },
  PodAffinity: POD_TERMS,
  PodAntiAffinity: POD_TERMS,
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
  LabelSelectorRequirement: REQUIREMENT,
};
