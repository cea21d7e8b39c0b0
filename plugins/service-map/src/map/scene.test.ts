import fc from 'fast-check';
import { edge, node } from '../__testUtils__/pictures';
import { groupMap } from './grouping';
import { indexOf } from './neighbourhood';
import { estateScene, focusScene, topLevel } from './scene';

const API = node('hz/tracking/api', { system: 'tracking' });
const WORKER = node('hz/tracking/worker', { system: 'tracking' });
const REDIS = node('hz/mw/redis', { kind: 'middleware', technology: 'redis' });
const NODES = [API, WORKER, REDIS];
const CALLS = [
  edge(API.id, REDIS.id, {
    health: 'down',
    traffic: { requestsPerSecond: 100, errorRatio: 0.5, windowSeconds: 300 },
  }),
  edge(WORKER.id, REDIS.id, {
    traffic: { requestsPerSecond: 20, windowSeconds: 300 },
  }),
  edge(API.id, WORKER.id),
];

describe('the scene of the estate', () => {
  it('draws all calls between two groups as one line, as bad as the worst', () => {
    const { lines } = estateScene(
      groupMap(NODES, CALLS, 'system'),
      CALLS,
      new Set(),
    );
    expect(lines).toMatchObject([
      {
        id: 'system:tracking>role:caches',
        health: 'down',
        requestsPerSecond: 120,
        errorsPerSecond: 50,
      },
    ]);
  });

  it('shows the nodes of an open group inside its frame, with lines of their own', () => {
    const scene = estateScene(
      groupMap(NODES, CALLS, 'system'),
      CALLS,
      new Set(['system:tracking']),
    );
    expect(scene.boxes.map(({ id, parent }) => [id, parent])).toEqual([
      ['role:caches', undefined],
      ['system:tracking', undefined],
      [API.id, 'system:tracking'],
      [WORKER.id, 'system:tracking'],
    ]);
    expect(scene.lines.map(({ id }) => id)).toEqual([
      `${API.id}>${WORKER.id}`,
      `${API.id}>role:caches`,
      `${WORKER.id}>role:caches`,
    ]);
    expect(topLevel(scene).lines.map(({ id }) => id)).toEqual([
      'system:tracking>role:caches',
    ]);
  });

  it('keeps every node of a frame inside it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), amount => {
        const nodes = Array.from({ length: amount }, (_, n) =>
          node(`hz/ns/s${n}`, { system: 'big' }),
        );
        const [frame, ...inside] = estateScene(
          groupMap(nodes, [], 'system'),
          [],
          new Set(['system:big']),
        ).boxes;
        expect(inside).toHaveLength(amount);
        for (const { at, width, height } of inside) {
          expect(at!.x + width).toBeLessThan(frame.width);
          expect(at!.y + height).toBeLessThan(frame.height);
        }
      }),
    );
  });
});

describe('the scene of one node', () => {
  it('runs from its callers to what it calls', () => {
    const { boxes } = focusScene(NODES, CALLS, indexOf(CALLS), WORKER.id, {
      callers: 1,
      callees: 1,
    });
    expect(boxes.map(({ id, column }) => [id, column])).toEqual([
      [API.id, 0],
      [WORKER.id, 1],
      [REDIS.id, 2],
    ]);
  });
});
