import { fitHeader, type HeaderPart } from './headerText';
import { ellipsize } from './measureText';

const measure = (text: string) => text.length * 6;
const part = (text: string): HeaderPart => ({ text, font: 'f', colour: 'c' });
const parts = {
  name: part('fleet-routing'),
  count: part('241'),
  detail: part('v1.31'),
  alarm: part('8 failing'),
  shortAlarm: part('✕ 8'),
};
const textAt = (width: number, extra = {}) =>
  fitHeader({ ...parts, ...extra }, width, 4, measure).runs.map(
    run => run.text,
  );

describe('fitHeader', () => {
  it.each([
    [300, ['fleet-routing', '241', 'v1.31', '8 failing']],
    [168, ['fleet-routing', '241', '8 failing']],
    [130, ['fleet-routing', '241', '✕ 8']],
    [105, ['fleet-routing', '✕ 8']],
    [60, ['fleet…', '✕ 8']],
    [30, ['✕ 8']],
    [10, []],
  ])('at %i pixels it says %j', (width, expected) => {
    expect(textAt(width)).toEqual(expected);
  });

  it('keeps saying that a cluster is stale when the version no longer fits', () => {
    expect(textAt(215, { notice: part('stale 4 min') })).toEqual([
      'fleet-routing',
      '241',
      'stale 4 min',
      '✕ 8',
    ]);
  });

  it('never writes beyond its width', () => {
    for (let width = 0; width < 320; width++) {
      expect(fitHeader(parts, width, 4, measure).width).toBeLessThanOrEqual(
        width,
      );
    }
  });
});

describe('ellipsize', () => {
  it('leaves a text alone that fits', () => {
    expect(ellipsize('tracking', 'f', 48, measure)).toBe('tracking');
  });

  it('shows nothing rather than two letters', () => {
    expect(ellipsize('tracking', 'f', 20, measure)).toBe('');
  });
});
