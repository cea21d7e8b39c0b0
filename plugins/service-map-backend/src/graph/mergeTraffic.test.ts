import fc from 'fast-check';
import { addTraffic, mergeTraffic } from './mergeTraffic';

const window = { windowSeconds: 60 };

describe('traffic of one pair', () => {
  it('is nothing where nobody measured', () => {
    expect(mergeTraffic([])).toBeUndefined();
  });

  it('takes each number from the surest source that has it', () => {
    expect(
      mergeTraffic([
        {
          source: 'tempo',
          confidence: 0.8,
          traffic: { requestsPerSecond: 3, p95Ms: 40, ...window },
        },
        {
          source: 'istio',
          confidence: 1,
          traffic: { requestsPerSecond: 5, windowSeconds: 300 },
        },
      ]),
    ).toEqual({ requestsPerSecond: 5, p95Ms: 40, windowSeconds: 300 });
  });

  it('weighs errors by requests and keeps the worse percentile', () => {
    expect(
      addTraffic([
        { requestsPerSecond: 1, errorRatio: 1, p95Ms: 10, ...window },
        {
          requestsPerSecond: 3,
          errorRatio: 0,
          codeRatios: { '503': 0.5 },
          p95Ms: 90,
          ...window,
        },
      ]),
    ).toEqual({
      requestsPerSecond: 4,
      errorRatio: 0.25,
      codeRatios: { '503': 0.5 },
      p95Ms: 90,
      windowSeconds: 60,
    });
  });

  it('is never more than all requests, never negative, never NaN', () => {
    const odd = fc.oneof(fc.double(), fc.constant(undefined));
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            requestsPerSecond: odd,
            errorRatio: odd,
            p95Ms: odd,
            windowSeconds: fc.constant(60),
          }),
          { minLength: 1 },
        ),
        parts => {
          const { errorRatio = 0, requestsPerSecond = 0 } = addTraffic(parts);
          expect(errorRatio).toBeGreaterThanOrEqual(0);
          expect(errorRatio).toBeLessThanOrEqual(1);
          expect(requestsPerSecond).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
