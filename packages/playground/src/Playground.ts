import { randomBytes } from 'node:crypto';
import { buildCompany, type CompanyOptions } from './company/buildCompany';
import { systemClock, type Clock } from './company/clock';
import { COMPANY_KINDS } from './company/kinds';
import { reactToApi } from './company/life/ApiReactions';
import { Controllers } from './company/life/Controllers';
import { keepQuotas } from './company/life/QuotaController';
import { Life } from './company/life/Life';
import { LiveCluster } from './company/life/LiveCluster';
import { logSource } from './company/logs';
import { addReader, READER } from './company/reader';
import { usageSource } from './company/usage';
import type { ClusterName } from './company/spec';
import {
  BUILT_IN_KINDS,
  KindRegistry,
  ObjectStore,
  SimulatedCluster,
  type SimulatedClusterOptions,
} from './kubernetes';
import { SCENARIOS, ScenarioRunner, type ScenarioCluster } from './scenario';

export interface PlaygroundOptions extends Omit<CompanyOptions, 'nowMs'> {
  clock?: Clock;
  /** Only these clusters. The company is built whole; the others do not listen. */
  clusters?: readonly ClusterName[];
  /** How lively; 0 stands still, 1 is a usual morning. Default 1. */
  pace?: number;
  /** Where certificates and tokens are kept between starts. */
  stateDir?: string;
  /** Port of the first cluster, the others follow; 0 takes any. Default 0. */
  port?: number;
  /** Bearer token of the reading account, by cluster name; random where absent. */
  tokens?: Readonly<Record<string, string>>;
  /** Settings of the simulated servers, such as `watchList: false` or `keepPayloads`. */
  server?: Pick<
    SimulatedClusterOptions,
    'watchList' | 'keepPayloads' | 'bookmarkIntervalMs' | 'anonymous'
  >;
}

/** A cluster of a running playground. */
export interface PlaygroundCluster extends ScenarioCluster {
  name: ClusterName;
  server: SimulatedCluster;
  /** Bearer token of an account that reads everything but Secrets. */
  token: string;
}

/** A running company: clusters that answer, life that goes on, scenarios that can be started. */
export interface Playground {
  readonly clusters: readonly PlaygroundCluster[];
  readonly scenarios: ScenarioRunner;
  /** @throws Error when the playground does not run such a cluster */
  cluster(name: string): PlaygroundCluster;
  stop(): Promise<void>;
}

/** Builds the company and starts its clusters in this process. */
export async function createPlayground(
  options: PlaygroundOptions = {},
): Promise<Playground> {
  const { clock = systemClock, pace = 1, port = 0, seed = 1 } = options;
  const company = buildCompany({ ...options, nowMs: clock.now() });
  const clusters: PlaygroundCluster[] = [];
  const lives: Life[] = [];
  const stopReacting: Array<() => void> = [];
  for (const model of company.clusters) {
    const { name } = model.spec;
    if (options.clusters && !options.clusters.includes(name)) {
      continue;
    }
    const store = new ObjectStore({ kinds: kindsOf(model.spec.hasKubeSphere) });
    const live = new LiveCluster(model, store, clock);
    live.fill();
    addReader(store);
    const controllers = new Controllers(live);
    keepQuotas(live);
    const token =
      options.tokens?.[name] ?? randomBytes(24).toString('base64url');
    const server = new SimulatedCluster({
      anonymous: false,
      ...options.server,
      name,
      store,
      version: model.spec.version,
      stateDir: options.stateDir,
      now: () => new Date(clock.now()),
      usage: usageSource(live),
      logs: logSource(live),
      tokens: { [token]: readerUser() },
    });
    await server.listen(port === 0 ? 0 : port + clusters.length);
    clusters.push({ name, live, controllers, server, token });
    stopReacting.push(reactToApi(controllers));
    const life = new Life(controllers, { seed, pace });
    life.start();
    lives.push(life);
  }

  const find = (name: string): PlaygroundCluster => {
    const cluster = clusters.find(each => each.name === name);
    if (!cluster) {
      throw new Error(
        `The playground has no cluster "${name}". It runs: ${clusters
          .map(each => each.name)
          .join(', ')}`,
      );
    }
    return cluster;
  };
  return {
    clusters,
    scenarios: new ScenarioRunner(SCENARIOS, { cluster: find, clock }),
    cluster: find,
    async stop() {
      lives.forEach(life => life.stop());
      stopReacting.forEach(each => each());
      clusters.forEach(({ live }) => live.stop());
      await Promise.all(clusters.map(({ server }) => server.stop()));
    },
  };
}

function kindsOf(hasKubeSphere: boolean): KindRegistry {
  return new KindRegistry([
    ...BUILT_IN_KINDS,
    ...(hasKubeSphere ? COMPANY_KINDS : []),
  ]);
}

/** A service account is a member of these groups on every server. */
function readerUser() {
  return {
    name: READER.user,
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${READER.namespace}`,
    ],
  };
}
