import { copyFile, chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ensureBuilt,
  findKubectl,
  startCluster,
  type TestCluster,
} from '@panorama/testbed';
import { systemClock } from '../company/clock';
import { CLUSTERS } from '../company/clusters';
import type { ClusterName, ClusterSpec } from '../company/spec';
import type { RunningCompany } from '../process/RunningCompany';
import { ScenarioRunner } from '../scenario';
import { HeadCounts } from './HeadCounts';
import { CLUSTER_PEOPLE } from './people';
import { realObjects } from './realObjects';
import { realScenarios } from './scenarios';
import { seedCluster } from './seedCluster';
import { realSize } from './size';

/** Two control planes are what a small machine carries beside the portal. */
const DEFAULT_CLUSTERS: readonly ClusterName[] = ['prod-hangzhou', 'staging'];
/** The model's Services have addresses of this range, and its programs' settings name them. */
const SERVICE_ADDRESSES = '--service-cluster-ip-range=10.96.0.0/12';

export interface RealCompanyOptions {
  /** Pods of the real clusters together; `npm start`'s own default counts as not said. */
  pods?: number;
  seed?: number;
  /** Default: production in Hangzhou, and staging. */
  clusters?: readonly ClusterName[];
  /** Where kubeconfig files go. */
  stateDir: string;
  /** Progress, a sentence at a time. */
  log?: (line: string) => void;
}

/** The company on real control planes. */
export interface RealCompany extends RunningCompany {
  /** About how many pods there will be. */
  pods: number;
  /** Cluster name → kubeconfig file; its contexts are the administrator's, the portal's and one for each person. */
  kubeconfigs: Record<string, string>;
  /** The machine's own, else the one that the test bed built. */
  kubectl?: string;
  servers: readonly TestCluster[];
}

/**
 * The same company on the real control planes of the test bed: smaller, in good
 * health, with kwok in place of kubelets. Builds the servers first where this
 * machine has none. Resolves when everything is written and the API servers
 * answer; the pods come in the seconds after.
 * @throws Error with what is missing; nothing that was started stays
 */
export async function startRealCompany(
  options: RealCompanyOptions,
): Promise<RealCompany> {
  const {
    clusters = DEFAULT_CLUSTERS,
    seed,
    stateDir,
    log = () => {},
  } = options;
  const size = realSize(options.pods, clusters);
  if (size.remark) {
    log(size.remark);
  }
  await ensureBuilt({ log });
  const objects = realObjects(
    {
      seed,
      pods: size.companyPods,
      preset: 'healthy',
      nowMs: systemClock.now(),
    },
    clusters,
  );
  const servers: TestCluster[] = [];
  const counts = new Map<string, HeadCounts>();
  const stop = async () => {
    counts.forEach(count => count.stop());
    await Promise.all(servers.map(server => server.stop()));
  };
  const kubeconfigs: Record<string, string> = {};
  try {
    for (const [name, own] of objects) {
      log(`${name}: starting etcd, kube-apiserver, controllers and kwok`);
      const server = await startCluster({
        name,
        people: CLUSTER_PEOPLE,
        apiServerFlags: [SERVICE_ADDRESSES],
      });
      servers.push(server);
      kubeconfigs[name] = await keepKubeconfig(server, stateDir);
      await seedCluster(server, own, log);
      counts.set(name, new HeadCounts(server));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    pods: size.pods,
    kubeconfigs,
    kubectl: findKubectl(),
    servers,
    clusters: servers.map(server => ({
      name: server.name,
      title: specOf(server.name).title.en,
      url: server.url,
      caData: server.caData,
      token: server.portalToken,
    })),
    scenarios: new ScenarioRunner(realScenarios(servers), {
      clock: systemClock,
      cluster: name => {
        throw new Error(
          `${name} is not simulated: there is no model to change`,
        );
      },
    }),
    clusterStates: () =>
      servers.map(({ name, url, version }) => ({
        name,
        title: specOf(name).title,
        version: `v${version}`,
        url,
        nodes: counts.get(name)?.nodes ?? 0,
        pods: counts.get(name)?.pods ?? 0,
        situations: {},
      })),
    stop,
  };
}

function specOf(name: string): ClusterSpec {
  const spec = CLUSTERS.find(each => each.name === name);
  if (!spec) {
    throw new Error(`the company has no cluster "${name}"`);
  }
  return spec;
}

/** The cluster's own file lies in a folder with a new name at every start; people want a path that stays. */
async function keepKubeconfig(
  server: TestCluster,
  stateDir: string,
): Promise<string> {
  await mkdir(stateDir, { recursive: true });
  const file = join(stateDir, `kubeconfig.${server.name}.json`);
  await copyFile(server.kubeconfigPath, file);
  await chmod(file, 0o600);
  return file;
}
