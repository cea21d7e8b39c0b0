import {
  compareStatus,
  type OwnHealth,
} from '@panorama/plugin-service-map-common';
import type { Carriers } from './carry';
import { MAX_ORIGINS } from './thresholds';

export interface Inheritance {
  /** Nodes with a fault of their own, nearest first, then the worst, then by id. */
  origins: string[];
  /** No origin is reached over calls that are measured to fail. */
  isAssumed: boolean;
}

/**
 * Where what a node suffers from begins: a walk along the edges that carry
 * faults, past nodes at fault to those behind them. Each node is visited once,
 * so that cycles end.
 */
export function inheritanceOf(
  id: string,
  carriers: Carriers,
  ownHealth: (id: string) => OwnHealth | undefined,
): Inheritance {
  const seen = new Set([id]);
  const origins: string[] = [];
  const assumed: string[] = [];
  let ring = [id];
  while (ring.length > 0 && origins.length < MAX_ORIGINS) {
    const next = new Set<string>();
    const assumable = new Set<string>();
    for (const { edge, by } of ring.flatMap(caller => carriers.of(caller))) {
      if (seen.has(edge.to) || ownHealth(edge.to) === undefined) continue;
      if (by === 'measured') next.add(edge.to);
      else if (ownHealth(edge.to) === 'down') assumable.add(edge.to);
    }
    next.forEach(callee => seen.add(callee));
    ring = [...next];
    origins.push(...worstFirst(ring.filter(isAtFault), ownHealth));
    const ends = [...assumable].filter(
      callee => !next.has(callee) && !assumed.includes(callee),
    );
    assumed.push(...worstFirst(ends, ownHealth));
  }
  const all = [
    ...origins,
    ...assumed.filter(origin => !origins.includes(origin)),
  ];
  return {
    origins: all.slice(0, MAX_ORIGINS),
    isAssumed: origins.length === 0 && all.length > 0,
  };

  function isAtFault(callee: string) {
    const own = ownHealth(callee);
    return own === 'down' || own === 'degraded';
  }
}

function worstFirst(
  ids: string[],
  ownHealth: (id: string) => OwnHealth | undefined,
): string[] {
  return [...ids].sort(
    (a, b) =>
      compareStatus(ownHealth(b)!, ownHealth(a)!) ||
      (a < b ? -1 : Number(a > b)),
  );
}
