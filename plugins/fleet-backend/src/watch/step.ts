import { compareVersions } from '../inventory/resourceVersion';
import type { WatchFailure } from './errors';
import type {
  ResumeState,
  WatchAction,
  WatchInput,
  WatchState,
  WatchStep,
} from './states';

/** After so many refusals of a resourceVersion from the future, the server's history is a new one. */
export const MAX_VERSION_TOO_LARGE = 3;

/**
 * An API server that has just started forbids everything for a moment: its
 * authorizer has not read the bindings yet. So many refusals of what was allowed
 * before are waited out (about ten seconds) before the picture is given up.
 */
export const MAX_REFUSALS = 4;

const NONE: readonly WatchAction[] = [];

/**
 * The next state of a watch. Pure: no clock and no socket; how long `waiting`
 * takes is the driver's (`backoff.ts`). An input that means nothing in a state
 * leaves it as it is. `attempt` counts tries since the cluster last told news.
 */
export function step(state: WatchState, input: WatchInput): WatchStep {
  switch (state.name) {
    case 'empty':
      return stepEmpty(state, input);
    case 'listing':
      return stepListing(state, input);
    case 'watching':
      return stepWatching(state, input);
    case 'waiting':
      return stepWaiting(state, input);
    case 'missing':
      return input.type === 'elapsed' || input.type === 'credentialsChanged'
        ? next({ name: 'empty', attempt: 0 })
        : stay(state);
    default:
      return stay(state);
  }
}

type StateOf<N extends WatchState['name']> = Extract<WatchState, { name: N }>;

function stepEmpty(state: StateOf<'empty'>, input: WatchInput): WatchStep {
  return input.type === 'start'
    ? next(
        {
          name: 'listing',
          method: input.method,
          objects: 0,
          attempt: state.attempt,
          ...expiriesOf(state),
        },
        ['begin'],
      )
    : stay(state);
}

function stepListing(state: StateOf<'listing'>, input: WatchInput): WatchStep {
  const restart: ResumeState = { name: 'empty', attempt: state.attempt };
  switch (input.type) {
    case 'object':
      return stay({ ...state, objects: state.objects + 1 });
    case 'page':
      return input.continueToken
        ? next({ ...state, continueToken: input.continueToken })
        : next(
            {
              name: 'watching',
              resourceVersion: input.resourceVersion,
              attempt: state.attempt,
              hasNews: false,
              ...expiriesOf(state),
            },
            ['commit'],
          );
    case 'bookmark':
      // A server that ignores `sendInitialEvents` sends bookmarks, but never this one.
      return input.endsInitialEvents
        ? stay(
            {
              name: 'watching',
              resourceVersion: input.resourceVersion,
              attempt: state.attempt,
              hasNews: false,
              ...expiriesOf(state),
            },
            ['commit'],
          )
        : next({ name: 'empty', attempt: 0 }, ['noWatchList']);
    case 'closed':
      return wait(state.attempt, restart, BROKE_OFF);
    case 'silent':
      return wait(state.attempt, restart, SILENT);
    case 'failed':
      if (
        input.failure.type === 'unsupported' &&
        state.method === 'watchList'
      ) {
        return next({ name: 'empty', attempt: 0 }, ['noWatchList']);
      }
      return fail(state.attempt, restart, input.failure);
    default:
      return stay(state);
  }
}

function stepWatching(
  state: StateOf<'watching'>,
  input: WatchInput,
): WatchStep {
  switch (input.type) {
    case 'object': {
      const order = compareVersions(
        input.resourceVersion,
        state.resourceVersion,
      );
      // Events of one watch only go up. One that goes down, or that we had,
      // comes from another history: an etcd restored from a backup.
      if (order !== undefined && order < 0) {
        return next({ name: 'empty', attempt: 0 }, ['newEpoch']);
      }
      return stay(withNews(state, input.resourceVersion));
    }
    case 'bookmark': {
      const order = compareVersions(
        input.resourceVersion,
        state.resourceVersion,
      );
      return order !== undefined && order < 0
        ? stay(state)
        : stay(withNews(state, input.resourceVersion));
    }
    case 'closed':
      // Servers end watches after some minutes; that is not a failure. One that
      // ends them at once, without a word, is answered with patience.
      return state.attempt === 0
        ? next({ ...state, attempt: 1 })
        : wait(state.attempt, state, BROKE_OFF);
    case 'silent':
      return next({ ...state, attempt: state.attempt + 1 });
    case 'failed':
      return fail(state.attempt, state, input.failure);
    default:
      return stay(state);
  }
}

function withNews(
  state: StateOf<'watching'>,
  resourceVersion: string,
): WatchState {
  if (state.refusals === undefined && state.expiries === undefined) {
    return { ...state, resourceVersion, attempt: 0, hasNews: true };
  }
  const { refusals: _over, expiries: _past, ...rest } = state;
  return { ...rest, resourceVersion, attempt: 0, hasNews: true };
}

function stepWaiting(state: StateOf<'waiting'>, input: WatchInput): WatchStep {
  switch (input.type) {
    case 'elapsed':
      return next({ ...state.resume, attempt: state.attempt });
    case 'credentialsChanged':
      return state.cause.type === 'unauthorized' ||
        state.cause.type === 'badCredentialsConfig'
        ? next({ ...state.resume, attempt: 0 })
        : stay(state);
    default:
      return stay(state);
  }
}

function fail(
  attempt: number,
  resume: ResumeState,
  failure: WatchFailure,
): WatchStep {
  switch (failure.type) {
    case 'gone':
      return expire(attempt, resume, failure);
    case 'versionTooLarge':
      return attempt + 1 >= MAX_VERSION_TOO_LARGE && resume.name === 'watching'
        ? next({ name: 'empty', attempt: 0 }, ['newEpoch'])
        : wait(attempt, resume, failure);
    case 'unsupported':
      // Not about WatchList any more: the resourceVersion itself is refused.
      return wait(attempt, { name: 'empty', attempt: 0 }, failure);
    case 'forbidden':
      return forbid(resume, failure);
    case 'notServed':
      return next({ name: 'missing', reason: 'not-served', cause: failure }, [
        'drop',
      ]);
    case 'unauthorized':
    case 'badCredentialsConfig':
      return wait(attempt, resume, failure, ['askForCredentials']);
    default:
      return wait(attempt, resume, failure);
  }
}

/**
 * A list that is compacted before its watch has brought a single event would be
 * fetched again and again without a pause. How long the pause is follows from
 * how often that happened, not from the tries of an outage before: after one,
 * everybody's history has expired, and the list is what helps.
 */
function expire(
  attempt: number,
  resume: ResumeState,
  failure: WatchFailure,
): WatchStep {
  if (resume.name !== 'watching') {
    return wait(
      attempt,
      { ...expiriesOf(resume), name: 'empty', attempt },
      failure,
    );
  }
  if (resume.hasNews) {
    return next({ name: 'empty', attempt: 0 });
  }
  const { expiries = 0 } = resume;
  return wait(
    expiries,
    { name: 'empty', attempt: 0, expiries: expiries + 1 },
    failure,
  );
}

function expiriesOf({ expiries }: { expiries?: number }): {
  expiries?: number;
} {
  return expiries === undefined ? {} : { expiries };
}

/** Right after a reconnect it may pass; otherwise the kind is not ours to read. */
function forbid(resume: ResumeState, cause: WatchFailure): WatchStep {
  if (resume.name === 'watching' && resume.attempt > 0) {
    const { refusals = 0 } = resume;
    if (refusals < MAX_REFUSALS) {
      return wait(refusals, { ...resume, refusals: refusals + 1 }, cause);
    }
  }
  return next({ name: 'missing', reason: 'forbidden', cause }, ['drop']);
}

const BROKE_OFF: WatchFailure = {
  type: 'protocol',
  message: 'the API server ended the answer before it was complete',
};

const SILENT: WatchFailure = {
  type: 'timeout',
  message: 'the API server fell silent in the middle of a list',
};

function wait(
  attempt: number,
  resume: ResumeState,
  cause: WatchFailure,
  actions: readonly WatchAction[] = NONE,
): WatchStep {
  return next(
    {
      name: 'waiting',
      attempt: attempt + 1,
      minimumMs: cause.retryAfterMs ?? 0,
      resume,
      cause,
    },
    actions,
  );
}

function stay(
  state: WatchState,
  actions: readonly WatchAction[] = NONE,
): WatchStep {
  return { state, actions, isNext: false };
}

function next(
  state: WatchState,
  actions: readonly WatchAction[] = NONE,
): WatchStep {
  return { state, actions, isNext: true };
}
