import type {
  ClusterModel,
  ExternalService,
  WorkloadState,
} from './ClusterModel';
import type { ClusterPlan, PlannedWorkload } from './plan';
import type { ResolvedDependency, Workload } from './workload';
import { machineAddress, serviceAddress } from './addresses';
import { workloadKey } from './ClusterModel';
import { planNodes } from './nodes';
import { planCompany, teamOf } from './plan';
import { applyPreset, type Preset } from './presets';
import { hash32, Prng, uuidOfText } from './prng';
import { populate } from './populate';
import { Scheduler } from './Scheduler';
import { PRODUCTS, type DependencySpec } from './spec';

export interface CompanyOptions {
  /** Same seed, same company. Default 1. */
  seed?: number;
  /** Pods over all clusters. Default 6,000. */
  pods?: number;
  /** Default `everyday`. */
  preset?: Preset;
  /** ms since the epoch; ages are counted back from it. */
  nowMs: number;
}

export interface Company {
  readonly seed: number;
  readonly clusters: readonly ClusterModel[];
}

/** The address that the pictures of the documentation show. */
const KNOWN_ADDRESSES: Readonly<Record<string, string>> = {
  'prod-hangzhou/middleware/redis-session': '10.96.41.20',
};

const DAY_MS = 86_400_000;

/** The whole company at one moment, a function of its options only. */
export function buildCompany(options: CompanyOptions): Company {
  const { seed = 1, pods = 6000, preset = 'everyday', nowMs } = options;
  const clusters = planCompany(pods).map(plan =>
    buildCluster(plan, seed, nowMs),
  );
  const company: Company = { seed, clusters };
  applyPreset(company, preset, nowMs);
  return company;
}

function buildCluster(
  plan: ClusterPlan,
  seed: number,
  nowMs: number,
): ClusterModel {
  const { spec } = plan;
  const prng = new Prng(`${seed}/${spec.name}`);
  const nodes = planNodes(spec, plan.nodes, nowMs);
  const addresses = new ServiceAddresses(plan);
  const external = plan.external.map(
    (middleware, i): ExternalService => ({
      ...middleware,
      serviceAddress: addresses.get(
        middleware.namespace.name,
        middleware.spec.id,
      ),
      machines: Array.from({ length: middleware.spec.replicas }, (_, m) =>
        machineAddress(i * 7 + m),
      ),
    }),
  );
  const workloads = new Map<string, WorkloadState>();
  for (const planned of plan.workloads) {
    const workload = describeWorkload(plan, planned, addresses, nowMs, prng);
    workloads.set(workloadKey(workload.namespace.name, workload.name), {
      workload,
      replicas: planned.pods,
      generation: 1,
      sets: [],
      pods: new Map(),
    });
  }
  const cluster: ClusterModel = {
    spec,
    nodes: new Map(nodes.map(node => [node.name, node])),
    namespaces: plan.namespaces,
    workloads,
    external,
    scheduler: new Scheduler(nodes),
    nextPodAddress: 0,
  };
  populate(cluster, prng, nowMs);
  return cluster;
}

function describeWorkload(
  plan: ClusterPlan,
  { namespace, program }: PlannedWorkload,
  addresses: ServiceAddresses,
  nowMs: number,
  prng: Prng,
): Workload {
  const { id } = program.spec;
  const path = `${plan.spec.name}/${namespace.name}/${id}`;
  const kind = program.type === 'service' ? program.spec.kind : 'StatefulSet';
  const dependencies =
    program.type === 'service'
      ? program.spec.uses.flatMap(dependency => {
          const target = addresses.resolve(dependency.on, namespace);
          return target
            ? [{ ...dependency, ...target } satisfies ResolvedDependency]
            : [];
        })
      : [];
  return {
    cluster: plan.spec,
    namespace,
    kind,
    name: id,
    uid: uuidOfText(`${path}/workload`),
    team: teamOf({ program }),
    program,
    dependencies,
    serviceAddress:
      kind === 'Deployment' || kind === 'StatefulSet'
        ? addresses.get(namespace.name, id)
        : undefined,
    port:
      program.type === 'service'
        ? program.spec.port
        : PRODUCTS[program.spec.product].port,
    selector: { 'app.kubernetes.io/name': id, app: id },
    createdAtMs:
      nowMs - (30 + (hash32(path) % 300)) * DAY_MS - prng.int(DAY_MS),
  };
}

/** Cluster IPs and DNS names of one cluster. */
class ServiceAddresses {
  readonly #plan: ClusterPlan;
  readonly #byPath = new Map<string, string>();

  constructor(plan: ClusterPlan) {
    this.#plan = plan;
    const services = [
      ...plan.workloads.map(({ namespace, program }) => [
        namespace.name,
        program.spec.id,
      ]),
      ...plan.external.map(({ namespace, spec }) => [namespace.name, spec.id]),
    ];
    services.forEach(([namespace, id], number) => {
      const path = `${namespace}/${id}`;
      const known = KNOWN_ADDRESSES[`${plan.spec.name}/${path}`];
      this.#byPath.set(path, known ?? serviceAddress(number * 3));
    });
  }

  get(namespace: string, id: string): string {
    const address = this.#byPath.get(`${namespace}/${id}`);
    if (!address) {
      throw new Error(
        `${this.#plan.spec.name} has no service ${namespace}/${id}`,
      );
    }
    return address;
  }

  /** Where `id` is found by a program of this namespace: same environment and copy, or shared. */
  resolve(
    id: string,
    from: { environment: string; copy: number },
  ): Omit<ResolvedDependency, keyof DependencySpec> | undefined {
    const outside = this.#plan.external.find(
      ({ spec, namespace }) => spec.id === id && namespace.copy === from.copy,
    );
    if (outside) {
      return this.#at(
        outside.namespace.name,
        id,
        PRODUCTS[outside.spec.product].port,
      );
    }
    const candidates = this.#inside(id).filter(
      ({ namespace }) => namespace.copy === from.copy,
    );
    const inside =
      candidates.find(
        ({ namespace }) => namespace.environment === from.environment,
      ) ?? candidates[0];
    if (!inside) {
      return undefined;
    }
    const { program, namespace } = inside;
    return this.#at(
      namespace.name,
      id,
      program.type === 'service'
        ? program.spec.port
        : PRODUCTS[program.spec.product].port,
    );
  }

  readonly #workloadsById = new Map<string, PlannedWorkload[]>();

  #inside(id: string): PlannedWorkload[] {
    if (this.#workloadsById.size === 0) {
      for (const workload of this.#plan.workloads) {
        const list = this.#workloadsById.get(workload.program.spec.id) ?? [];
        list.push(workload);
        this.#workloadsById.set(workload.program.spec.id, list);
      }
    }
    return this.#workloadsById.get(id) ?? [];
  }

  #at(namespace: string, id: string, port: number) {
    return {
      namespace,
      host: `${id}.${namespace}.svc.cluster.local`,
      port,
      address: this.get(namespace, id),
    };
  }
}
