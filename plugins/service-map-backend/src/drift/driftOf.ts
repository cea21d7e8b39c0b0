import type {
  EdgeDrift,
  MapEdge,
  MapNode,
} from '@panorama/plugin-service-map-common';

/** What the catalog has to say at all, and what policies say about one edge. */
export interface DriftKnowledge {
  /** False where nobody read the catalog: then nothing is undeclared. */
  isCatalogRead: boolean;
  isForbidden: boolean;
}

type End = Pick<MapNode, 'entityRef'>;

/** How declaration and observation of an edge agree. */
export function driftOf(
  { witnesses }: Pick<MapEdge, 'witnesses'>,
  from: End,
  to: End,
  { isCatalogRead, isForbidden }: DriftKnowledge,
): EdgeDrift {
  if (isForbidden) {
    return 'forbidden';
  }
  const isDeclared = witnesses.some(({ basis }) => basis === 'declaration');
  const isSeen = witnesses.some(({ basis }) => basis !== 'declaration');
  if (isDeclared) {
    return isSeen ? 'agreed' : 'unseen';
  }
  if (!isCatalogRead || !from.entityRef || !to.entityRef) {
    return 'untracked';
  }
  // Parts of one component need no declaration among themselves.
  return from.entityRef === to.entityRef ? 'agreed' : 'undeclared';
}

/** ms since the epoch: since when an edge drifts; `undefined` where it does not. */
export function driftSince({
  drift,
  witnesses,
}: Pick<MapEdge, 'drift' | 'witnesses'>): number | undefined {
  switch (drift) {
    case 'agreed':
      return undefined;
    case 'unseen':
    case 'forbidden':
    case 'undeclared':
    case 'untracked':
      return witnesses.length > 0
        ? Math.min(...witnesses.map(({ firstSeen }) => firstSeen))
        : undefined;
    default:
      return drift satisfies never;
  }
}
