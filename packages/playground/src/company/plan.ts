import type {
  ClusterSpec,
  Environment,
  MiddlewareSpec,
  ServiceSpec,
  TeamId,
} from './spec';
import type { NamespaceModel } from './workload';
import { largestRemainder } from './allocation';
import { CLUSTERS } from './clusters';
import { MIDDLEWARE } from './middleware';
import { NamespaceBook } from './NamespaceBook';
import { SERVICES } from './services';

/** Below this, the DaemonSets and the middleware alone would not fit. */
export const MIN_PODS = 200;
/** Above this, the company grows by further copies of its namespaces, not by larger workloads. */
const PODS_PER_COPY = 12_000;
/** Jobs that a CronJob keeps. */
export const JOB_HISTORY = 3;

/** A workload with the number of pods it starts with. */
export interface PlannedWorkload {
  namespace: NamespaceModel;
  pods: number;
  program:
    | { type: 'service'; spec: ServiceSpec }
    | { type: 'middleware'; spec: MiddlewareSpec };
}

/** A middleware that runs on machines outside the cluster. */
export interface ExternalMiddleware {
  spec: MiddlewareSpec;
  namespace: NamespaceModel;
}

export interface ClusterPlan {
  spec: ClusterSpec;
  pods: number;
  nodes: number;
  namespaces: NamespaceModel[];
  workloads: PlannedWorkload[];
  external: ExternalMiddleware[];
}

/**
 * Who runs where with how many pods, adding up to `pods` exactly.
 * @throws RangeError below {@link MIN_PODS}
 */
export function planCompany(pods: number): ClusterPlan[] {
  if (!Number.isSafeInteger(pods) || pods < MIN_PODS) {
    throw new RangeError(
      `the company needs a whole number of at least ${MIN_PODS} pods (got ${pods})`,
    );
  }
  const totals = largestRemainder(pods, CLUSTERS.map(totalShare));
  const copies = Math.max(1, Math.round(pods / PODS_PER_COPY));
  return CLUSTERS.map((spec, i) => planCluster(spec, totals[i], copies));
}

function totalShare(spec: ClusterSpec): number {
  return Object.values(spec.share).reduce((a, b) => a + b, 0);
}

function planCluster(
  spec: ClusterSpec,
  pods: number,
  copies: number,
): ClusterPlan {
  const factor = pods / totalShare(spec);
  const nodes = Math.max(1, Math.round(spec.nodes * factor));
  const namespaces = new NamespaceBook();
  const fixed: PlannedWorkload[] = [];
  const open: Array<PlannedWorkload & { weight: number }> = [];
  const external: ExternalMiddleware[] = [];

  for (let copy = 0; copy < copies; copy++) {
    const place = namespaces.get(
      'middleware',
      spec.environments[0],
      copy,
      'middleware',
    );
    for (const middleware of MIDDLEWARE) {
      const inside = runsInside(middleware, spec);
      if (inside) {
        const replicas = middlewareReplicas(middleware, spec, factor);
        fixed.push({
          namespace: place,
          pods: replicas,
          program: { type: 'middleware', spec: middleware },
        });
      } else {
        external.push({ spec: middleware, namespace: place });
      }
    }
    for (const service of SERVICES.filter(candidate =>
      runsIn(candidate, spec),
    )) {
      if (service.kind === 'DaemonSet') {
        if (copy === 0) {
          fixed.push({
            namespace: namespaces.ofService(service, spec.environments[0], 0),
            pods: nodes,
            program: { type: 'service', spec: service },
          });
        }
        continue;
      }
      for (const environment of environmentsOf(service, spec)) {
        open.push({
          namespace: namespaces.ofService(service, environment, copy),
          pods: 0,
          program: { type: 'service', spec: service },
          weight: service.weight * (environment === 'dev' ? 0.6 : 1),
        });
      }
    }
  }

  fillTeams(spec, pods, fixed, open);
  return {
    spec,
    pods,
    nodes,
    namespaces: namespaces.all(),
    workloads: [...fixed, ...open],
    external,
  };
}

/** Gives each team its share of what the fixed workloads leave over. */
function fillTeams(
  spec: ClusterSpec,
  pods: number,
  fixed: readonly PlannedWorkload[],
  open: ReadonlyArray<PlannedWorkload & { weight: number }>,
): void {
  const fixedByTeam = new Map<TeamId, number>();
  let rest = pods;
  for (const workload of fixed) {
    const team = teamOf(workload);
    fixedByTeam.set(team, (fixedByTeam.get(team) ?? 0) + workload.pods);
    rest -= workload.pods;
  }
  if (rest < 0) {
    throw new RangeError(
      `${
        spec.name
      } gets ${pods} pods, but its DaemonSets and middleware alone need ${
        pods - rest
      }; ask for more pods`,
    );
  }
  const scale = pods / totalShare(spec);
  const teams = Object.entries(spec.share) as Array<[TeamId, number]>;
  const wanted = teams.map(([team, share]) =>
    open.some(workload => teamOf(workload) === team)
      ? Math.max(
          share * scale - (fixedByTeam.get(team) ?? 0),
          share * scale * 0.1,
        )
      : 0,
  );
  const quotas = largestRemainder(rest, wanted);
  teams.forEach(([team], i) => {
    const own = open.filter(workload => teamOf(workload) === team);
    const certain = own.filter(isEssential).slice(0, quotas[i]);
    for (const workload of certain) {
      workload.pods = 1;
    }
    const parts = largestRemainder(
      quotas[i] - certain.length,
      own.map(workload => workload.weight),
    );
    own.forEach((workload, j) => {
      workload.pods += parts[j];
    });
  });
}

/** Scenarios change these, so they exist at every size. */
function isEssential({ program, namespace }: PlannedWorkload): boolean {
  return (
    program.type === 'service' &&
    namespace.copy === 0 &&
    (program.spec.tier === 1 ||
      program.spec.uses.some(({ on }) => on === 'redis-session'))
  );
}

export function teamOf({ program }: Pick<PlannedWorkload, 'program'>): TeamId {
  return program.type === 'service' ? program.spec.team : 'middleware';
}

function runsIn(service: ServiceSpec, spec: ClusterSpec): boolean {
  const [environment] = spec.environments;
  const kind = environment === 'dev' ? 'staging' : environment;
  return (service.where ?? ['prod', 'staging']).includes(kind);
}

function runsInside(middleware: MiddlewareSpec, spec: ClusterSpec): boolean {
  switch (spec.environments[0]) {
    case 'edge':
      return false;
    case 'prod':
      return middleware.place === 'cluster';
    default:
      return true;
  }
}

function middlewareReplicas(
  middleware: MiddlewareSpec,
  spec: ClusterSpec,
  factor: number,
): number {
  if (spec.environments[0] !== 'prod') {
    return 1;
  }
  return Math.max(1, Math.round(middleware.replicas * Math.min(1, factor * 2)));
}

function environmentsOf(
  service: ServiceSpec,
  spec: ClusterSpec,
): readonly Environment[] {
  return service.namespace || service.kind === 'CronJob'
    ? spec.environments.slice(0, 1)
    : spec.environments;
}
