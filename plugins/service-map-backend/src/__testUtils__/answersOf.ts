import type { Answer, PlacedSample } from '../prometheus/answers';

/** What Prometheus "main" of cluster `prod` answered, a row a series; a value that is wrong is for the test to say. */
export function answersOf<Q extends string>(
  rows: Partial<
    Record<Q, Array<[labels: PlacedSample['labels'], value: number]>>
  >,
): Partial<Record<Q, Answer>> {
  return Object.fromEntries(
    Object.entries(rows).map(([question, series]) => [
      question,
      {
        samples: (series as Array<[PlacedSample['labels'], number]>).map(
          ([labels, value]) => ({
            labels,
            value,
            cluster: 'prod',
            prometheus: 'main',
          }),
        ),
        by: new Set(['main']),
      },
    ]),
  ) as unknown as Partial<Record<Q, Answer>>;
}
