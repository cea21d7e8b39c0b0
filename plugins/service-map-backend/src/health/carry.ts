import type { MapEdge } from '@panorama/plugin-service-map-common';
import { isFailing, type JudgedEdge } from './callersVerdict';

/**
 * Along which edges a fault reaches the caller.
 *
 * - `measured` the calls themselves fail.
 * - `assumed`  nobody measures the calls, and the callee is down. An assumption
 *   is the last step only: that A suffers because B, which is not down, may
 *   suffer from C would paint the whole estate.
 */
export type Carriage = 'measured' | 'assumed';

/** An edge that may carry a fault of its callee to its caller. */
export interface Carrier {
  edge: MapEdge;
  by: Carriage;
}

export interface Carriers {
  /** By id of the caller. */
  of(caller: string): readonly Carrier[];
}

/** @param isAtFault - whether a callee has a fault of its own that is beyond doubt. */
export function carriersOf(
  edges: readonly JudgedEdge[],
  isAtFault: (id: string) => boolean,
): Carriers {
  const carriers = new Map<string, Carrier[]>();
  for (const judged of edges) {
    const by = carriageOf(judged, isAtFault);
    if (!by) continue;
    const { edge } = judged;
    const siblings = carriers.get(edge.from);
    if (siblings) siblings.push({ edge, by });
    else carriers.set(edge.from, [{ edge, by }]);
  }
  return { of: caller => carriers.get(caller) ?? [] };
}

function carriageOf(
  { edge, isSuspect }: JudgedEdge,
  isAtFault: (id: string) => boolean,
): Carriage | undefined {
  if (edge.from === edge.to) return undefined;
  if (isFailing(edge)) return 'measured';
  // A fault at the other end is all the confirmation that a suspicion needs.
  if (isSuspect) return isAtFault(edge.to) ? 'measured' : undefined;
  return edge.health === 'unknown' && isAssumable(edge) ? 'assumed' : undefined;
}

/** A declaration may be years old, and what a policy forbids was never there to lose. */
function isAssumable({ drift, witnesses }: MapEdge): boolean {
  return (
    drift !== 'forbidden' &&
    witnesses.some(({ basis }) => basis !== 'declaration')
  );
}
