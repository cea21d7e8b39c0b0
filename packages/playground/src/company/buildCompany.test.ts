import * as fc from 'fast-check';
import { buildCompany } from './buildCompany';
import { podsOf, workloadKey, type ClusterModel } from './ClusterModel';
import { CLUSTERS } from './clusters';
import { largestRemainder } from './allocation';
import { MIDDLEWARE } from './middleware';
import { SERVICES } from './services';
import { requestsOf } from './workload';

const NOW_MS = Date.UTC(2026, 10, 21, 9, 12);

function podCount(cluster: ClusterModel): number {
  return [...podsOf(cluster)].length;
}

describe('the company', () => {
  it('has the pods of the pictures at its usual size', () => {
    const { clusters } = buildCompany({ nowMs: NOW_MS });
    expect(
      clusters.map(cluster => [
        cluster.spec.name,
        podCount(cluster),
        cluster.nodes.size,
      ]),
    ).toEqual([
      ['prod-hangzhou', 2640, 86],
      ['prod-shanghai', 1980, 64],
      ['staging', 1020, 28],
      ['edge', 360, 41],
    ]);
  });

  it('has exactly as many pods as asked for, at every size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 30_000 }),
        fc.integer(),
        (pods, seed) => {
          const { clusters } = buildCompany({ nowMs: NOW_MS, pods, seed });
          const counts = clusters.map(podCount);
          expect(counts.reduce((a, b) => a + b)).toBe(pods);
          expect(counts).toEqual(
            largestRemainder(pods, [2640, 1980, 1020, 360]),
          );
        },
      ),
      { numRuns: 12 },
    );
  });

  it('refuses a size in which its DaemonSets would not fit', () => {
    expect(() => buildCompany({ nowMs: NOW_MS, pods: 50 })).toThrow(
      'at least 200 pods (got 50)',
    );
  });

  it('is the same for the same seed and another for another', () => {
    const picture = (seed: number) =>
      JSON.stringify(
        buildCompany({ nowMs: NOW_MS, pods: 600, seed }).clusters.map(cluster =>
          [...podsOf(cluster)].map(pod => pod.render()),
        ),
      );
    expect(picture(7)).toBe(picture(7));
    expect(picture(7)).not.toBe(picture(8));
  });

  it('gives every pod a name, uid and address of its own', () => {
    for (const cluster of buildCompany({ nowMs: NOW_MS }).clusters) {
      const pods = [...podsOf(cluster)];
      for (const key of [
        pods.map(pod => `${pod.namespace}/${pod.name}`),
        pods.map(pod => pod.uid),
        pods.map(pod => pod.address),
      ]) {
        expect(new Set(key).size).toBe(pods.length);
      }
    }
  });

  it('keeps the requests of a node within what it can give', () => {
    for (const cluster of buildCompany({ nowMs: NOW_MS, preset: 'healthy' })
      .clusters) {
      const requested = new Map<
        string,
        { cpu: number; memory: number; gpus: number; pods: number }
      >();
      for (const pod of podsOf(cluster)) {
        expect(pod.node).toBeDefined();
        if (!pod.node || pod.situation.kind === 'completed') {
          continue;
        }
        const sum = requested.get(pod.node.name) ?? {
          cpu: 0,
          memory: 0,
          gpus: 0,
          pods: 0,
        };
        const { cpu, memory, gpus } = requestsOf(pod.set.workload);
        requested.set(pod.node.name, {
          cpu: sum.cpu + cpu,
          memory: sum.memory + memory,
          gpus: sum.gpus + gpus,
          pods: sum.pods + 1,
        });
      }
      for (const [name, sum] of requested) {
        const node = cluster.nodes.get(name);
        expect(sum.cpu).toBeLessThanOrEqual(node?.cpu ?? 0);
        expect(sum.memory).toBeLessThanOrEqual(node?.memory ?? 0);
        expect(sum.gpus).toBeLessThanOrEqual(node?.gpus ?? 0);
        expect(sum.pods).toBeLessThanOrEqual(110);
      }
    }
  });

  it('is well throughout in the healthy preset', () => {
    const { clusters } = buildCompany({ nowMs: NOW_MS, preset: 'healthy' });
    const kinds = new Set(
      clusters.flatMap(cluster =>
        [...podsOf(cluster)].map(pod => pod.situation.kind),
      ),
    );
    expect([...kinds].sort()).toEqual(['completed', 'running']);
  });

  it('shows every kind of trouble on a usual morning', () => {
    const { clusters } = buildCompany({ nowMs: NOW_MS });
    const kinds = new Set(
      clusters.flatMap(cluster =>
        [...podsOf(cluster)].map(pod => pod.situation.kind),
      ),
    );
    expect([...kinds].sort()).toEqual([
      'completed',
      'crashLoop',
      'failed',
      'imagePull',
      'notReady',
      'running',
      'starting',
      'terminating',
      'unknown',
      'unschedulable',
    ]);
  });

  it('grows by further copies of its namespaces', () => {
    const { clusters } = buildCompany({ nowMs: NOW_MS, pods: 24_000 });
    const workload = clusters[0].workloads.get(
      workloadKey('tracking-prod-r02', 'tracking-api'),
    );
    // Each copy has middleware of its own, so that an outage stays in its copy.
    expect(
      workload?.workload.dependencies.find(({ on }) => on === 'redis-session')
        ?.host,
    ).toBe('redis-session.middleware-r02.svc.cluster.local');
  });
});

describe('the descriptions', () => {
  it('name only dependencies that exist', () => {
    const known = new Set([...SERVICES, ...MIDDLEWARE].map(({ id }) => id));
    const unknown = SERVICES.flatMap(({ id, uses }) =>
      uses.filter(({ on }) => !known.has(on)).map(({ on }) => `${id} → ${on}`),
    );
    expect(unknown).toEqual([]);
  });

  it('use every id once', () => {
    const ids = [...SERVICES, ...MIDDLEWARE].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('have shares that add up to the usual size', () => {
    const sums = CLUSTERS.map(({ share }) =>
      Object.values(share).reduce((a, b) => a + b, 0),
    );
    expect(sums).toEqual([2640, 1980, 1020, 360]);
  });
});
