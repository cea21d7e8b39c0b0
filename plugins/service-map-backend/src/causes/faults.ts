import type {
  CauseEvidence,
  MapNode,
} from '@panorama/plugin-service-map-common';
import type { CauseDraft } from './causeFacts';
import type { CauseIndex } from './CauseIndex';
import { BARE_FAULT, FAULT, SILENT_CALLEE, TOO_LATE_MS } from './weights';

/** The nodes from which this one suffers, the deepest scoring highest. */
export function inheritedFaults(
  index: CauseIndex,
  node: MapNode,
): CauseDraft[] {
  const { inheritedFrom, own, isInheritanceAssumed } = node.health;
  const origins = inheritedFrom.flatMap(id => index.node(id) ?? []);
  const onset = index.onset(node.id);
  return origins.map(origin => {
    const isDeepest = !origin.health.inheritedFrom.some(id =>
      inheritedFrom.includes(id),
    );
    const begun = index.onset(origin.id);
    const isTooLate =
      onset !== undefined && begun !== undefined && begun > onset + TOO_LATE_MS;
    const score =
      FAULT.base +
      (isDeepest ? FAULT.deepest : 0) +
      (origin.health.own === 'down' ? FAULT.down : 0) +
      (isInheritanceAssumed ? FAULT.assumed : 0) +
      (isTooLate ? FAULT.tooLate : 0) +
      (own === 'down' ? FAULT.besideOwn : 0);
    return {
      kind: 'fault' as const,
      subject: origin.id,
      nodeId: origin.id,
      score,
      evidence: [
        ...findingsOf(origin),
        {
          type: 'sufferers' as const,
          ...(begun !== undefined && { at: begun }),
          amount: index.sufferers(origin.id),
        },
      ],
    };
  });
}

/** The node itself, when nobody knows better. */
export function bareFault(node: MapNode): CauseDraft[] {
  if (node.health.findings.length === 0) return [];
  return [
    {
      kind: 'fault',
      subject: node.id,
      nodeId: node.id,
      score: BARE_FAULT,
      evidence: findingsOf(node),
    },
  ];
}

/** A callee that nobody measures and to which every call fails. */
export function silentCallees(index: CauseIndex, node: MapNode): CauseDraft[] {
  const finding = node.health.findings.find(
    ({ code }) => code === 'calls-fail',
  );
  if (!finding) return [];
  return index
    .outward(node.id)
    .filter(
      ({ to, health, drift }) =>
        health === 'down' &&
        drift !== 'forbidden' &&
        index.node(to)?.health.own === 'unknown',
    )
    .map(({ to }) => ({
      kind: 'fault' as const,
      subject: to,
      nodeId: to,
      score: SILENT_CALLEE,
      evidence: [
        {
          type: 'finding' as const,
          ...(finding.since !== undefined && { at: finding.since }),
          nodeId: node.id,
          finding,
        },
      ],
    }));
}

export function findingsOf({ id, health }: MapNode): CauseEvidence[] {
  return health.findings.map(finding => ({
    type: 'finding',
    ...(finding.since !== undefined && { at: finding.since }),
    nodeId: id,
    finding,
  }));
}
