import type { BenchResult } from '../report';

/** What a figure or ratio must be, from the design's table of performance targets. */
export interface Target {
  figure: string;
  atMost?: number;
  atLeast?: number;
}

/** A sync is as long as a cluster is large; the target is 10 s for 100,000 pods. */
const PODS_PER_SYNC_SECOND = 10_000;

export function targetsFor(size: number): Target[] {
  return [
    { figure: 'bytesPerPod', atMost: 400 },
    { figure: 'syncSeconds', atMost: size / PODS_PER_SYNC_SECOND },
    { figure: 'maxStallMs', atMost: 20 },
    { figure: 'eventsPerSecond', atLeast: 50_000 },
    { figure: 'jsonEventsPerSecond', atLeast: 20_000 },
    { figure: 'memory', atLeast: 75 },
    { figure: 'sync', atLeast: 4 },
  ];
}

/**
 * The targets that a result does not meet. What was not measured is not judged:
 * the peer cannot do every size.
 */
export function missedTargets({
  size,
  figures,
  ratios,
}: BenchResult): Target[] {
  return targetsFor(size).filter(({ figure, atMost, atLeast }) => {
    const value = figures[figure] ?? ratios[figure];
    return (
      value !== undefined &&
      !(value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity))
    );
  });
}

export function sentence({ figure, atMost, atLeast }: Target): string {
  return atMost === undefined
    ? `${figure} is not at least ${atLeast}`
    : `${figure} is not at most ${atMost}`;
}
