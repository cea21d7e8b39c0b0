import {
  compileFilter,
  parseFilter,
  type NodeSummary,
} from '@panorama/plugin-fleet-common';
import { knownNodeValues, NODE_FIELDS, orderNodes } from './nodeList';

function node(name: string, more: Partial<NodeSummary> = {}): NodeSummary {
  return {
    name,
    ready: true,
    unschedulable: false,
    pressures: [],
    allocatable: {
      cpuMillicores: 1000,
      memoryBytes: 2 ** 30,
      gpus: 0,
      pods: 110,
    },
    pods: 5,
    ...more,
  };
}

const nodes = [
  node('a-10', { zone: 'a' }),
  node('a-9', { zone: 'a' }),
  node('b-1', { zone: 'b', ready: false }),
  node('b-2', { unschedulable: true }),
  node('b-3', { pressures: ['MemoryPressure'], pods: 40 }),
];

const found = (q: string) => {
  const parsed = parseFilter(q, NODE_FIELDS);
  return parsed.ok
    ? nodes.filter(compileFilter(parsed.node, NODE_FIELDS)).map(n => n.name)
    : parsed;
};

describe('the nodes of a cluster', () => {
  it('come with those first that need somebody, then as people count', () => {
    expect(orderNodes(nodes).map(({ name }) => name)).toEqual([
      'b-1',
      'b-2',
      'b-3',
      'a-9',
      'a-10',
    ]);
  });

  it('are found by what is wrong with them, by zone and by pods', () => {
    expect(found('status:notready')).toEqual(['b-1']);
    expect(found('cordoned')).toEqual(['b-2']);
    expect(found('status:memorypressure pods>30')).toEqual(['b-3']);
    expect(found('zone:a')).toEqual(['a-10', 'a-9']);
  });

  it('suggest the values that there are, most frequent first', () => {
    expect(knownNodeValues(nodes, 'status')).toEqual([
      { value: 'ready', count: 4 },
      { value: 'cordoned', count: 1 },
      { value: 'memorypressure', count: 1 },
      { value: 'notready', count: 1 },
    ]);
    expect(knownNodeValues(nodes, 'pods')).toEqual([]);
  });
});
