import type { MapEdge, OwnHealth } from '@panorama/plugin-service-map-common';
import { edge, node } from '../__testUtils__/pictures';
import { dependenciesOf } from './dependencies';

const API = 'hz/tracking/api';
const ETA = node('hz/tracking/eta');
const MYSQL = node('hz/dba/mysql', { kind: 'database', technology: 'mysql' });
const REDIS = node('hz/mw/redis', { kind: 'middleware', technology: 'redis' });
const CACHE = node('hz/mw/cache', { kind: 'middleware', technology: 'redis' });

function call(to: string, health: OwnHealth = 'healthy'): MapEdge {
  const { basis, confidence, sources, firstSeen, lastSeen, ...rest } = edge(
    API,
    to,
    { health },
  );
  return { ...rest, id: `${API}>${to}`, witnesses: [] };
}

describe('what a node depends on', () => {
  it('is listed by kind, data before services, the failing ones first', () => {
    const calls = [ETA.id, REDIS.id, MYSQL.id].map(id => call(id));
    const listed = dependenciesOf(
      [...calls, call(CACHE.id, 'down')],
      ({ to }) => to,
      [ETA, MYSQL, REDIS, CACHE],
    );
    expect(
      listed.map(each => [
        each.role,
        each.calls.map(({ neighbour }) => neighbour.name),
      ]),
    ).toEqual([
      ['databases', ['mysql']],
      ['caches', ['cache', 'redis']],
      ['others', ['eta']],
    ]);
  });

  it('leaves out what may not be seen', () => {
    expect(dependenciesOf([call(ETA.id)], ({ to }) => to, [])).toEqual([]);
  });
});
