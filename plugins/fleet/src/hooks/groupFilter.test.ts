import {
  matchPods,
  parseFilter,
  podFields,
} from '@panorama/plugin-fleet-common';
import { GROUP_KEYS, groupPods, type GroupNode } from '../heatmap';
import { makeTable } from '../testUtils/makeTable';
import { filterOfGroup } from './groupFilter';
import { slotsOfGroup } from './useSlots';

const table = makeTable([
  {
    cluster: 'prod',
    namespace: 'shop',
    node: 'n-1',
    zone: 'a',
    owner: 'group:default/team-a',
  },
  {
    cluster: 'prod',
    namespace: 'pay',
    node: 'n-2',
    tenant: 'payment',
    workloadName: 'checkout',
  },
  {
    cluster: 'edge',
    namespace: 'shop',
    image: 'registry/x/cart:1@sha256:00',
    workloadKind: 'Job',
  },
  {
    cluster: 'edge',
    namespace: 'shop',
    node: 'n-1',
    system: 'system:default/web',
  },
]);

function leaves(nodes: readonly GroupNode[]): GroupNode[] {
  return nodes.flatMap(node =>
    node.children.length > 0 ? leaves(node.children) : [node],
  );
}

describe('the filter of a group', () => {
  const pairs = GROUP_KEYS.filter(key => key !== 'none').map(key => [
    'cluster' as const,
    key,
  ]);

  it.each(pairs)(
    'finds the same pods as the group, by %s and %s',
    (first, second) => {
      const grouping = [...new Set([first, second])];
      const fields = podFields(() => 0);
      const { roots } = groupPods(table, grouping);
      expect(leaves(roots).length).toBeGreaterThan(0);
      for (const leaf of leaves(roots)) {
        const parsed = parseFilter(filterOfGroup(grouping, leaf.id), fields);
        expect(parsed.ok).toBe(true);
        const { mask } = matchPods(
          parsed.ok ? parsed.node : { type: 'all' },
          table,
          fields,
        );
        const found = [...mask.keys()].filter(slot => mask[slot]);
        expect(found).toEqual(slotsOfGroup(table, grouping, leaf.id));
      }
    },
  );
});
