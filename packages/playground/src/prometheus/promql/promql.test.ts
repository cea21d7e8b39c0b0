import { counter, gauge, type MetricSeries } from '../../metrics/series';
import { evaluate } from './evaluate';
import { bucketQuantile, extrapolatedIncrease } from './functions';
import { parsePromql } from './parse';

const MINUTE = 60_000;
const NOW = 10 * MINUTE + 7_000;

const ask = (query: string, series: readonly MetricSeries[], time = NOW) =>
  evaluate(parsePromql(query), series, time, { intervalMs: 15_000 });

const up = [
  gauge('up', { job: 'a', pod: 'a-0' }, 1),
  gauge('up', { job: 'a', pod: 'a-1' }, 0),
  gauge('up', { job: 'b' }, 1),
  gauge('limit', { job: 'b' }, 4),
];

/*
 * Expected values are worked out by hand from Prometheus' documentation; that
 * Prometheus agrees is what prometheusSources.cluster.test.ts of
 * service-map-backend shows.
 */
describe('the questions that are understood', () => {
  it.each([
    ['up{job="a",pod!="a-1"}', [1]],
    ['up{job=~"a|c"}', [1, 0]],
    ['up{job=~"."}', [1, 0, 1]],
    ['up{job=~"a.+"}', []],
    ['up{pod=""}', [1]],
    ['up{pod!~"a-0|"}', [0]],
    ['{__name__=~"up|limit",job="b"}', [1, 4]],
    ['up == 0', [0]],
    ['up < 1', [0]],
    ['limit > 3', [4]],
    ['sum(up)', [2]],
    ['sum by (job) (up)', [1, 1]],
    ['min by (job) (up)', [0, 1]],
    ['max by (job) (up)', [1, 1]],
    ['count by (job) (up)', [2, 1]],
    ['group by (job) (up)', [1, 1]],
    ['limit / up', [4]],
    ['up{job="b"} or limit', [1]],
    ['sum by (__name__) (up{job="b"}) or sum by (__name__) (limit)', [1]],
    ['(up{job="b"})', [1]],
  ])('%s', (query, values) => {
    expect(ask(query, up).map(({ value }) => value)).toEqual(values);
  });

  it('keeps the name of the metric where Prometheus does', () => {
    const labels = (query: string) => ask(query, up)[0].labels;
    expect(labels('limit > 3')).toEqual({ __name__: 'limit', job: 'b' });
    expect(labels('sum by (__name__) (limit)')).toEqual({ __name__: 'limit' });
    expect(labels('limit / up')).toEqual({ job: 'b' });
    expect(labels('rate(limit[5m])')).toEqual({ job: 'b' });
  });

  it('measures the rate of an even counter exactly', () => {
    const series = [counter('c_total', {}, 3, 0)];
    expect(ask('rate(c_total[5m])', series)[0].value).toBeCloseTo(3, 12);
    expect(ask('increase(c_total[5m])', series)[0].value).toBeCloseTo(900, 9);
  });

  it('forgets a series five minutes after its last scrape', () => {
    const series = [gauge('up', {}, 1, { until: 5 * MINUTE })];
    expect(ask('up', series, 9 * MINUTE)).toHaveLength(1);
    expect(ask('up', series, 10 * MINUTE)).toHaveLength(0);
  });

  it.each([
    'up[5m]',
    'rate(up)',
    'avg(up)',
    'topk(3, up)',
    'up + up',
    'up offset 5m',
    'sum by (job (up)',
    'up{job="a"',
    'up{job=a}',
    'up > up',
    'up)',
    '',
    '#',
  ])('does not understand %j', query => {
    expect(() => parsePromql(query)).toThrow(
      expect.objectContaining({ name: 'PromqlError' }),
    );
  });
});

describe('extrapolatedIncrease', () => {
  it('adds what was counted before a reset', () => {
    // 10 → 20, restarted, 0 → 5: 15 in 30 s, over a window that the points fill.
    expect(
      extrapolatedIncrease(
        [
          [0, 10],
          [15_000, 20],
          [30_000, 5],
        ],
        0,
        30_000,
      ),
    ).toBe(15);
  });

  it('does not extrapolate to where the counter would be below zero', () => {
    // Rises 1 a second from 5 at second 60: it cannot be older than second 55.
    expect(
      extrapolatedIncrease(
        [
          [60_000, 5],
          [70_000, 15],
        ],
        50_000,
        70_000,
      ),
    ).toBe(15);
  });

  it('extrapolates half an interval to an end that is far', () => {
    expect(
      extrapolatedIncrease(
        [
          [100_000, 1000],
          [110_000, 1010],
        ],
        0,
        300_000,
      ),
    ).toBe(20);
  });

  it('has no rate with one point', () => {
    expect(extrapolatedIncrease([[0, 1]], 0, 1)).toBeUndefined();
  });
});

describe('bucketQuantile', () => {
  it.each([
    [
      'in the middle',
      0.5,
      [
        [10, 5],
        [20, 10],
        [Infinity, 10],
      ],
      10,
    ],
    [
      'interpolated',
      0.75,
      [
        [10, 5],
        [20, 10],
        [Infinity, 10],
      ],
      15,
    ],
    [
      'from zero',
      0.25,
      [
        [10, 5],
        [20, 10],
        [Infinity, 10],
      ],
      5,
    ],
    [
      'beyond the last bound',
      0.99,
      [
        [10, 5],
        [20, 6],
        [Infinity, 10],
      ],
      20,
    ],
    [
      'of nothing',
      0.95,
      [
        [10, 0],
        [Infinity, 0],
      ],
      NaN,
    ],
    [
      'without the last bucket',
      0.95,
      [
        [10, 1],
        [20, 2],
      ],
      NaN,
    ],
  ] as Array<[string, number, Array<[number, number]>, number]>)(
    'is right %s',
    (_, quantile, buckets, expected) => {
      expect(bucketQuantile(quantile, buckets)).toBe(expected);
    },
  );
});
