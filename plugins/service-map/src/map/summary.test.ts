import { node } from '../__testUtils__/pictures';
import { summarise } from './summary';

const redis = node('hz/mw/redis', {
  health: { own: 'down', findings: [], inheritedFrom: [] },
});
const slow = node('hz/db/billing', {
  health: { own: 'degraded', findings: [], inheritedFrom: [] },
});
const victim = (name: string) =>
  node(`hz/app/${name}`, {
    health: { own: 'healthy', findings: [], inheritedFrom: [redis.id] },
  });

describe('the headline of the map', () => {
  const summary = summarise([
    slow,
    victim('a'),
    redis,
    victim('b'),
    node('hz/app/c'),
  ]);

  it('tells own faults from victims', () => {
    expect(summary.counts).toEqual({
      down: 1,
      degraded: 1,
      inherited: 2,
      healthy: 1,
      unknown: 0,
    });
  });

  it('names what hurts, worst first, with the number of its victims', () => {
    expect(
      summary.hurting.map(({ node: { name }, affected }) => [name, affected]),
    ).toEqual([
      ['redis', 2],
      ['billing', 0],
    ]);
  });
});
