import type { PrometheusSettings } from './config';
import { isAnsweredBeside, place, samplesOf } from './answers';
import type { Sample } from './instantVector';
import { PrometheusError } from './PrometheusError';
import {
  PrometheusSource,
  type PrometheusSourceDefinition,
  type PrometheusToAsk,
} from './PrometheusSource';
import { phrasesOf } from './questions';

const settingsOf = (
  change: Partial<PrometheusSettings> = {},
): PrometheusSettings => ({
  path: 'serviceMap.prometheus[0]',
  name: 'main',
  url: 'http://main',
  headers: {},
  clusters: ['prod'],
  clusterNames: {},
  metricPrefix: {},
  sources: ['istio'],
  timeoutSeconds: 10,
  ...change,
});

/** Repeats what it got: a node for each sample, with how much is known beside it. */
const echo: PrometheusSourceDefinition<'calls' | 'failures'> = {
  id: 'istio',
  title: 'Echo',
  questions: ({ metric, andCluster }) => ({
    calls: {
      promql: `${metric('calls')}{a="b"${andCluster}}`,
      restsOn: metric('calls'),
    },
    failures: { promql: metric('failures') },
  }),
  read: answers => ({
    edges: [],
    nodes: samplesOf(answers.calls).map(sample => ({
      endpoint: { type: 'application', name: sample.cluster ?? 'nowhere' },
      basis: 'traffic',
      confidence: 1,
      evidence: `${sample.prometheus} ${isAnsweredBeside(
        answers.failures,
        sample,
      )}`,
    })),
  }),
};

type Outcome = Sample[] | Error;

const toAsk = (
  settings: PrometheusSettings,
  outcomes: Record<string, Outcome>,
  warnings: string[] = [],
): PrometheusToAsk => ({
  settings,
  client: {
    async query(promql) {
      const outcome = outcomes[promql.replace(/\{.*/, '')] ?? [];
      if (outcome instanceof Error) {
        throw outcome;
      }
      return { samples: outcome, warnings };
    },
  },
});

const observe = (...all: PrometheusToAsk[]) =>
  new PrometheusSource(echo, all).observe({
    now: 0,
    signal: new AbortController().signal,
  });

const one: Sample = { labels: {}, value: 1 };
const late = new PrometheusError('timeout', 'Prometheus "main" did not answer');

describe('a source that asks Prometheus', () => {
  it('keeps what was answered, and says what was not', async () => {
    expect(
      await observe(toAsk(settingsOf(), { calls: [one], failures: late })),
    ).toEqual({
      nodes: [
        expect.objectContaining({
          endpoint: { type: 'application', name: 'prod' },
          evidence: 'main false',
        }),
      ],
      edges: [],
      queries: 2,
      problems: [
        {
          message: 'Prometheus "main" did not answer (asked for: failures)',
          clusters: ['prod'],
          audience: 'operators',
        },
      ],
      missingMetrics: [],
    });
  });

  it('says once what kept several questions from being answered', async () => {
    await expect(
      observe(toAsk(settingsOf(), { calls: late, failures: late })),
    ).rejects.toThrow(
      /^Prometheus "main" did not answer \(asked for: calls, failures\)$/,
    );
  });

  it('puts several Prometheus together and does not mistake silence of one for zero', async () => {
    const { nodes, queries } = await observe(
      toAsk(settingsOf(), { calls: [one], failures: late }),
      toAsk(settingsOf({ name: 'second', clusters: ['edge'] }), {
        calls: [one],
      }),
    );
    expect(nodes.map(({ evidence }) => evidence).sort()).toEqual([
      'main false',
      'second true',
    ]);
    expect(queries).toBe(4);
  });

  it('passes warnings on as problems', async () => {
    const { problems } = await observe(
      toAsk(settingsOf(), { calls: [one] }, ['store "eu" is gone']),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'Prometheus "main" answered in part: store "eu" is gone (asked for: calls, failures)',
    ]);
  });

  it('misses a metric that nobody has, under the name that was asked for', async () => {
    const settings = settingsOf({ metricPrefix: { istio: 'workload:' } });
    expect((await observe(toAsk(settings, {}))).missingMetrics).toEqual([
      'workload:calls',
    ]);
  });

  it('misses nothing that nobody answered about', async () => {
    expect(
      (await observe(toAsk(settingsOf(), { calls: late }))).missingMetrics,
    ).toEqual([]);
  });

  it('keeps what came in time when the rest is late', async () => {
    const slow: PrometheusToAsk = {
      settings: settingsOf(),
      client: {
        query: (promql, { signal }) =>
          promql.startsWith('calls')
            ? Promise.resolve({ samples: [one], warnings: [] })
            : new Promise((_, reject) => {
                signal.onabort = () => reject(signal.reason);
              }),
      },
    };
    const source = new PrometheusSource(echo, [slow], 50);
    expect(
      await source.observe({ now: 0, signal: new AbortController().signal }),
    ).toMatchObject({
      nodes: [{ evidence: 'main false' }],
      problems: [
        {
          message:
            'Prometheus "main" took too long for all that it is asked (asked for: failures)',
        },
      ],
    });
  });

  it('ends with the build', async () => {
    const controller = new AbortController();
    controller.abort(new Error('the build is over'));
    await expect(
      new PrometheusSource(echo, [toAsk(settingsOf(), {})]).observe({
        now: 0,
        signal: controller.signal,
      }),
    ).rejects.toThrow('the build is over');
  });
});

describe('where a series is from', () => {
  it.each([
    // clusters           label      names                 series            → cluster
    [['prod'], undefined, {}, {}, 'prod'],
    [['prod'], undefined, {}, { cluster: 'other' }, 'prod'],
    [[], 'cluster', {}, { cluster: 'east' }, 'east'],
    [[], 'cluster', { e1: 'east' }, { cluster: 'e1' }, 'east'],
    [['east', 'west'], 'cluster', {}, { cluster: 'east' }, 'east'],
    [['east', 'west'], 'cluster', {}, { cluster: 'north' }, null],
    [['east', 'west'], 'cluster', {}, {}, null],
    [['prod'], 'cluster', {}, {}, 'prod'],
    [[], 'cluster', {}, {}, undefined],
  ])(
    'of %j by %j with %j is %j from %j',
    (clusters, clusterLabel, clusterNames, labels, cluster) => {
      const placed = place(
        [{ labels, value: 1 }],
        settingsOf({
          clusters,
          clusterNames,
          ...(clusterLabel && { clusterLabel }),
        }),
      );
      expect(placed.length > 0 ? placed[0].cluster : null).toBe(cluster);
    },
  );
});

describe('the wording of questions', () => {
  it('narrows to the clusters by every name that they have', () => {
    const phrases = phrasesOf(
      settingsOf({
        clusters: ['prod.hz', 'edge'],
        clusterLabel: 'cluster',
        clusterNames: { hz1: 'prod.hz', other: 'staging' },
      }),
      'istio',
    );
    expect(phrases.ofCluster).toBe('{cluster=~"prod\\\\.hz|hz1|edge"}');
    expect(phrases.andCluster).toBe(',cluster=~"prod\\\\.hz|hz1|edge"');
    expect(phrases.byCluster).toBe(', cluster');
  });

  it('says nothing about clusters where no label does', () => {
    expect(phrasesOf(settingsOf(), 'istio')).toMatchObject({
      ofCluster: '',
      andCluster: '',
      byCluster: '',
    });
  });
});
