import { createObjects, eventually, type TestCluster } from '@panorama/testbed';
import { vendorDefinitions } from './definitions';
import { portalRights } from './portalRights';
import type { CreatableObject, RealObjects } from './realObjects';

/** Requests at a time: controllers work on the same cores from the first object on. */
const CONCURRENCY = 8;
/** A loaded machine is ten times slower than an idle one. */
const DEADLINE_MS = 60_000;
const NOT_READY = 'node.kubernetes.io/not-ready';

/**
 * Brings the company to a real cluster: definitions, then what pods need, then
 * what makes pods. Resolves when all is written; the pods follow by themselves.
 * @throws ClusterApiError of the first object that the server refused
 */
export async function seedCluster(
  cluster: TestCluster,
  { definitions, surroundings, workloads }: RealObjects,
  log: (line: string) => void,
): Promise<void> {
  const options = { ifExists: 'keep', concurrency: CONCURRENCY } as const;
  const served = await vendorDefinitions(definitions, log);
  await createObjects(cluster, served, options);
  await Promise.all(served.map(each => untilServed(cluster, each)));
  await createObjects(cluster, [...surroundings, ...portalRights()], options);
  await untilNodesTakePods(cluster);
  await createObjects(cluster, workloads, options);
  log(
    `${cluster.name}: ${
      served.length + surroundings.length + workloads.length
    } objects written, ${workloads.length} of them make pods`,
  );
}

/** Objects of a kind are refused until its definition is established. */
async function untilServed(
  cluster: TestCluster,
  { metadata, spec }: CreatableObject,
): Promise<void> {
  const { group, names, versions } = spec as {
    group: string;
    names: { plural: string };
    versions: Array<{ name: string; storage: boolean }>;
  };
  const version = versions.find(({ storage }) => storage)?.name;
  const path = `/apis/${group}/${version}/${names.plural}?limit=1`;
  await eventually(
    `${cluster.name} serves ${metadata.name}`,
    async () => (await cluster.client.request({ path })).status === 200,
    DEADLINE_MS,
  );
}

/** Without this the first nodes to be ready would get all the pods. */
async function untilNodesTakePods(cluster: TestCluster): Promise<void> {
  await eventually(
    `all nodes of ${cluster.name} are ready`,
    async () => {
      const { items } = await cluster.client.json<{
        items: Array<{ spec: { taints?: Array<{ key: string }> } }>;
      }>({ path: '/api/v1/nodes' });
      return items.every(
        ({ spec }) => !spec.taints?.some(({ key }) => key === NOT_READY),
      );
    },
    DEADLINE_MS,
  );
}
