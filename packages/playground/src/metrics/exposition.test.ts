import { exposition, openMetrics } from './exposition';
import { counter, gauge, histogram } from './series';

const SERIES = [
  gauge('b_up', { instance: 'x:1' }, 1),
  counter('a_total', { text: 'say "hi"\\\n', none: '' }, 2, 10_000),
  gauge('b_up', { instance: 'y:1' }, 0, { from: 20_000 }),
];

describe('exposition', () => {
  it('puts series of one name together and escapes what labels say', () => {
    expect(exposition(SERIES, 15_000)).toBe(
      [
        '# TYPE b_up gauge',
        'b_up{instance="x:1"} 1',
        '# TYPE a_total counter',
        'a_total{text="say \\"hi\\"\\\\\\n"} 10',
        '',
      ].join('\n'),
    );
  });

  it('has nothing of a series that is not there yet', () => {
    expect(exposition(SERIES, 5_000)).not.toContain('a_total');
  });
});

describe('openMetrics', () => {
  it('tells every scrape with its second, and that it has ended', () => {
    expect(
      openMetrics([SERIES[1], SERIES[2]], {
        from: 15_000,
        to: 30_000,
        intervalMs: 15_000,
      }).split('\n'),
    ).toEqual([
      'a_total{text="say \\"hi\\"\\\\\\n"} 10 15',
      'a_total{text="say \\"hi\\"\\\\\\n"} 40 30',
      'b_up{instance="y:1"} 0 30',
      '# EOF',
      '',
    ]);
  });
});

describe('histogram', () => {
  it('counts each bucket with those below', () => {
    expect(
      histogram(
        'd',
        {},
        [
          [10, 1],
          [5, 2],
        ],
        0,
      ).map(({ labels, valueAt }) => [labels.le, valueAt(1000)]),
    ).toEqual([
      ['5', 2],
      ['10', 3],
      ['+Inf', 3],
    ]);
  });
});
