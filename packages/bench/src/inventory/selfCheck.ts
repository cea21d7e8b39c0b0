import { series, type Measured } from './measure';
import { REGRESSIONS, type Regression } from './regression';

/** Small: what is checked is the bench, not the plugin. */
const BASE = 1_000;
const SIZE = 6_000;
const EVENTS = 20_000;

/** A regression counts as noticed when its figure got worse by this factor. */
const NOTICED = 2;

/** What each regression must make worse; larger is worse. */
const WORSE: Record<Regression, (of: Figures) => number> = {
  stall: of => of.stallMs,
  padding: of => of.bytesPerPod,
  throttle: of => 1 / of.eventsPerSecond,
};

/** The targets, in the same terms: a figure that is still fine has not noticed anything. */
const LIMIT: Record<Regression, number> = {
  stall: 20,
  padding: 400,
  throttle: 1 / 50_000,
};

interface Figures {
  stallMs: number;
  bytesPerPod: number;
  eventsPerSecond: number;
}

async function figures(regression?: Regression): Promise<Figures> {
  const run = (pods: number, events?: number): Promise<Measured> =>
    series({
      kind: 'ours',
      mode: 'protobuf',
      pods,
      runs: 1,
      events,
      regression,
    });
  const small = await run(BASE);
  const large = await run(SIZE, EVENTS);
  return {
    stallMs: large.stallMs,
    bytesPerPod: (large.memoryBytes - small.memoryBytes) / (SIZE - BASE),
    eventsPerSecond: large.eventsPerSecond ?? 0,
  };
}

/**
 * Puts each regression into a measurement and compares with one that has none.
 *
 * @returns the regressions that the bench did not notice
 */
export async function selfCheck(): Promise<Regression[]> {
  const clean = await figures();
  console.log(`without a regression: ${JSON.stringify(clean)}`);
  const unnoticed: Regression[] = [];
  for (const regression of REGRESSIONS) {
    const injured = await figures(regression);
    const worse = WORSE[regression];
    const isNoticed =
      worse(injured) > Math.max(worse(clean) * NOTICED, LIMIT[regression]);
    console.log(
      `${regression}: ${isNoticed ? 'noticed' : 'NOT NOTICED'} ${JSON.stringify(
        injured,
      )}`,
    );
    if (!isNoticed) {
      unnoticed.push(regression);
    }
  }
  return unnoticed;
}
