import { openMetrics } from '@panorama/playground';
import {
  canRun,
  startPrometheus,
  type TestPrometheus,
} from '@panorama/testbed';
import { ESTATE, SCRAPES } from '../__testUtils__/prometheusEstate';
import {
  observe,
  runPrometheusSourcesCases,
  SETTINGS,
} from '../__testUtils__/prometheusSources.cases';

(canRun('prometheus') ? describe : describe.skip)(
  'the sources, asking a real Prometheus',
  () => {
    let prometheus: TestPrometheus;
    beforeAll(async () => {
      prometheus = await startPrometheus(openMetrics(ESTATE, SCRAPES));
    }, 60_000);
    afterAll(() => prometheus?.stop());

    runPrometheusSourcesCases({ url: () => prometheus.url });

    it.each(SETTINGS.sources)(
      'runs the questions of %s on recording rules and narrowed to clusters',
      async id => {
        const narrowed = {
          ...SETTINGS,
          url: prometheus.url,
          clusters: ['prod-sh', 'a.b|c'],
          metricPrefix: {
            istio: 'workload:',
            opentelemetry: 'workload:',
            dubbo: 'workload:',
          },
        };
        expect(await observe(narrowed, id)).toMatchObject({
          problems: [],
          nodes: [],
          edges: [],
        });
      },
    );

    it.each(SETTINGS.sources)(
      'runs the questions of %s where no label tells clusters apart',
      async id => {
        const { clusterLabel: _, ...settings } = SETTINGS;
        const observation = await observe(
          { ...settings, url: prometheus.url, clusters: ['only'] },
          id,
        );
        expect(observation.problems).toEqual([]);
        expect(observation.nodes.length).toBeGreaterThan(0);
      },
    );
  },
);
