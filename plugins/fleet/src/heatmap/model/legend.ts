import { NO_ID, type PodTable } from '@panorama/plugin-fleet-common';
import type { BoundColouring, CellLook, LegendLabel } from './colouring/types';

/** How many pods of an entry wait for the same reason. */
export interface LegendReason {
  reason: string;
  count: number;
}

export interface LegendEntry {
  code: number;
  label: LegendLabel;
  look: CellLook;
  /** Pods under the viewer's rights. */
  count: number;
  /** Of these, how many match the filter; equals `count` without one. */
  matching: number;
  term: string;
  /** Kubernetes' words behind a state, most frequent first; empty for other colourings. */
  reasons: LegendReason[];
}

const MAX_REASONS = 8;

/** All entries in their fixed order, also those that count zero: a legend never reflows. */
export function legendOf(
  table: PodTable,
  colouring: BoundColouring,
  match?: Uint8Array,
): LegendEntry[] {
  const count = new Uint32Array(colouring.codes.length);
  const matching = new Uint32Array(colouring.codes.length);
  const reasons = colouring.codes.map(() => new Map<number, number>());
  for (let slot = 0; slot < table.length; slot++) {
    if (table.live[slot]) {
      const code = colouring.codeOf(slot);
      count[code] += 1;
      matching[code] += !match || match[slot] ? 1 : 0;
      const reason = table.reason[slot];
      if (reason !== NO_ID) {
        reasons[code].set(reason, (reasons[code].get(reason) ?? 0) + 1);
      }
    }
  }
  return colouring.codes.map((spec, code) => ({
    code,
    label: spec.label,
    look: spec.look,
    count: count[code],
    matching: matching[code],
    term: spec.term,
    reasons: colouring.id === 'state' ? namedReasons(table, reasons[code]) : [],
  }));
}

function namedReasons(
  table: PodTable,
  counts: Map<number, number>,
): LegendReason[] {
  return [...counts]
    .map(([reason, count]) => ({ reason: table.reasons[reason], count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
    .slice(0, MAX_REASONS);
}
