import type { WatchFailure, WatchFailureType } from './errors';
import type { WatchInput, WatchState } from './states';
import { MAX_REFUSALS, step } from './step';

const failed = (type: WatchFailureType, retryAfterMs?: number): WatchInput => ({
  type: 'failed',
  failure: { type, message: type, ...(retryAfterMs && { retryAfterMs }) },
});
const object = (resourceVersion: string): WatchInput => ({
  type: 'object',
  resourceVersion,
});
const bookmark = (
  resourceVersion: string,
  endsInitialEvents = false,
): WatchInput => ({
  type: 'bookmark',
  resourceVersion,
  endsInitialEvents,
});
const page = (resourceVersion: string, continueToken?: string): WatchInput => ({
  type: 'page',
  resourceVersion,
  continueToken,
});
const cause: WatchFailure = { type: 'unauthorized', message: '' };

const states = {
  empty: { name: 'empty', attempt: 0 },
  streaming: { name: 'listing', method: 'watchList', objects: 3, attempt: 0 },
  paging: {
    name: 'listing',
    method: 'pages',
    continueToken: 'c1',
    objects: 500,
    attempt: 0,
  },
  watching: {
    name: 'watching',
    resourceVersion: '900',
    attempt: 0,
    hasNews: true,
  },
  retried: {
    name: 'watching',
    resourceVersion: '900',
    attempt: 2,
    hasNews: true,
  },
  listed: {
    name: 'watching',
    resourceVersion: '900',
    attempt: 0,
    hasNews: false,
  },
  waiting: {
    name: 'waiting',
    attempt: 3,
    minimumMs: 0,
    resume: {
      name: 'watching',
      resourceVersion: '900',
      attempt: 0,
      hasNews: true,
    },
    cause,
  },
  throttled: {
    name: 'waiting',
    attempt: 1,
    minimumMs: 7_000,
    resume: { name: 'empty', attempt: 0 },
    cause: { type: 'throttled', message: '' },
  },
  missing: { name: 'missing', reason: 'forbidden', cause },
} satisfies Record<string, WatchState>;

/** A state in a few words: where it is, and what it goes on with. */
function inWords(state: WatchState): string {
  switch (state.name) {
    case 'watching':
      return `watching from ${state.resourceVersion}`;
    case 'listing':
      return `listing ${state.continueToken ?? 'from the start'}`;
    case 'waiting':
      return `waiting for try ${state.attempt}, then ${inWords(state.resume)}`;
    case 'missing':
      return `missing: ${state.reason}`;
    default:
      return state.name;
  }
}

describe('a watch', () => {
  test.each<
    [keyof typeof states, WatchInput, string, string[], 'stays' | 'asks']
  >([
    // state      input                       next state                          actions                 same answer?
    [
      'empty',
      { type: 'start', method: 'watchList' },
      'listing from the start',
      ['begin'],
      'asks',
    ],
    ['empty', object('1'), 'empty', [], 'stays'],

    ['streaming', object('5'), 'listing from the start', [], 'stays'],
    [
      'streaming',
      bookmark('900', true),
      'watching from 900',
      ['commit'],
      'stays',
    ],
    ['streaming', bookmark('900'), 'empty', ['noWatchList'], 'asks'],
    ['streaming', failed('unsupported'), 'empty', ['noWatchList'], 'asks'],
    [
      'streaming',
      { type: 'closed' },
      'waiting for try 1, then empty',
      [],
      'asks',
    ],
    [
      'streaming',
      { type: 'silent' },
      'waiting for try 1, then empty',
      [],
      'asks',
    ],
    ['streaming', failed('gone'), 'waiting for try 1, then empty', [], 'asks'],
    ['streaming', failed('forbidden'), 'missing: forbidden', ['drop'], 'asks'],

    ['paging', page('900', 'c2'), 'listing c2', [], 'asks'],
    ['paging', page('900'), 'watching from 900', ['commit'], 'asks'],
    ['paging', failed('gone'), 'waiting for try 1, then empty', [], 'asks'],
    [
      'paging',
      failed('unsupported'),
      'waiting for try 1, then empty',
      [],
      'asks',
    ],
    ['paging', failed('protocol'), 'waiting for try 1, then empty', [], 'asks'],
    ['paging', failed('notServed'), 'missing: not-served', ['drop'], 'asks'],

    ['watching', object('901'), 'watching from 901', [], 'stays'],
    ['watching', object('1000'), 'watching from 1000', [], 'stays'],
    ['watching', object('899'), 'empty', ['newEpoch'], 'asks'],
    [
      'watching',
      object('not-a-number'),
      'watching from not-a-number',
      [],
      'stays',
    ],
    ['watching', bookmark('950'), 'watching from 950', [], 'stays'],
    ['watching', bookmark('800'), 'watching from 900', [], 'stays'],
    ['watching', { type: 'closed' }, 'watching from 900', [], 'asks'],
    ['watching', { type: 'silent' }, 'watching from 900', [], 'asks'],
    ['watching', failed('gone'), 'empty', [], 'asks'],
    [
      'watching',
      failed('versionTooLarge', 1000),
      'waiting for try 1, then watching from 900',
      [],
      'asks',
    ],
    [
      'watching',
      failed('throttled', 5000),
      'waiting for try 1, then watching from 900',
      [],
      'asks',
    ],
    [
      'watching',
      failed('unauthorized'),
      'waiting for try 1, then watching from 900',
      ['askForCredentials'],
      'asks',
    ],
    [
      'watching',
      failed('badCredentialsConfig'),
      'waiting for try 1, then watching from 900',
      ['askForCredentials'],
      'asks',
    ],
    ['watching', failed('forbidden'), 'missing: forbidden', ['drop'], 'asks'],
    ['watching', failed('notServed'), 'missing: not-served', ['drop'], 'asks'],
    [
      'watching',
      failed('notKubernetes'),
      'waiting for try 1, then watching from 900',
      [],
      'asks',
    ],
    [
      'watching',
      failed('untrustedCertificate'),
      'waiting for try 1, then watching from 900',
      [],
      'asks',
    ],
    [
      'watching',
      failed('unreachable'),
      'waiting for try 1, then watching from 900',
      [],
      'asks',
    ],
    [
      'watching',
      failed('protocol'),
      'waiting for try 1, then watching from 900',
      [],
      'asks',
    ],
    [
      'watching',
      failed('unsupported'),
      'waiting for try 1, then empty',
      [],
      'asks',
    ],

    ['retried', object('901'), 'watching from 901', [], 'stays'],
    [
      'retried',
      { type: 'closed' },
      'waiting for try 3, then watching from 900',
      [],
      'asks',
    ],
    ['retried', failed('versionTooLarge'), 'empty', ['newEpoch'], 'asks'],
    ['retried', failed('gone'), 'empty', [], 'asks'],
    ['listed', failed('gone'), 'waiting for try 1, then empty', [], 'asks'],

    ['waiting', { type: 'elapsed' }, 'watching from 900', [], 'asks'],
    [
      'waiting',
      { type: 'credentialsChanged' },
      'watching from 900',
      [],
      'asks',
    ],
    [
      'throttled',
      { type: 'credentialsChanged' },
      'waiting for try 1, then empty',
      [],
      'stays',
    ],
    ['missing', { type: 'elapsed' }, 'empty', [], 'asks'],
    ['missing', { type: 'credentialsChanged' }, 'empty', [], 'asks'],
  ])(
    'that is %s becomes, on %j, %s and says %j',
    (name, input, next, actions, how) => {
      const result = step(states[name], input);
      expect(inWords(result.state)).toBe(next);
      expect(result.actions).toEqual(actions);
      expect(result.isNext).toBe(how === 'asks');
    },
  );

  it('waits at least as long as the server asks', () => {
    expect(
      step(states.watching, failed('throttled', 7_000)).state,
    ).toMatchObject({ minimumMs: 7_000 });
  });

  it('counts tries until the cluster tells news', () => {
    let state: WatchState = states.watching;
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      state = step(state, failed('unreachable')).state;
      expect(state).toMatchObject({ name: 'waiting', attempt });
      state = step(state, { type: 'elapsed' }).state;
    }
    state = step(state, object('901')).state;
    expect(step(state, failed('unreachable')).state).toMatchObject({
      attempt: 1,
    });
  });

  it('keeps the picture while an API server that came back still forbids everything', () => {
    let state: WatchState = states.retried;
    for (let refusal = 1; refusal <= MAX_REFUSALS; refusal += 1) {
      const { state: waiting, actions } = step(state, failed('forbidden'));
      expect(waiting).toMatchObject({ name: 'waiting', attempt: refusal });
      expect(actions).toEqual([]);
      state = step(waiting, { type: 'elapsed' }).state;
    }
    const news = step(state, object('901')).state;
    expect(news).toEqual({ ...states.watching, resourceVersion: '901' });
    const last = step(state, failed('forbidden'));
    expect(last.state).toMatchObject({ name: 'missing', reason: 'forbidden' });
    expect(last.actions).toEqual(['drop']);
  });
});

describe('a history that expired', () => {
  const quiet = (more: object = {}): WatchState => ({
    name: 'watching',
    resourceVersion: '900',
    attempt: 0,
    hasNews: false,
    ...more,
  });
  const gone: WatchInput = {
    type: 'failed',
    failure: { type: 'gone', message: 'the API server answered 410' },
  };

  it('is listed anew within a second, also at the end of a long outage', () => {
    // Six tries in vain: the next pause of that outage would be 20 s.
    const { state } = step(quiet({ attempt: 6 }), gone);
    expect(state).toMatchObject({ name: 'waiting', attempt: 1, minimumMs: 0 });
  });

  it('is listed with growing patience when lists expire again and again, until a watch brings news', () => {
    let state: WatchState = quiet();
    const waits: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      state = step(state, gone).state;
      waits.push(state.name === 'waiting' ? state.attempt : 0);
      for (const input of [
        { type: 'elapsed' },
        { type: 'start', method: 'pages' },
        { type: 'page', resourceVersion: '900' },
      ] satisfies WatchInput[]) {
        state = step(state, input).state;
      }
      expect(state.name).toBe('watching');
    }
    expect(waits).toEqual([1, 2, 3]);
    state = step(state, { type: 'object', resourceVersion: '901' }).state;
    expect(step(state, gone).state).toEqual({ name: 'empty', attempt: 0 });
  });
});
