import {
  createObjects,
  startCluster,
  type TestCluster,
} from '@panorama/testbed';
import { systemClock } from '../company/clock';
import { CLUSTERS } from '../company/clusters';
import { podsOf } from '../company/ClusterModel';
import { buildCompany, type CompanyOptions } from '../company/buildCompany';
import type { ClusterName } from '../company/spec';
import { ScenarioRunner } from '../scenario';
import { realObjects, type CreatableObject } from './realObjects';
import type { RunningCompany } from './RunningCompany';

/** Two control planes are what a small machine carries beside the portal. */
const REAL_CLUSTERS: readonly ClusterName[] = ['prod-hangzhou', 'staging'];
/** The real scheduler and controllers take some 30 pods a second on two cores. */
const MAX_PODS = 800;
/** Requests at a time: controllers start to work with the first Deployment, on the same two cores. */
const CONCURRENCY = 8;

const DEFINITION = 'CustomResourceDefinition';

/**
 * The same company on the real control planes of the test bed, with kwok in
 * place of kubelets. Smaller, healthy, and without scenarios: those change the
 * model, and here only the API server knows what is.
 */
export async function startRealCompany(
  options: Omit<CompanyOptions, 'nowMs'>,
): Promise<RunningCompany> {
  const company: CompanyOptions = {
    ...options,
    pods: Math.min(options.pods ?? MAX_PODS, MAX_PODS),
    preset: 'healthy',
    nowMs: systemClock.now(),
  };
  const objects = realObjects(company, REAL_CLUSTERS);
  const models = buildCompany(company).clusters;
  const started: TestCluster[] = [];
  const stop = async () => {
    await Promise.all(started.map(cluster => cluster.stop()));
  };
  try {
    for (const name of REAL_CLUSTERS) {
      const cluster = await startCluster({ name });
      started.push(cluster);
      await seed(cluster, objects.get(name) ?? []);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const titleOf = (name: string) =>
    CLUSTERS.find(spec => spec.name === name)?.title ?? { en: name, zh: name };
  return {
    clusters: started.map(cluster => ({
      name: cluster.name,
      title: titleOf(cluster.name).en,
      url: cluster.url,
      caData: cluster.caData,
      token: cluster.portalToken,
    })),
    scenarios: new ScenarioRunner([], {
      clock: systemClock,
      cluster: name => {
        throw new Error(
          `${name} is a real cluster; scenarios run on simulated ones`,
        );
      },
    }),
    clusterStates: () =>
      started.map(cluster => {
        const model = models.find(({ spec }) => spec.name === cluster.name);
        return {
          name: cluster.name,
          title: titleOf(cluster.name),
          version: cluster.version,
          url: cluster.url,
          nodes: model?.nodes.size ?? 0,
          pods: model ? [...podsOf(model)].length : 0,
          situations: {},
        };
      }),
    stop,
  };
}

/** Definitions first: objects of their kinds are refused until they are served. */
async function seed(
  cluster: TestCluster,
  objects: readonly CreatableObject[],
): Promise<void> {
  const isDefinition = ({ kind }: CreatableObject) => kind === DEFINITION;
  await createObjects(cluster, objects.filter(isDefinition));
  await untilServed(cluster, objects.filter(isDefinition));
  await createObjects(
    cluster,
    objects.filter(object => !isDefinition(object)),
    { ifExists: 'keep', concurrency: CONCURRENCY },
  );
}

const SERVED_DEADLINE_MS = 15_000;
const POLL_MS = 200;

async function untilServed(
  cluster: TestCluster,
  definitions: readonly CreatableObject[],
): Promise<void> {
  const deadline = systemClock.now() + SERVED_DEADLINE_MS;
  for (const { metadata, spec } of definitions) {
    const { group, versions } = spec as {
      group: string;
      versions: Array<{ name: string }>;
    };
    const plural = metadata.name.slice(0, metadata.name.indexOf('.'));
    const path = `/apis/${group}/${versions[0].name}/${plural}`;
    while ((await cluster.client.request({ path })).status !== 200) {
      if (systemClock.now() > deadline) {
        throw new Error(
          `${cluster.name} does not serve ${metadata.name} after ${
            SERVED_DEADLINE_MS / 1000
          } s`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }
}
