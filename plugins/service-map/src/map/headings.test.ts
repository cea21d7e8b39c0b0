import { edge, node } from '../__testUtils__/pictures';
import { groupMap } from './grouping';
import { columnHeadings } from './headings';
import { estateScene } from './scene';

const API = node('hz/tracking/api', { system: 'tracking' });
const REDIS = node('hz/mw/redis', { kind: 'middleware', technology: 'redis' });

describe('headings of the estate', () => {
  it('stand over the columns that have something in them', () => {
    const calls = [edge(API.id, REDIS.id)];
    const scene = estateScene(
      groupMap([API, REDIS], calls, 'system'),
      calls,
      new Set(),
    );
    const headings = columnHeadings(
      scene,
      new Map([
        ['system:tracking', { x: 0, y: 40 }],
        ['role:caches', { x: 250, y: 10 }],
      ]),
    );
    expect(headings).toEqual([
      { column: 'services', at: { x: 0, y: -26 } },
      { column: 'data', at: { x: 250, y: -26 } },
    ]);
  });
});
