import {
  parseBytes,
  parseCount,
  parseCpu,
  parseDuration,
  parseRatio,
} from './quantity';

describe('quantities', () => {
  // Expected values: Kubernetes' quantity rules, calculated by hand.
  it.each([
    [parseCpu, '10m', 10],
    [parseCpu, '0.25', 250],
    [parseCpu, '2', 2000],
    [parseBytes, '1.5Gi', 1_610_612_736],
    [parseBytes, '512MiB', 536_870_912],
    [parseBytes, '500M', 500_000_000],
    [parseBytes, '1024', 1024],
    [parseDuration, '2h', 7200],
    [parseDuration, '10m', 600],
    [parseDuration, '2h30m', 9000],
    [parseDuration, '1d', 86_400],
    [parseDuration, '45', 45],
    [parseRatio, '90%', 0.9],
    [parseRatio, '0.5', 0.5],
    [parseCount, '12k', 12_000],
    [parseCount, '3', 3],
  ])('%p reads %s as %d', (parse, text, expected) => {
    expect(parse(text)).toBeCloseTo(expected);
  });

  it.each([
    [parseCpu, '10Mi'],
    [parseBytes, '10x'],
    [parseBytes, ''],
    [parseDuration, '2y'],
    [parseDuration, '-1h'],
    [parseRatio, '%'],
    [parseCount, '1e99'],
    [parseCount, 'NaN'],
  ])('%p refuses %p', (parse, text) => {
    expect(parse(text)).toBeUndefined();
  });
});
