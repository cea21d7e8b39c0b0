/** One place that data comes from. @public */
export interface FreshnessSource {
  id: string;
  label: string;
  /** `undefined` until anything was read. */
  ageMs?: number;
  /** Set where the source itself says that it is not live. */
  state: 'live' | 'reading' | 'stale' | 'failed';
  problem?: string;
  nextTryInMs?: number;
}

/** @public */
export type FreshnessStatus = 'live' | 'reading' | 'late' | 'stale' | 'failed';

/** @public */
export interface FreshnessSummary {
  status: FreshnessStatus;
  /** Number of sources that are live and in time. */
  fresh: number;
  /** Age of the oldest data among those that the status is about. */
  oldestMs?: number;
  /** The sources that are in the worst state. */
  worst: FreshnessSource[];
}

const WORST_FIRST: readonly FreshnessStatus[] = [
  'failed',
  'stale',
  'late',
  'reading',
  'live',
];

/** What one source is, given the thresholds of its kind. */
export function freshnessOf(
  source: FreshnessSource,
  limits: { lateAfterMs: number; staleAfterMs: number },
): FreshnessStatus {
  if (source.state !== 'live') {
    return source.state;
  }
  if (source.ageMs === undefined) {
    return 'reading';
  }
  if (source.ageMs > limits.staleAfterMs) {
    return 'stale';
  }
  return source.ageMs > limits.lateAfterMs ? 'late' : 'live';
}

/** The worst of all sources speaks for them. @public */
export function summariseFreshness(
  sources: readonly FreshnessSource[],
  limits: { lateAfterMs: number; staleAfterMs: number },
): FreshnessSummary {
  const statuses = sources.map(source => freshnessOf(source, limits));
  const status =
    WORST_FIRST.find(candidate => statuses.includes(candidate)) ?? 'reading';
  const worst = sources.filter((_, index) => statuses[index] === status);
  const ages = worst.flatMap(source =>
    source.ageMs === undefined ? [] : [source.ageMs],
  );
  return {
    status,
    fresh: statuses.filter(each => each === 'live').length,
    oldestMs: ages.length > 0 ? Math.max(...ages) : undefined,
    worst,
  };
}
