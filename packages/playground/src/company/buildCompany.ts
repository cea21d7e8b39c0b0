import type {
  ClusterModel,
  ExternalService,
  WorkloadState,
} from './ClusterModel';
import type { Company } from './Company';
import type { ClusterPlan, PlannedWorkload } from './plan';
import type { ResolvedDependency, Workload } from './workload';
import { machineAddress } from './addresses';
import { workloadKey } from './ClusterModel';
import { planNodes } from './nodes';
import { planCompany, teamOf } from './plan';
import { applyPreset, type Preset } from './presets';
import { hash32, Prng, uuidOfText } from './prng';
import { populate } from './populate';
import { Scheduler } from './Scheduler';
import { ServiceAddresses } from './ServiceAddresses';
import { PRODUCTS } from './spec';

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
