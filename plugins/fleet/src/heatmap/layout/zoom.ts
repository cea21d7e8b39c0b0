import type { ZoomLevel } from '../types';

/** CSS pixels from cell to cell at which a level begins (ux.md, section 10.1). */
export const LEVEL_PITCH: Record<ZoomLevel, number> = {
  clusters: 0,
  groups: 4,
  pods: 6,
  names: 48,
  containers: 96,
};

const MAX_PITCH_CSS = 192;
const STEP = 1.25;

export function levelOf(pitch: number, dpr: number): ZoomLevel {
  const css = pitch / dpr;
  const levels = Object.keys(LEVEL_PITCH) as ZoomLevel[];
  return levels.filter(level => css >= LEVEL_PITCH[level]).pop() ?? 'clusters';
}

/**
 * The pitches that a user can stop at: the fitted one and whole device pixels
 * above it, about a quarter more each, always with the starts of the levels.
 */
export function zoomLadder(fitted: number, dpr: number): number[] {
  const max = MAX_PITCH_CSS * dpr;
  const rungs = new Set<number>([fitted]);
  let pitch = fitted;
  while (pitch < max) {
    pitch =
      pitch < 1
        ? pitch * 2
        : Math.max(Math.floor(pitch) + 1, Math.round(pitch * STEP));
    rungs.add(Math.min(pitch, max));
  }
  for (const level of ['pods', 'names', 'containers'] as const) {
    const start = Math.ceil(LEVEL_PITCH[level] * dpr);
    if (start > fitted) {
      rungs.add(start);
    }
  }
  return [...rungs].sort((a, b) => a - b);
}

/** The rung nearest to `pitch × factor`, but at least one step in the factor's direction. */
export function zoomedPitch(
  ladder: readonly number[],
  pitch: number,
  factor: number,
): number {
  const at = ladder.findIndex(rung => rung >= pitch);
  const current = at < 0 ? ladder.length - 1 : at;
  const wanted = pitch * factor;
  let next = ladder.findIndex(rung => rung >= wanted * 0.95);
  next = next < 0 ? ladder.length - 1 : next;
  if (factor > 1) {
    next = Math.max(next, current + 1);
  } else if (factor < 1) {
    next = Math.min(next, current - 1);
  }
  return ladder[Math.min(ladder.length - 1, Math.max(0, next))];
}

/** One axis: content that fits stays at the start, larger content never leaves a blank edge. */
export function clampOffset(
  offset: number,
  content: number,
  viewport: number,
): number {
  return content <= viewport
    ? 0
    : Math.round(Math.min(0, Math.max(viewport - content, offset)));
}
