import { EmbeddedPrometheus, PORTAL_QUERIES } from '@panorama/playground';
import { ESTATE, NOW, SCRAPE_MS } from '../__testUtils__/prometheusEstate';
import { PROMETHEUS_SOURCES } from '../prometheus/createPrometheusSources';
import { phrasesOf } from '../prometheus/questions';
import {
  observe,
  runPrometheusSourcesCases,
  SETTINGS,
} from '../__testUtils__/prometheusSources.cases';

/** Every query of every source under the playground's settings. */
const ASKED = PROMETHEUS_SOURCES.flatMap(definition =>
  Object.values(definition.questions(phrasesOf(SETTINGS, definition.id))).map(
    ({ promql }) => promql,
  ),
);

describe('the sources, asking the embedded Prometheus', () => {
  const prometheus = new EmbeddedPrometheus({
    series: () => ESTATE,
    queries: PORTAL_QUERIES,
    now: () => NOW,
    scrapeIntervalMs: SCRAPE_MS,
  });
  let url = '';
  beforeAll(async () => {
    url = await prometheus.listen();
  });
  afterAll(() => prometheus.close());

  runPrometheusSourcesCases({ url: () => url });

  it('is asked nothing else than what playground/src/prometheus/portalQueries.ts lists', () => {
    expect(PORTAL_QUERIES).toEqual(ASKED);
  });

  it('refuses what nobody has committed to, as Prometheus refuses what it cannot execute', async () => {
    const observation = observe(
      { ...SETTINGS, url, metricPrefix: { istio: 'workload:' } },
      'istio',
    );
    await expect(observation).rejects.toThrow(
      'Prometheus "main" refused the question: execution: the embedded Prometheus answers only the questions that the portal asks (asked for: arrived, arrivedFailed, outside, outsideFailed, p95, sent, sentFailed, tcpFailed, tcpReceived, tcpSent)',
    );
  });
});

describe('the sources', () => {
  it('ask at most twelve questions each', () => {
    for (const definition of PROMETHEUS_SOURCES) {
      const questions = definition.questions(
        phrasesOf(SETTINGS, definition.id),
      );
      expect(Object.keys(questions).length).toBeLessThanOrEqual(12);
    }
  });
});
