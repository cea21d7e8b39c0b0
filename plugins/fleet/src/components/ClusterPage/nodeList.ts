import {
  parseCount,
  type FilterField,
  type KnownValue,
  type NodeSummary,
} from '@panorama/plugin-fleet-common';

/** What a node is, as one types it: `notready`, `cordoned`, `memorypressure`. */
function statusWords(node: NodeSummary): string[] {
  return [
    node.ready ? 'ready' : 'notready',
    ...(node.unschedulable ? ['cordoned'] : []),
    ...node.pressures.map(pressure => pressure.toLowerCase()),
  ];
}

/** Fields of the filter above the nodes of a cluster. */
export const NODE_FIELDS: FilterField<NodeSummary>[] = [
  {
    name: 'node',
    aliases: ['name'],
    kind: 'text',
    freeWords: true,
    read: node => node.name,
  },
  { name: 'status', kind: 'text', freeWords: true, read: statusWords },
  { name: 'zone', kind: 'text', freeWords: true, read: node => node.zone },
  {
    name: 'version',
    aliases: ['kubelet'],
    kind: 'text',
    read: node => node.version,
  },
  { name: 'pods', kind: 'number', parse: parseCount, read: node => node.pods },
];

/** Values of a field with the number of nodes that have them, for suggestions. */
export function knownNodeValues(
  nodes: readonly NodeSummary[],
  fieldName: string,
): KnownValue[] {
  const field = NODE_FIELDS.find(({ name }) => name === fieldName);
  if (!field || field.kind !== 'text') {
    return [];
  }
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const value = field.read(node);
    for (const word of Array.isArray(value) ? value : [value]) {
      if (typeof word === 'string') {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}

/** Nodes that need somebody come first. */
export function orderNodes(nodes: readonly NodeSummary[]): NodeSummary[] {
  const weight = (node: NodeSummary) =>
    Number(node.ready) * 2 +
    Number(!node.unschedulable && node.pressures.length === 0);
  return [...nodes].sort(
    (a, b) =>
      weight(a) - weight(b) ||
      a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
}
