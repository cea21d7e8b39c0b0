import type {
  Change,
  HealthFinding,
  MapNode,
} from '@panorama/plugin-service-map-common';
import type { CauseDraft } from './causeFacts';
import type { CauseIndex } from './CauseIndex';
import {
  CHANGE,
  CHANGE_OF_CALLEE,
  CHANGE_SCORE,
  CHANGE_WINDOW_MS,
  CLOCK_SLACK_MS,
} from './weights';

/** Signs that something does not get through, as when a policy or a Service is in the way. */
const UNREACHABLE = new Set<HealthFinding['code']>([
  'callers-fail',
  'calls-fail',
  'connect-failures',
  'no-endpoint',
]);

/** Changes of the node, and of what it calls, in the half hour before it fell ill. */
export function changeCauses(index: CauseIndex, node: MapNode): CauseDraft[] {
  const onset = index.onset(node.id);
  if (onset === undefined || node.health.findings.length === 0) return [];
  const own = candidatesOf(index.changesOf(node), node, node, onset, 1);
  const callees = index
    .outward(node.id)
    .flatMap(({ to }) => index.node(to) ?? [])
    .flatMap(callee =>
      candidatesOf(
        index.changesOf(callee),
        callee,
        node,
        onset,
        CHANGE_OF_CALLEE,
      ),
    );
  return [...own, ...callees, ...certificates(index, node, onset)];
}

function candidatesOf(
  changes: readonly Change[],
  changed: MapNode,
  node: MapNode,
  onset: number,
  relevance: number,
): CauseDraft[] {
  return changes.flatMap(change => {
    const age = onset - change.at;
    if (age > CHANGE_WINDOW_MS || age < -CLOCK_SLACK_MS) return [];
    return [
      {
        kind: 'change' as const,
        subject: change.id,
        nodeId: changed.id,
        score: scoreOf(age) * fitOf(change, node) * relevance,
        evidence: [{ type: 'change' as const, at: change.at, change }],
      },
    ];
  });
}

/** Nobody knows which workloads present a certificate; one of the namespace that expired is worth a look. */
function certificates(
  index: CauseIndex,
  { id, place }: MapNode,
  onset: number,
): CauseDraft[] {
  if (!place) return [];
  return index
    .changesIn(place.cluster, place.namespace)
    .filter(
      ({ kind, texts, at }) =>
        kind === 'certificate' &&
        texts.event === 'expired' &&
        onset - at <= CHANGE_WINDOW_MS &&
        at - onset <= CLOCK_SLACK_MS,
    )
    .map(change => ({
      kind: 'certificate' as const,
      subject: change.id,
      nodeId: id,
      score: scoreOf(onset - change.at) * CHANGE.certificate,
      evidence: [{ type: 'change' as const, at: change.at, change }],
    }));
}

function scoreOf(ageMs: number): number {
  const { oldest, latest } = CHANGE_SCORE;
  const closeness = 1 - Math.max(0, ageMs) / CHANGE_WINDOW_MS;
  return oldest + (latest - oldest) * closeness;
}

/** How well such a change explains such a fault. */
function fitOf(change: Change, { health }: MapNode): number {
  const isUnreachable = health.findings.some(({ code }) =>
    UNREACHABLE.has(code),
  );
  switch (change.kind) {
    case 'network-policy':
      return isUnreachable ? 1 : CHANGE['network-policy'];
    case 'service':
      return isUnreachable ? 1 : CHANGE.service;
    case 'scaled':
      // More replicas hardly break anything; fewer may be too few.
      return change.numbers.to < change.numbers.from ? 0.9 : CHANGE.scaled / 2;
    default:
      return CHANGE[change.kind];
  }
}
