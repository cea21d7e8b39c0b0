import type { HealthFinding } from '@panorama/plugin-service-map-common';
import type { NodeFacts, WorkloadFacts } from '../graph/types';
import type { Suspicion } from './probation';
import { CONFIRM_MS, RESTART_MS, ROLLOUT_MS } from './thresholds';

const SOURCE = 'kubernetes';

/** These end: that no replica is ready is their normal end, not a fault. */
const ENDING_KINDS = new Set(['Job', 'CronJob']);

/** Reasons that do not pass by themselves while a rollout goes on. */
const FAILING_REASONS = new Set([
  'CrashLoopBackOff',
  'ContainerCannotRun',
  'CreateContainerConfigError',
  'CreateContainerError',
  'ErrImagePull',
  'Error',
  'Evicted',
  'ImagePullBackOff',
  'InvalidImageName',
  'NodeLost',
  'OOMKilled',
  'RunContainerError',
  'StartError',
]);

export interface WorkloadVerdict {
  suspicions: Suspicion[];
  /** All replicas that should be ready are, and where endpoints are counted there are some. */
  isReady: boolean;
}

/**
 * What the pods of a node say. Kiali's rule where it is right: nothing ready is
 * down, fewer than wanted is degraded. Unlike Kiali's, it lets replicas start
 * and be replaced, tells “scaled to zero” (no finding) from a fault, and adds
 * the Service that leads nowhere although its pods are ready.
 *
 * @param hasBeenReady - keys of `workloadKey` that were ready in an earlier look.
 * @param hasCallers - a Service without pods that nobody calls is left over, not down.
 */
export function judgeWorkloads(
  nodeId: string,
  facts: NodeFacts,
  hasBeenReady: ReadonlySet<string>,
  hasCallers: boolean,
): WorkloadVerdict {
  const running = facts.workloads.filter(
    ({ kind, desired }) => desired > 0 && !ENDING_KINDS.has(kind),
  );
  const anyReady = running.some(({ ready }) => ready > 0);
  const suspicions = running
    .filter(({ ready, desired }) => ready < desired)
    .map(workload => ({
      finding: findingOf(workload, anyReady),
      minimumMs: patienceWith(
        workload,
        hasBeenReady.has(workloadKey(nodeId, workload)),
      ),
      minimumLooks: 1,
    }));
  if (leadsNowhere(facts, running, anyReady, hasCallers)) {
    suspicions.push({
      finding: {
        code: 'no-endpoint',
        level: 'down',
        numbers: {},
        texts: { service: nodeId.split('/').pop() ?? nodeId },
        source: SOURCE,
      },
      minimumMs: RESTART_MS,
      minimumLooks: 2,
    });
  }
  return {
    suspicions,
    isReady:
      running.length > 0 &&
      running.every(({ ready, desired }) => ready >= desired) &&
      facts.readyEndpoints !== 0,
  };
}

export function workloadKey(
  nodeId: string,
  { kind, name }: Pick<WorkloadFacts, 'kind' | 'name'>,
): string {
  return `${nodeId}\n${kind}\n${name}`;
}

function findingOf(workload: WorkloadFacts, anyReady: boolean): HealthFinding {
  const { ready, desired, name, reason = '', since } = workload;
  const common = {
    ...(since !== undefined && { since }),
    texts: { workload: name, reason },
    source: SOURCE,
  };
  return anyReady
    ? {
        code: 'few-ready-replicas',
        level: 'degraded',
        numbers: { ready, desired },
        ...common,
      }
    : {
        code: 'no-ready-replica',
        level: 'down',
        numbers: { desired },
        ...common,
      };
}

function patienceWith(workload: WorkloadFacts, hasBeenReady: boolean): number {
  if (workload.reason && FAILING_REASONS.has(workload.reason)) {
    return CONFIRM_MS;
  }
  return hasBeenReady && workload.ready === 0 ? RESTART_MS : ROLLOUT_MS;
}

function leadsNowhere(
  facts: NodeFacts,
  running: readonly WorkloadFacts[],
  anyReady: boolean,
  hasCallers: boolean,
): boolean {
  if (facts.readyEndpoints !== 0) return false;
  if (running.length > 0) return anyReady; // Otherwise the pods are the fault.
  // Scaled to zero on purpose is not a fault of the Service (rule HP06 says who still needs it).
  return facts.workloads.length === 0 && hasCallers;
}
