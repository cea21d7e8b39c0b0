import type { MapNode } from '@panorama/plugin-service-map-common';
import type { CauseDraft } from './causeFacts';
import type { CauseIndex } from './CauseIndex';
import { CLOCK_SLACK_MS, CHANGE_WINDOW_MS, FORBIDDEN_CALLS } from './weights';

/** Changed just before, a policy that forbids failing calls is hardly a coincidence. */
const CHANGED_BEFORE = 0.14;

/** Calls from or to the node that fail and that a NetworkPolicy forbids. */
export function forbiddenCalls(index: CauseIndex, node: MapNode): CauseDraft[] {
  const calls = [...index.outward(node.id), ...index.inward(node.id)].filter(
    ({ drift, health }) => drift === 'forbidden' && health === 'down',
  );
  if (calls.length === 0) return [];
  const onset = index.onset(node.id);
  const ends = new Set(calls.flatMap(({ from, to }) => [from, to]));
  const changes = [...ends]
    .flatMap(id => index.node(id) ?? [])
    .flatMap(end => index.changesOf(end))
    .filter(
      ({ kind, at }) =>
        kind === 'network-policy' &&
        onset !== undefined &&
        onset - at <= CHANGE_WINDOW_MS &&
        at - onset <= CLOCK_SLACK_MS,
    );
  const latest = changes.sort((a, b) => b.at - a.at)[0];
  return [
    {
      kind: 'network-policy',
      subject: latest?.id ?? node.id,
      nodeId: node.id,
      score: FORBIDDEN_CALLS + (latest ? CHANGED_BEFORE : 0),
      evidence: [
        ...(latest
          ? [{ type: 'change' as const, at: latest.at, change: latest }]
          : []),
        ...calls.map(({ from, to, findings }) => ({
          type: 'forbidden-calls' as const,
          ...(findings[0]?.since !== undefined && { at: findings[0].since }),
          from,
          to,
        })),
      ],
    },
  ];
}
