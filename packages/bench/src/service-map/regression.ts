/**
 * What the bench puts into its own measurement to see whether it would notice.
 *
 * - `questions`  a map that asks for every ten namespaces anew.
 * - `slowSource` a Prometheus that thinks for three seconds.
 * - `slowRights` rights that take 0.1 ms a question.
 * - `padding`    nodes with a kilobyte of noise.
 */
export const REGRESSIONS = [
  'questions',
  'slowSource',
  'slowRights',
  'padding',
] as const;

export type Regression = (typeof REGRESSIONS)[number];

/** What is measured at 1,000 services and 5,000 edges. */
export interface SizeFigures {
  coldBuildSeconds: number;
  filterMs: number;
  payloadKiB: number;
}

/** At most so much. */
export const TARGETS: SizeFigures = {
  coldBuildSeconds: 3,
  filterMs: 50,
  payloadKiB: 300,
};

export function missedTargets(figures: SizeFigures): string[] {
  return (Object.keys(TARGETS) as Array<keyof SizeFigures>)
    .filter(name => figures[name] > TARGETS[name])
    .map(
      name =>
        `${name} is ${figures[name].toPrecision(3)}, more than ${
          TARGETS[name]
        }`,
    );
}
