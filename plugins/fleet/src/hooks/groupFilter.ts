import { formatTerm } from '@panorama/plugin-fleet-common';
import type { GroupKey } from '../heatmap/types';

/** Field of the filter language for each group key; an image's and a node's values are composed. */
const FIELDS: Partial<Record<GroupKey, string>> = {
  cluster: 'cluster',
  namespace: 'ns',
  zone: 'zone',
  tenant: 'tenant',
  owner: 'owner',
  system: 'system',
  image: 'image',
};

function termsOf(key: GroupKey, value: string): string[] {
  const term = (field: string, text: string) =>
    formatTerm({ field, operator: ':', values: [text] });
  if (key === 'node') {
    const slash = value.indexOf('/');
    return value === ''
      ? [term('node', 'none')]
      : [
          term('cluster', value.slice(0, slash)),
          term('node', value.slice(slash + 1)),
        ];
  }
  if (key === 'workload') {
    const match = /^(\S+) (.+)\/([^/]+)$/.exec(value);
    return match
      ? [
          term('kind', match[1]),
          term('ns', match[2]),
          term('workload', match[3]),
        ]
      : [];
  }
  const field = FIELDS[key];
  return field ? [term(field, value === '' ? 'none' : value)] : [];
}

/** The filter that shows exactly the pods of a group. */
export function filterOfGroup(
  grouping: readonly GroupKey[],
  id: string,
): string {
  return id
    .split('/')
    .map(decodeURIComponent)
    .flatMap((value, depth) =>
      grouping[depth] ? termsOf(grouping[depth], value) : [],
    )
    .join(' ');
}
