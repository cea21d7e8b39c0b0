import type { ClusterSummary } from '@panorama/plugin-fleet-common';
import { needsAttention, orderClusters } from './clusterOrder';

function cluster(
  name: string,
  more: Partial<ClusterSummary> = {},
): ClusterSummary {
  return {
    name,
    freshness: 'live',
    missingKinds: [],
    hasUsage: true,
    nodes: { total: 3, ready: 3 },
    pods: 10,
    podsByState: { running: 10 },
    namespaces: 2,
    requested: { cpuMillicores: 0, memoryBytes: 0, gpus: 0 },
    limits: { cpuMillicores: 0, memoryBytes: 0, gpus: 0 },
    ...more,
  };
}

describe('the order of clusters', () => {
  it('puts what cannot be seen before what fails, and what fails before what is well', () => {
    const names = orderClusters([
      cluster('well'),
      cluster('failing', { podsByState: { crashloop: 4, running: 6 } }),
      cluster('stale', { freshness: 'stale' }),
      cluster('never', { freshness: 'failed' }),
      cluster('node-down', { nodes: { total: 3, ready: 2 } }),
    ]).map(each => each.name);
    expect(names).toEqual(['never', 'stale', 'node-down', 'failing', 'well']);
  });

  it('counts names as people do', () => {
    expect(
      orderClusters([cluster('c-10'), cluster('c-2')]).map(each => each.name),
    ).toEqual(['c-2', 'c-10']);
  });

  it('does not call a cluster unwell whose nodes are hidden', () => {
    expect(needsAttention(cluster('a', { nodes: undefined }))).toBe(false);
  });
});
