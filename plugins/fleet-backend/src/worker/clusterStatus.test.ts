import type { WatchFailure } from '../watch/errors';
import type { WatchState } from '../watch/states';
import { clusterStatus, type StatusFacts } from './clusterStatus';

const cause: WatchFailure = {
  type: 'unreachable',
  message: 'k8s:6443: the connection was refused (ECONNREFUSED)',
};
const empty: WatchState = { name: 'empty', attempt: 0 };
const listing: WatchState = {
  name: 'listing',
  method: 'watchList',
  objects: 10,
  attempt: 0,
};
const live: WatchState = {
  name: 'watching',
  resourceVersion: '9',
  attempt: 0,
  hasNews: true,
};
const waiting: WatchState = {
  name: 'waiting',
  attempt: 1,
  minimumMs: 0,
  resume: { name: 'empty', attempt: 0 },
  cause,
};
const forbidden: WatchState = {
  name: 'missing',
  reason: 'forbidden',
  cause: { type: 'forbidden', message: 'no' },
};

const status = (pods: WatchState, more: Partial<StatusFacts> = {}) =>
  clusterStatus({
    name: 'prod-a',
    objectsRead: 0,
    hasPicture: false,
    pods: {
      kindId: 'pods',
      state: pods,
      nextTryAt: 7,
      ...(pods.name !== 'watching' && more.hasPicture && { troubledSince: 5 }),
    },
    others: [],
    ...more,
  });

describe('the freshness of a cluster', () => {
  test.each<[string, WatchState, Partial<StatusFacts>]>([
    ['connecting', empty, {}],
    ['connecting', listing, {}],
    ['syncing', listing, { lastSeenAt: 1, objectsRead: 10 }],
    ['live', live, { lastSeenAt: 1, hasPicture: true }],
    ['failed', waiting, {}],
    ['stale', waiting, { hasPicture: true }],
    ['stale', waiting, { objectsRead: 10, lastSeenAt: 1 }],
    ['stale', listing, { hasPicture: true, lastSeenAt: 1 }],
    ['failed', forbidden, { lastSeenAt: 1 }],
  ])('is %s when pods are %j and %j', (freshness, pods, more) => {
    expect(status(pods, more).freshness).toBe(freshness);
  });

  it('is live while only another kind has trouble, which is named', () => {
    const result = status(live, {
      lastSeenAt: 1,
      hasPicture: true,
      others: [
        {
          kindId: 'services',
          state: waiting,
          nextTryAt: 99,
          troubledSince: 42,
        },
      ],
    });
    expect(result.freshness).toBe('live');
    expect(result.problem).toEqual({
      code: 'unreachable',
      message: 'services: k8s:6443: the connection was refused (ECONNREFUSED)',
      since: 42,
      nextTryAt: 99,
    });
  });

  it('counts a kind that is not there as missing, not as a problem', () => {
    const result = status(live, {
      hasPicture: true,
      others: [{ kindId: 'services', state: forbidden, missing: 'forbidden' }],
    });
    expect(result.missingKinds).toEqual([
      { kind: 'services', reason: 'forbidden' },
    ]);
    expect(result.problem).toBeUndefined();
  });

  it('keeps a kind in the list of missing ones while it is asked for again', () => {
    const result = status(live, {
      hasPicture: true,
      others: [{ kindId: 'services', state: listing, missing: 'not-served' }],
    });
    expect(result.missingKinds).toEqual([
      { kind: 'services', reason: 'not-served' },
    ]);
  });

  it('takes no notice of a history that expired, unless lists expire again and again', () => {
    const expired = (attempt: number): WatchState => ({
      ...(waiting as Extract<WatchState, { name: 'waiting' }>),
      attempt,
      cause: { type: 'gone', message: 'the API server answered 410' },
    });
    const result = (attempt: number) =>
      status(live, {
        hasPicture: true,
        others: [{ kindId: 'services', state: expired(attempt) }],
      }).problem;
    expect(result(1)).toBeUndefined();
    expect(result(2)).toBeUndefined();
    expect(result(3)).toMatchObject({ code: 'protocol' });
  });

  it('says what is wrong when pods may not be read', () => {
    expect(status(forbidden).problem).toMatchObject({ code: 'forbidden' });
  });
});
