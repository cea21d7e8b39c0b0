import {
  compareStatus,
  type OwnHealth,
} from '@panorama/plugin-service-map-common';
import { groupBy } from '../groupBy';
import type { Carriage, Carriers } from './carry';
import { MAX_ORIGINS } from './thresholds';

export interface Inheritance {
  /** Nodes with a fault of their own, nearest first, then the worst, then by id. */
  origins: string[];
  /** No origin is reached over calls that are measured to fail. */
  isAssumed: boolean;
}

export const NOTHING_INHERITED: Inheritance = { origins: [], isAssumed: false };

/**
 * Where what each node suffers from begins: along the edges that carry faults,
 * past nodes at fault to those behind them.
 *
 * The faults walk to the callers, not the callers to the faults, and each node
 * takes the nearest few only: who calls it is nearer to those than to any other
 * through it. So the work is bounded by edges times `MAX_ORIGINS`, in an outage
 * of everything as well.
 */
export function inheritancesOf(
  ownHealth: ReadonlyMap<string, OwnHealth>,
  carriers: Carriers,
): ReadonlyMap<string, Inheritance> {
  const links = [...ownHealth.keys()].flatMap(caller =>
    carriers
      .of(caller)
      .filter(({ edge }) => ownHealth.has(edge.to))
      .map(({ edge, by }) => ({ caller, callee: edge.to, by })),
  );
  const ranks = ranksOf(ownHealth);
  const callers = groupBy(links.filter(isBy('measured')), link => link.callee);
  const spread = (seeds: Step[]) =>
    nearest(seeds, ranks, id => callers.get(id)?.map(({ caller }) => caller));
  const measured = spread(
    [...ranks.keys()].map(id => ({ origin: id, at: id })),
  );
  const assumed = spread(
    links
      .filter(isBy('assumed'))
      .filter(({ callee }) => ownHealth.get(callee) === 'down')
      .map(({ caller, callee }) => ({ origin: callee, at: caller })),
  );
  const inheritances = new Map<string, Inheritance>();
  for (const id of new Set([...measured.keys(), ...assumed.keys()])) {
    const known = without(measured.get(id), id);
    const all = [...new Set([...known, ...without(assumed.get(id), id)])];
    if (all.length > 0) {
      inheritances.set(id, {
        origins: all.slice(0, MAX_ORIGINS),
        isAssumed: known.length === 0,
      });
    }
  }
  return inheritances;
}

/** A fault that has come as far as this node. */
interface Step {
  origin: string;
  at: string;
}

/** The nearest origins of every node, ring by ring. */
function nearest(
  seeds: readonly Step[],
  ranks: ReadonlyMap<string, number>,
  callersOf: (id: string) => readonly string[] | undefined,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const byRank = (a: Step, b: Step) =>
    ranks.get(a.origin)! - ranks.get(b.origin)!;
  let ring = [...seeds].sort(byRank);
  while (ring.length > 0) {
    const taken: Step[] = [];
    for (const step of ring) {
      const origins = found.get(step.at) ?? [];
      // One more than is shown: a node in a cycle meets itself.
      if (origins.length > MAX_ORIGINS || origins.includes(step.origin)) {
        continue;
      }
      found.set(step.at, [...origins, step.origin]);
      taken.push(step);
    }
    ring = taken
      .flatMap(({ origin, at }) =>
        (callersOf(at) ?? []).map(caller => ({ origin, at: caller })),
      )
      .sort(byRank);
  }
  return found;
}

/** Nodes at fault, the worst first, then by id. */
function ranksOf(
  ownHealth: ReadonlyMap<string, OwnHealth>,
): ReadonlyMap<string, number> {
  const atFault = [...ownHealth].filter(
    ([, own]) => own === 'down' || own === 'degraded',
  );
  atFault.sort(
    ([a, x], [b, y]) => compareStatus(y, x) || (a < b ? -1 : Number(a > b)),
  );
  return new Map(atFault.map(([id], rank) => [id, rank]));
}

function isBy(by: Carriage) {
  return (link: { by: Carriage }) => link.by === by;
}

function without(origins: readonly string[] = [], id: string): string[] {
  return origins.filter(origin => origin !== id);
}
