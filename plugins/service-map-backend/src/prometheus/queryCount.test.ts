import { startMeshPrometheus } from '../__testUtils__/startMeshPrometheus';
import { SETTINGS } from '../__testUtils__/prometheusSources.cases';
import { createPrometheusSources } from './createPrometheusSources';

describe('the number of questions', () => {
  it.each([10, 200, 800])(
    'is the same with %i namespaces',
    async namespaces => {
      const prometheus = await startMeshPrometheus(namespaces);
      const { sources, close } = createPrometheusSources([
        { ...SETTINGS, url: prometheus.url },
      ]);
      try {
        const observations = await Promise.all(
          sources.map(source =>
            source.observe({ now: 0, signal: AbortSignal.timeout(30_000) }),
          ),
        );
        expect(observations[0].edges).toHaveLength(namespaces * 3);
        expect(prometheus.queries).toHaveLength(10 + 5 + 11 + 10);
        // What a build reports is what was asked.
        expect(
          observations.reduce((total, { queries }) => total + queries, 0),
        ).toBe(prometheus.queries.length);
      } finally {
        await close();
        await prometheus.close();
      }
    },
  );
});
