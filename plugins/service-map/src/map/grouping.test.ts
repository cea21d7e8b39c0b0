import fc from 'fast-check';
import { edge, node } from '../__testUtils__/pictures';
import { failingFirst, groupMap } from './grouping';

const API = node('hz/tracking/api', {
  system: 'tracking',
  owner: 'group:default/tracking',
});
const WORKER = node('hz/tracking/worker', { system: 'tracking' });
const BFF = node('hz/app/bff', { system: 'app' });
const REDIS = node('hz/mw/redis', {
  kind: 'middleware',
  technology: 'redis',
  health: { own: 'down', findings: [], inheritedFrom: [] },
});
const BANK = node('outside/bank.example');

describe('the estate in groups', () => {
  it('puts what has no system beside its kind', () => {
    const { groups } = groupMap([API, WORKER, BFF, REDIS, BANK], [], 'system');
    expect(groups.map(({ id }) => id)).toEqual([
      'role:caches',
      'role:outside',
      'system:app',
      'system:tracking',
    ]);
  });

  it('runs from who is called by nobody to where data is kept', () => {
    const { groups } = groupMap(
      [API, BFF, REDIS, BANK],
      [edge(BFF.id, API.id), edge(API.id, REDIS.id), edge(API.id, BANK.id)],
      'system',
    );
    expect(
      Object.fromEntries(groups.map(({ id, column }) => [id, column])),
    ).toEqual({
      'role:caches': 'data',
      'role:outside': 'data',
      'system:app': 'entry',
      'system:tracking': 'services',
    });
  });

  it('calls nobody an entry who only keeps data', () => {
    const { groups } = groupMap(
      [API, REDIS],
      [edge(API.id, REDIS.id)],
      'system',
    );
    expect(groups.map(({ column }) => column)).toEqual(['data', 'services']);
  });

  it('adds up what arrives from outside a group', () => {
    const { groups } = groupMap(
      [API, WORKER, REDIS],
      [
        edge(API.id, REDIS.id, {
          traffic: { requestsPerSecond: 100, windowSeconds: 300 },
        }),
        edge(WORKER.id, REDIS.id, {
          traffic: { requestsPerSecond: 20, windowSeconds: 300 },
        }),
        edge(API.id, WORKER.id, {
          traffic: { requestsPerSecond: 7, windowSeconds: 300 },
        }),
      ],
      'system',
    );
    expect(
      groups.map(({ id, requestsPerSecond }) => [id, requestsPerSecond]),
    ).toEqual([
      ['role:caches', 120],
      ['system:tracking', undefined],
    ]);
  });

  it('is affected only where nothing inside has a fault of its own', () => {
    const victim = node('hz/tracking/eta', {
      system: 'tracking',
      health: { own: 'healthy', findings: [], inheritedFrom: [REDIS.id] },
    });
    const slow = node('hz/tracking/slow', {
      system: 'tracking',
      health: { own: 'degraded', findings: [], inheritedFrom: [] },
    });
    const statusOfGroup = (...nodes: (typeof API)[]) =>
      groupMap(nodes, [], 'system').groups[0].status;
    expect(statusOfGroup(API, victim)).toBe('inherited');
    expect(statusOfGroup(API, victim, slow)).toBe('degraded');
  });

  it('names the few that fail, and counts the others', () => {
    const unwell = (name: string, own: 'down' | 'degraded') =>
      node(`hz/tracking/${name}`, {
        system: 'tracking',
        health: { own, findings: [], inheritedFrom: [] },
      });
    const { groups } = groupMap(
      [
        API,
        unwell('b', 'down'),
        unwell('a', 'down'),
        ...['x', 'y', 'z'].map(name => unwell(name, 'degraded')),
      ],
      [],
      'system',
    );
    expect(failingFirst(groups[0])).toEqual([
      { mark: 'down', amount: 2, names: ['a', 'b'] },
      { mark: 'degraded', amount: 3 },
    ]);
  });

  it('loses no node', () => {
    const nodes = fc.uniqueArray(
      fc
        .tuple(
          fc.nat(20),
          fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
        )
        .map(([n, system]) => node(`hz/ns/${n}`, { system })),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(nodes, list => {
        const { groups } = groupMap(list, [], 'system');
        expect(
          groups
            .flatMap(group => group.nodes)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(list.map(({ id }) => id).sort());
      }),
    );
  });
});
