import { compareStatus, statusOf, type HealthStatus } from './health';

describe('the mark of a node', () => {
  it('is its own fault, even when it also suffers from another', () => {
    expect(
      statusOf({ own: 'degraded', findings: [], inheritedFrom: ['a'] }),
    ).toBe('degraded');
  });

  it('is what it inherits when nothing is wrong with itself', () => {
    expect(
      statusOf({ own: 'healthy', findings: [], inheritedFrom: ['a'] }),
    ).toBe('inherited');
  });

  it('is never green without data', () => {
    expect(statusOf({ own: 'unknown', findings: [], inheritedFrom: [] })).toBe(
      'unknown',
    );
  });

  it('sorts the worst last', () => {
    const marks: HealthStatus[] = ['down', 'healthy', 'inherited', 'unknown'];
    expect(marks.sort(compareStatus)).toEqual([
      'healthy',
      'unknown',
      'inherited',
      'down',
    ]);
  });
});
