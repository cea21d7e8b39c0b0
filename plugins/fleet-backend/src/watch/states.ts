import type { WatchFailure } from './errors';

/** How the first picture of a kind is fetched; what works is remembered per cluster. */
export type ListMethod = 'watchList' | 'pages';

/**
 * Where one (cluster, kind) watch stands. `step` is the only function that moves it.
 *
 * - `empty`     no usable resourceVersion: the next request lists (or streams the list).
 * - `listing`   objects arrive; readers see old and new ones until the list is
 *               complete and what it did not mention goes. A failure starts over.
 * - `watching`  readers see live content; `resourceVersion` is the last one seen.
 *               410 leads to `empty`, everything else resumes from there.
 * - `waiting`   the server failed or refused; readers keep what they had, stale.
 *               Goes on with `resume` when the time is over or credentials changed.
 * - `missing`   the cluster does not serve the kind or does not let us read it;
 *               readers have nothing. Asked again now and then.
 */
export type WatchState =
  | { name: 'empty'; attempt: number; expiries?: number }
  | {
      name: 'listing';
      method: ListMethod;
      continueToken?: string;
      objects: number;
      attempt: number;
      expiries?: number;
    }
  | {
      name: 'watching';
      resourceVersion: string;
      attempt: number;
      /** False until the first change or bookmark after the list. */
      hasNews: boolean;
      /** How many lists in a row expired before their watch brought anything. */
      expiries?: number;
      /** How often in a row the server has forbidden what it allowed before. */
      refusals?: number;
    }
  | {
      name: 'waiting';
      attempt: number;
      /** The server's own wish (`Retry-After`); the longer of it and the back-off counts. */
      minimumMs: number;
      resume: ResumeState;
      cause: WatchFailure;
    }
  | {
      name: 'missing';
      reason: 'not-served' | 'forbidden';
      cause: WatchFailure;
    };

export type ResumeState = Extract<WatchState, { name: 'empty' | 'watching' }>;

/** What can happen to a watch. */
export type WatchInput =
  | { type: 'start'; method: ListMethod }
  /** An object of the list or a change; `resourceVersion` is the object's. */
  | { type: 'object'; resourceVersion: string }
  /** A page of a list has been read to its end. */
  | { type: 'page'; resourceVersion: string; continueToken?: string }
  | { type: 'bookmark'; resourceVersion: string; endsInitialEvents: boolean }
  /** The answer ended where it may end. */
  | { type: 'closed' }
  /** No byte for longer than bookmarks take to come. */
  | { type: 'silent' }
  | { type: 'failed'; failure: WatchFailure }
  | { type: 'credentialsChanged' }
  /** The time of `waiting` or `missing` is over. */
  | { type: 'elapsed' };

/** What the driver must do because of a step, besides the next request. */
export type WatchAction =
  /** A new list begins. */
  | 'begin'
  /** The list is complete: what it did not mention has gone. */
  | 'commit'
  /** Forget all objects: the kind is not ours to read any more. */
  | 'drop'
  /** This cluster does not know WatchList: page for all kinds from now on. */
  | 'noWatchList'
  | 'askForCredentials'
  /** The cluster's history was replaced (etcd restored): numbers before mean nothing. */
  | 'newEpoch';

export interface WatchStep {
  state: WatchState;
  actions: readonly WatchAction[];
  /** True: leave the present answer, if any, and do what the new state asks for. */
  isNext: boolean;
}
