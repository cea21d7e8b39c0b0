import {
  podStateFamily,
  type PodListItem,
} from '@panorama/plugin-fleet-common';
import type {
  CronJobFields,
  DeploymentFields,
  FleetObject,
  JobFields,
  PlatformFleet,
  WarningEventFields,
  WorkloadFields,
} from '@panorama/plugin-fleet-node';
import type { EstatePod, EstateRollout, EstateWorkload } from './Estate';

type Workload = Omit<
  EstateWorkload,
  'pods' | 'reason' | 'since' | 'tenant' | 'entityRef' | 'owner' | 'system'
>;

/** Kinds with a number of replicas; what comes later is nobody's owner. */
const REPLICATED: Record<string, string> = {
  Deployment: 'deployments.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
};

/** Every workload with its pods: those that are watched, and those that only pods name. */
export function readWorkloads(
  fleet: PlatformFleet,
  warnings: ReadonlyArray<FleetObject<WarningEventFields>>,
): EstateWorkload[] {
  const pods = podsByWorkload(fleet.pods({}));
  const troubles = firstWarnings(warnings);
  const workloads = new Map<string, Workload>();
  for (const workload of watchedWorkloads(fleet)) {
    workloads.set(keyOf(workload), workload);
  }
  for (const [key, items] of pods) {
    if (!workloads.has(key)) {
      const unwatched = unwatchedWorkload(items);
      if (unwatched) {
        workloads.set(key, unwatched);
      }
    }
  }
  return [...workloads].map(([key, workload]) => {
    const items = pods.get(key) ?? [];
    const estatePods = items.map(item => estatePod(item, troubles));
    return {
      ...workload,
      ...attributesOf(items),
      pods: estatePods,
      ...troubleOf(estatePods),
    };
  });
}

function* watchedWorkloads(fleet: PlatformFleet): Iterable<Workload> {
  for (const [kind, kindId] of Object.entries(REPLICATED)) {
    for (const object of fleet.objects<WorkloadFields>(kindId)) {
      const { desired, ready, template, selector, owner, rateTolerance } =
        object.fields;
      yield {
        ...identityOf(object, kind),
        desired,
        ready,
        template,
        selector,
        ...(owner && { controller: owner }),
        ...(kind === 'Deployment' &&
          rolloutOf(object.fields as DeploymentFields)),
        ...(rateTolerance && { rateTolerance }),
      };
    }
  }
  for (const object of fleet.objects<CronJobFields>('cronjobs.batch')) {
    const { active, template } = object.fields;
    // Between two runs nothing is missing.
    yield {
      ...identityOf(object, 'CronJob'),
      desired: active,
      ready: active,
      template,
    };
  }
  for (const object of fleet.objects<JobFields>('jobs.batch')) {
    const { desired, ready, active, owner } = object.fields;
    // What is finished calls nobody; a CronJob's Jobs are the CronJob.
    if (active > 0 && owner?.kind !== 'CronJob') {
      yield {
        ...identityOf(object, 'Job'),
        desired,
        ready,
        ...(owner && { controller: owner }),
      };
    }
  }
}

function rolloutOf({ updated, paused, conditions }: DeploymentFields): {
  rollout?: EstateRollout;
} {
  return paused
    ? {}
    : {
        rollout: {
          updated,
          isDeadlineExceeded: conditions.some(
            ({ type, reason }) =>
              type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
          ),
        },
      };
}

function identityOf(object: FleetObject, kind: string) {
  const { cluster, namespace, name, createdAt, labels } = object;
  return { cluster, namespace, kind, name, createdAt, labels };
}

function keyOf(workload: {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}): string {
  const { cluster, namespace, kind, name } = workload;
  return `${cluster}/${namespace}/${kind}/${name}`;
}

function podsByWorkload(items: PodListItem[]): Map<string, PodListItem[]> {
  const groups = new Map<string, PodListItem[]>();
  for (const item of items) {
    const key = keyOf({
      ...item,
      kind: item.workloadKind,
      name: item.workloadName,
    });
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}

function unwatchedWorkload(items: PodListItem[]): Workload | undefined {
  const living = items.filter(({ state }) => state !== 'completed');
  if (living.length === 0) {
    return undefined;
  }
  const [{ cluster, namespace, workloadKind, workloadName }] = living;
  return {
    cluster,
    namespace,
    kind: workloadKind,
    name: workloadName,
    createdAt: Math.min(...living.map(({ createdAt }) => createdAt)),
    labels: {},
    desired: living.length,
    ready: living.filter(({ state }) => state === 'running').length,
  };
}

function estatePod(
  item: PodListItem,
  troubles: ReadonlyMap<string, number>,
): EstatePod {
  const { name, state, reason, node, zone, restartsLastHour, createdAt } = item;
  const troubledSince = isTroubled(state)
    ? troubles.get(`${item.cluster}/${item.namespace}/${name}`)
    : undefined;
  return {
    name,
    state,
    ...(reason && { reason }),
    ...(node && { node }),
    ...(zone && { zone }),
    restartsLastHour,
    createdAt,
    ...(troubledSince !== undefined && { troubledSince }),
  };
}

/** When the first warning about each pod was given. */
function firstWarnings(
  warnings: ReadonlyArray<FleetObject<WarningEventFields>>,
): Map<string, number> {
  const first = new Map<string, number>();
  for (const { cluster, fields } of warnings) {
    const { involved, firstSeen } = fields;
    if (involved.kind === 'Pod') {
      const key = `${cluster}/${involved.namespace}/${involved.name}`;
      first.set(key, Math.min(first.get(key) ?? Infinity, firstSeen));
    }
  }
  return first;
}

function isTroubled(state: EstatePod['state']): boolean {
  const family = podStateFamily(state);
  return (
    family === 'failing' || family === 'waiting' || family === 'notserving'
  );
}

/** The reason of most pods in trouble, and since when; of equal ones the first in the alphabet. */
function troubleOf(
  pods: EstatePod[],
): Pick<EstateWorkload, 'reason' | 'since'> {
  const counts = new Map<string, number>();
  let since = Infinity;
  for (const { state, reason, troubledSince } of pods) {
    if (isTroubled(state)) {
      const word = reason ?? state;
      counts.set(word, (counts.get(word) ?? 0) + 1);
      since = Math.min(since, troubledSince ?? Infinity);
    }
  }
  const [commonest] = [...counts].sort(
    ([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1),
  );
  return {
    ...(commonest && { reason: commonest[0] }),
    ...(since < Infinity && { since }),
  };
}

/** The newest pod says what holds now: labels change with a rollout. */
function attributesOf(items: PodListItem[]) {
  const newest = items.reduce<PodListItem | undefined>(
    (best, item) => (best && best.createdAt >= item.createdAt ? best : item),
    undefined,
  );
  const { tenant, entityRef, owner, system } = newest ?? {};
  return {
    ...(tenant && { tenant }),
    ...(entityRef && { entityRef }),
    ...(owner && { owner }),
    ...(system && { system }),
  };
}
