import { NO_ID, podStateCode, PodTable } from '@panorama/plugin-fleet-common';
import fc from 'fast-check';
import { syntheticTable } from '../testing/syntheticTable';
import { GROUP_KEYS, type GroupKey, type GroupNode } from '../types';
import { countGroups } from './counts';
import { effectiveKeys, groupPods, leafIdOf } from './grouping';
import { Placement } from './placement';

const someKeys = fc.uniqueArray(fc.constantFrom(...GROUP_KEYS), {
  maxLength: 3,
});

function withHoles(pods: number, seed: number): PodTable {
  const table = syntheticTable(pods, seed);
  for (let slot = seed % 5; slot < table.length; slot += 7) {
    table.delete(slot);
  }
  return table;
}

function namedPod(table: PodTable, namespace: string, node = NO_ID): void {
  const id = table.namespaces.push({ cluster: 0, name: namespace }) - 1;
  const workload =
    table.workloads.push({
      namespace: id,
      kind: 'Deployment',
      name: namespace,
    }) - 1;
  table.set(table.length, {
    workload,
    node,
    shape: 0,
    image: 0,
    name: `${namespace}-pod`,
    state: podStateCode('running'),
    reason: NO_ID,
    readyContainers: 1,
    restarts: 0,
    restartsLastHour: 0,
    createdAt: 0,
    cpuUsage: 0,
    memoryUsage: 0,
  });
}

describe('groupPods', () => {
  it('puts every live pod into the leaf that its own values name, in slot order', () => {
    fc.assert(
      fc.property(
        someKeys,
        fc.integer({ min: 0, max: 400 }),
        fc.nat(50),
        (keys, pods, seed) => {
          const table = withHoles(pods, seed);
          const grouping = groupPods(table, keys);
          const slow = new Map<string, number[]>();
          for (let slot = 0; slot < table.length; slot++) {
            if (table.live[slot]) {
              const id = leafIdOf(table, effectiveKeys(keys), slot);
              slow.set(id, [...(slow.get(id) ?? []), slot]);
            }
          }
          const fast = grouping.leaves.map(leaf => [
            leaf.id,
            [
              ...grouping.order.subarray(
                grouping.leafStart[leaf.leaf],
                grouping.leafStart[leaf.leaf + 1],
              ),
            ],
          ]);
          expect(new Map(fast as [string, number[]][])).toEqual(slow);
          expect(grouping.leaves).toHaveLength(slow.size);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('orders groups as people count, with the nameless group last', () => {
    const table = new PodTable();
    table.clusters = ['one'];
    table.images = ['app'];
    table.shapes = [{ qos: 'BestEffort', gpus: 0, containers: 1 }];
    table.nodes = [
      { cluster: 0, name: 'node-10' },
      { cluster: 0, name: 'node-9' },
    ];
    namedPod(table, 'a', NO_ID);
    namedPod(table, 'b', 0);
    namedPod(table, 'c', 1);
    expect(groupPods(table, ['node']).roots.map(root => root.label)).toEqual([
      'node-9',
      'node-10',
      '',
    ]);
  });

  it('keeps nodes of the same name in two clusters apart, but namespaces together', () => {
    const table = new PodTable();
    table.clusters = ['one', 'two'];
    table.images = ['app'];
    table.shapes = [{ qos: 'BestEffort', gpus: 0, containers: 1 }];
    table.nodes = [
      { cluster: 0, name: 'node-1' },
      { cluster: 1, name: 'node-1' },
    ];
    namedPod(table, 'shop', 0);
    namedPod(table, 'shop', 1);
    table.namespaces[1].cluster = 1;
    expect(groupPods(table, ['node']).leaves).toHaveLength(2);
    expect(groupPods(table, ['namespace']).leaves).toHaveLength(1);
    expect(groupPods(table, ['cluster', 'namespace']).leaves).toHaveLength(2);
  });

  it('shows a cluster without pods as an empty frame at its alphabetical place', () => {
    const table = syntheticTable(50);
    const { roots } = groupPods(table, ['cluster', 'owner'], undefined, [
      { value: 'lost', label: 'lost' },
      { value: 'edge', label: 'edge' },
    ]);
    expect(roots.map(root => root.value)).toEqual([
      'edge',
      'lost',
      'prod-hangzhou',
      'prod-shanghai',
      'staging',
    ]);
    expect(roots[1].children).toEqual([]);
  });

  it('leaves out what is not included', () => {
    const table = syntheticTable(100);
    const include = Uint8Array.from(
      { length: table.length },
      (_, slot) => slot % 2,
    );
    const { order } = groupPods(table, ['cluster'], include);
    expect([...order].every(slot => slot % 2 === 1)).toBe(true);
    expect(order).toHaveLength([...include].reduce((sum, one) => sum + one, 0));
  });
});

describe('countGroups', () => {
  it('agrees with counting every group by hand', () => {
    fc.assert(
      fc.property(someKeys, fc.nat(300), fc.nat(50), (keys, pods, seed) => {
        const table = withHoles(pods, seed);
        const match = Uint8Array.from({ length: table.length }, (_, slot) =>
          Number(slot % 3 > 0),
        );
        const grouping = groupPods(table, keys);
        const placement = new Placement(grouping, table.length);
        countGroups(table, grouping, placement.leafOfSlot, match);
        for (const node of grouping.nodes) {
          const slots = slotsBelow(table, effectiveKeys(keys), node);
          const states = slots.map(slot => table.state[slot]);
          expect(node.total).toBe(slots.length);
          expect(node.matching).toBe(slots.filter(slot => match[slot]).length);
          expect(node.failing).toBe(states.filter(code => code <= 3).length);
          expect(node.states[9]).toBe(states.filter(code => code === 9).length);
          expect(node.worst && podStateCode(node.worst)).toBe(
            slots.length ? Math.min(...states) : undefined,
          );
        }
      }),
      { numRuns: 30 },
    );
  });
});

function slotsBelow(
  table: PodTable,
  keys: GroupKey[],
  node: GroupNode,
): number[] {
  const prefix = node.id;
  return [...table.live.keys()].filter(slot => {
    const id =
      slot < table.length && table.live[slot]
        ? leafIdOf(table, keys, slot)
        : undefined;
    return id === prefix || id?.startsWith(`${prefix}/`);
  });
}
