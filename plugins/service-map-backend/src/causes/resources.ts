import type {
  HealthFinding,
  MapNode,
} from '@panorama/plugin-service-map-common';
import type { CauseDraft } from './causeFacts';
import type { CauseIndex } from './CauseIndex';
import { CERTIFICATE_EXPIRED, NAME_LOOKUP, RESOURCE } from './weights';

/** Share of a resource above which there is nothing left to work with. */
const EXHAUSTED = 0.95;

/** Nodes that must see DNS fail before it is DNS and not one of them. */
const SHARED_LOOKUPS = 3;

/** What the node ran out of, as its own findings tell. */
export function resourceCauses(_: CauseIndex, node: MapNode): CauseDraft[] {
  return node.health.findings.flatMap(finding => {
    const score = scarcityOf(finding);
    return score === undefined
      ? []
      : [draftOf('resource', node, finding, score)];
  });
}

function scarcityOf({ code, numbers, texts }: HealthFinding) {
  switch (code) {
    case 'disk-used':
    case 'memory-used':
    case 'connections-used':
      return numbers.used >= numbers.max * EXHAUSTED
        ? RESOURCE.exhausted
        : RESOURCE.nearlyExhausted;
    case 'pool-exhausted':
      return RESOURCE.exhausted;
    case 'no-ready-replica':
    case 'few-ready-replicas':
      if (texts.reason === 'Evicted') return RESOURCE.exhausted;
      return texts.reason === 'OOMKilled'
        ? RESOURCE.killedForMemory
        : undefined;
    default:
      return undefined;
  }
}

/** A certificate that the node presents or checks has expired. */
export function certificateCauses(_: CauseIndex, node: MapNode): CauseDraft[] {
  return node.health.findings
    .filter(({ code }) => code === 'certificate-expired')
    .map(finding => draftOf('certificate', node, finding, CERTIFICATE_EXPIRED));
}

/** DNS answers with failures: to several nodes of a cluster, it is DNS. */
export function nameLookupCauses(
  index: CauseIndex,
  node: MapNode,
): CauseDraft[] {
  const failing = node.health.findings.find(isLookupFailure);
  if (!failing) return [];
  const cluster = node.place?.cluster;
  const others = index.facts.nodes.filter(
    ({ place, health }) =>
      place?.cluster === cluster && health.findings.some(isLookupFailure),
  );
  const isShared = others.length >= SHARED_LOOKUPS;
  const draft = draftOf(
    'name-lookup',
    node,
    failing,
    isShared ? NAME_LOOKUP.shared : NAME_LOOKUP.alone,
  );
  return [
    isShared
      ? {
          ...draft,
          subject: `${cluster ?? ''}/dns`,
          evidence: [
            ...draft.evidence,
            { type: 'sufferers' as const, amount: others.length },
          ],
        }
      : draft,
  ];
}

function isLookupFailure({ code }: HealthFinding): boolean {
  return code === 'dns-failures';
}

function draftOf(
  kind: CauseDraft['kind'],
  { id }: MapNode,
  finding: HealthFinding,
  score: number,
): CauseDraft {
  return {
    kind,
    subject: id,
    nodeId: id,
    score,
    evidence: [
      {
        type: 'finding',
        ...(finding.since !== undefined && { at: finding.since }),
        nodeId: id,
        finding,
      },
    ],
  };
}
