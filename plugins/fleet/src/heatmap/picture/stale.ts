import type { HeatmapView } from '../types';

/**
 * What must be done again before the next frame. Each line implies the ones
 * below it: a new grouping needs a new layout, that new positions, and so on.
 */
const PARTS = ['grouping', 'layout', 'cells', 'positions', 'offset'] as const;
export type StalePart = (typeof PARTS)[number];

/** How much of a picture is out of date. */
export class Staleness {
  /** Index of the first part to do again; behind the last one when all is fresh. */
  private first = 0;

  outdate(part: StalePart): void {
    this.first = Math.min(this.first, PARTS.indexOf(part));
  }

  /** `part` and all above it are fresh again. */
  refreshed(part: StalePart): void {
    this.first = Math.max(this.first, PARTS.indexOf(part) + 1);
  }

  has(part: StalePart): boolean {
    return this.first <= PARTS.indexOf(part);
  }

  any(): boolean {
    return this.first < PARTS.length;
  }
}

/** True where cells get other colours, or other counts. */
export function isRecoloured(old: HeatmapView, view: HeatmapView): boolean {
  return (
    view.colouring !== old.colouring ||
    view.cuts?.join() !== old.cuts?.join() ||
    view.match !== old.match
  );
}

/** The parts that another view makes stale. */
export function staleParts(old: HeatmapView, view: HeatmapView): StalePart[] {
  const parts: Array<[StalePart, boolean]> = [
    [
      'grouping',
      view.grouping.join() !== old.grouping.join() ||
        view.onlyMatches !== old.onlyMatches ||
        (view.onlyMatches && view.match !== old.match),
    ],
    ['layout', view.wall !== old.wall],
    ['cells', isRecoloured(old, view)],
    ['positions', view.locale !== old.locale],
  ];
  return parts.filter(([, isStale]) => isStale).map(([part]) => part);
}
