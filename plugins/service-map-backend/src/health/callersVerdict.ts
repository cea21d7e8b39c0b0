import type {
  HealthFinding,
  MapEdge,
} from '@panorama/plugin-service-map-common';

/** An edge after its own verdict. */
export interface JudgedEdge {
  edge: MapEdge;
  /** Red soon: looks wrong and has not yet lasted. */
  isSuspect: boolean;
}

/** Callers that must fail before they accuse a callee together: one may have a fault of its own. */
const MIN_ACCUSERS = 2;

/**
 * How a database, a queue or a host outside turns red though nobody measures it
 * from inside: several callers fail there, and they are at least half of those
 * whose calls are measured. Calls that a NetworkPolicy forbids accuse nobody.
 *
 * @param isContradicted - its exporter says that all is well: then it is not down.
 */
export function judgeByCallers(
  inward: readonly JudgedEdge[],
  isContradicted: boolean,
): HealthFinding | undefined {
  const measured = inward.filter(
    ({ edge }) =>
      edge.from !== edge.to &&
      edge.drift !== 'forbidden' &&
      edge.health !== 'unknown',
  );
  const failing = measured.filter(({ edge }) => isFailing(edge));
  if (failing.length < MIN_ACCUSERS || failing.length * 2 < measured.length) {
    return undefined;
  }
  const down = failing.filter(({ edge }) => edge.health === 'down');
  return {
    code: 'callers-fail',
    level:
      !isContradicted && down.length * 2 > measured.length
        ? 'down'
        : 'degraded',
    since: Math.min(...failing.map(({ edge }) => beginningOf(edge))),
    numbers: { failing: failing.length, callers: measured.length },
    texts: {},
    source: failing[0].edge.findings[0]?.source ?? 'traffic',
  };
}

/** What a node cannot call although the callee has no fault that anybody knows: its own trouble, then. */
export function judgeByCalls(
  unexplained: readonly MapEdge[],
  measured: number,
): HealthFinding | undefined {
  const down = unexplained.filter(({ health }) => health === 'down');
  if (down.length === 0) return undefined;
  return {
    code: 'calls-fail',
    level: 'degraded',
    since: Math.min(...down.map(beginningOf)),
    numbers: { failing: down.length, callees: measured },
    texts: {},
    source: down[0].findings[0]?.source ?? 'traffic',
  };
}

export function isFailing({ health }: Pick<MapEdge, 'health'>): boolean {
  return health === 'degraded' || health === 'down';
}

/** Every finding has a beginning once it has been on probation. */
function beginningOf(edge: MapEdge): number {
  return Math.min(...edge.findings.map(({ since }) => since ?? Infinity));
}
