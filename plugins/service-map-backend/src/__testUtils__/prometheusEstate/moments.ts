/** 15 s as everywhere; the moments of questions lie between two scrapes. */
export const SCRAPE_MS = 15_000;

const GRID = Math.floor(Date.UTC(2026, 10, 21, 12) / SCRAPE_MS) * SCRAPE_MS;

/** Counters begin long before anybody asks. */
export const SINCE = GRID - 3_600_000;
/** From when on something is wrong that was not before. */
export const TROUBLE = GRID - 60_000;
export const BEFORE = TROUBLE - 8_000;
export const NOW = GRID + 7_000;

export const SCRAPES = {
  from: GRID - 20 * 60_000,
  to: GRID,
  intervalMs: SCRAPE_MS,
};
