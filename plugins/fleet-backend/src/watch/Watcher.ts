import {
  ListSplitter,
  LineSplitter,
  type Splitter,
} from '../decode/splitEvents';
import {
  Selection,
  selectJson,
  WHOLE,
  type Fields,
} from '../decode/selectJson';
import type { SelectedMetadata } from '../decode/selectedPod';
import { backoffMs, MISSING_RECHECK_MS, watchTimeoutSeconds } from './backoff';
import type { Clock } from './Clock';
import { failureOfError, failureOfStatus, type WatchFailure } from './errors';
import type { Gate } from './Gate';
import { expectJson, WatchFailureError } from './readAnswer';
import type { ListMethod, WatchAction, WatchInput, WatchState } from './states';
import { step } from './step';
import type { WatchTransport } from './transport';

/** Bookmarks come about once a minute (kubernetes/kubernetes#90249): half as long again is silence. */
export const MAX_SILENCE_MS = 90_000;

/** As client-go's pager. */
export const PAGE_LIMIT = 500;

/** Watches that a server ends all together come back spread over this time. */
const RECONNECT_SPREAD_MS = 250;

/** Marks the bookmark after the last of the initial events (KEP-3157). */
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** An object with the fields that its kind selects. */
export interface SelectedObject {
  metadata: SelectedMetadata;
}

/** Where the objects of one kind go. */
export interface WatchTarget {
  /** A new list begins; what it does not mention until `commit` has gone. */
  begin(): void;
  put(object: SelectedObject): void;
  delete(object: SelectedObject): void;
  commit(): void;
  /** The kind is not ours to read any more. */
  drop(): void;
}

export interface WatcherOptions {
  /** `/api/v1/pods` */
  path: string;
  /** Narrows what is watched: `{ fieldSelector: 'type=Warning' }`. */
  query?: Record<string, string>;
  fields: Fields;
  target: WatchTarget;
  transport: WatchTransport;
  clock: Clock;
  /** Passed while listing. */
  gate: Gate;
  /** Asked before each list, because another kind may have found that WatchList is missing. */
  listMethod: () => ListMethod;
  onAction: (action: WatchAction) => void;
  onState: (state: WatchState) => void;
  /** Called for every chunk: the cluster lives. */
  onBytes: () => void;
}

interface WatchEvent {
  type?: string;
  object?: SelectedObject;
}

/**
 * Drives `step` for one kind of one cluster: sends what the state asks for,
 * feeds it what comes back. Decides nothing.
 */
export class Watcher {
  #state: WatchState = { name: 'empty', attempt: 0 };
  #wake: AbortController | undefined;
  /** When `waiting` or `missing` ends; ms since the epoch. */
  nextTryAt: number | undefined;
  readonly #items: Selection;
  readonly #events: Selection;

  constructor(private readonly options: WatcherOptions) {
    this.#items = new Selection(options.fields);
    this.#events = new Selection({
      type: WHOLE,
      object: withInitialEventsEnd(options.fields),
    });
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Runs until the signal aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#turn(signal);
      } catch (error) {
        if (!signal.aborted) {
          this.#apply({ type: 'failed', failure: this.#failureOf(error) });
        }
      }
    }
  }

  /** New credentials are at hand: whoever waits for them goes on at once. */
  credentialsChanged(): void {
    if (this.#apply({ type: 'credentialsChanged' })) {
      this.#wake?.abort();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const state = this.#state;
    switch (state.name) {
      case 'empty':
        await this.#list(signal);
        break;
      case 'listing':
        // Only after an exception inside `#list`; it has been reported.
        this.#apply({ type: 'closed' });
        break;
      case 'watching':
        await this.#watch(state.resourceVersion, signal);
        break;
      case 'waiting':
        await this.#sleep(
          backoffMs(
            state.attempt,
            state.minimumMs,
            this.options.clock.random(),
          ),
          signal,
        );
        break;
      case 'missing':
        await this.#sleep(MISSING_RECHECK_MS, signal);
        break;
      default:
    }
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    const wake = new AbortController();
    this.#wake = wake;
    const before = this.#state;
    this.nextTryAt = this.options.clock.now() + ms;
    this.options.onState(before);
    await this.options.clock
      .sleep(ms, AbortSignal.any([signal, wake.signal]))
      .catch(() => {});
    this.#wake = undefined;
    this.nextTryAt = undefined;
    if (!signal.aborted && this.#state === before) {
      this.#apply({ type: 'elapsed' });
    }
  }

  /** One list to its end, page by page or as a stream; goes on as watch in the second case. */
  async #list(signal: AbortSignal): Promise<void> {
    const leave = await this.options.gate.enter(signal);
    try {
      this.#apply({ type: 'start', method: this.options.listMethod() });
      while (this.#state.name === 'listing' && !signal.aborted) {
        if (this.#state.method === 'watchList') {
          await this.#stream(
            {
              sendInitialEvents: 'true',
              resourceVersionMatch: 'NotOlderThan',
            },
            signal,
            leave,
          );
        } else {
          await this.#page(this.#state.continueToken, signal);
        }
      }
    } finally {
      leave();
    }
  }

  async #watch(resourceVersion: string, signal: AbortSignal): Promise<void> {
    const { clock } = this.options;
    if (this.#state.name === 'watching' && this.#state.attempt > 0) {
      await clock.sleep(
        Math.round(clock.random() * RECONNECT_SPREAD_MS),
        signal,
      );
    }
    await this.#stream({ resourceVersion }, signal, () => {});
  }

  /** @param onListed - called once the state has left `listing` */
  async #stream(
    query: Record<string, string>,
    signal: AbortSignal,
    onListed: () => void,
  ): Promise<void> {
    let isNext = false;
    const splitter = new LineSplitter((buffer, start, end) => {
      if (!isNext) {
        isNext = this.#event(buffer, start, end);
        if (this.#state.name !== 'listing') {
          onListed();
        }
      }
    });
    const isSilent = await this.#read(
      {
        ...query,
        watch: '1',
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(
          watchTimeoutSeconds(this.options.clock.random()),
        ),
      },
      splitter,
      () => isNext,
      signal,
    );
    if (isSilent) {
      this.#apply({ type: 'silent' });
    } else if (!isNext) {
      this.#apply(
        splitter.isComplete()
          ? { type: 'closed' }
          : { type: 'failed', failure: CUT_OFF },
      );
    }
  }

  async #page(
    continueToken: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const splitter = new ListSplitter((buffer, start, end) => {
      const object = selectJson<SelectedObject>(
        buffer,
        start,
        end,
        this.#items,
      );
      this.options.target.put(object);
      this.#apply({
        type: 'object',
        resourceVersion: object.metadata.resourceVersion,
      });
    });
    const isSilent = await this.#read(
      {
        limit: String(PAGE_LIMIT),
        ...(continueToken && { continue: continueToken }),
      },
      splitter,
      () => false,
      signal,
    );
    if (isSilent) {
      this.#apply({ type: 'silent' });
      return;
    }
    if (!splitter.isComplete()) {
      throw new WatchFailureError(CUT_OFF);
    }
    const { metadata } = JSON.parse(splitter.envelope());
    this.#apply({
      type: 'page',
      resourceVersion: String(metadata?.resourceVersion ?? ''),
      continueToken: metadata?.continue || undefined,
    });
  }

  /**
   * Sends one GET and feeds its body to the splitter.
   *
   * @returns true when the silence watchdog ended it
   */
  async #read(
    query: Record<string, string>,
    splitter: Splitter,
    isDone: () => boolean,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { transport, clock } = this.options;
    const request = new AbortController();
    const both = AbortSignal.any([signal, request.signal]);
    let lastByteAt = clock.now();
    let isSilent = false;
    const watchdog = async () => {
      for (;;) {
        const left = lastByteAt + MAX_SILENCE_MS - clock.now();
        if (left <= 0) {
          isSilent = true;
          request.abort();
          return;
        }
        await clock.sleep(left, both);
      }
    };
    watchdog().catch(() => {});
    try {
      const answer = await expectJson(
        await transport.get({
          path: this.options.path,
          query: { ...this.options.query, ...query },
          gzip: query.watch === undefined,
          signal: both,
        }),
        transport.host,
      );
      for await (const chunk of answer.body) {
        lastByteAt = clock.now();
        this.options.onBytes();
        splitter.push(chunk);
        if (isDone()) {
          break;
        }
      }
    } catch (error) {
      if (!isSilent) {
        throw error;
      }
    } finally {
      request.abort();
    }
    return isSilent;
  }

  /** @returns true when the present answer is of no use any more */
  #event(buffer: Buffer, start: number, end: number): boolean {
    const { target } = this.options;
    const { type, object } = selectJson<WatchEvent>(
      buffer,
      start,
      end,
      this.#events,
    );
    if (type === 'ERROR') {
      const status = JSON.parse(buffer.toString('utf8', start, end)).object;
      return this.#apply({
        type: 'failed',
        failure: failureOfStatus(status?.code ?? 500, status),
      });
    }
    const resourceVersion = object?.metadata?.resourceVersion;
    if (!object || !resourceVersion) {
      throw new WatchFailureError(NO_VERSION);
    }
    switch (type) {
      case 'ADDED':
      case 'MODIFIED':
        target.put(object);
        return this.#apply({ type: 'object', resourceVersion });
      case 'DELETED':
        target.delete(object);
        return this.#apply({ type: 'object', resourceVersion });
      case 'BOOKMARK':
        return this.#apply({
          type: 'bookmark',
          resourceVersion,
          endsInitialEvents:
            object.metadata.annotations?.[INITIAL_EVENTS_END] === 'true',
        });
      default:
        return false;
    }
  }

  #apply(input: WatchInput): boolean {
    const { state, actions, isNext } = step(this.#state, input);
    const isOtherState = state.name !== this.#state.name;
    this.#state = state;
    for (const action of actions) {
      const { target } = this.options;
      if (action === 'begin') {
        target.begin();
      } else if (action === 'commit') {
        target.commit();
      } else if (action === 'drop') {
        target.drop();
      }
      this.options.onAction(action);
    }
    if (isOtherState || isNext) {
      this.options.onState(state);
    }
    return isNext;
  }

  #failureOf(error: unknown): WatchFailure {
    return error instanceof WatchFailureError
      ? error.failure
      : failureOfError(error, this.options.transport.host);
  }
}

const CUT_OFF: WatchFailure = {
  type: 'protocol',
  message: 'the answer broke off in the middle of an object',
};

const NO_VERSION: WatchFailure = {
  type: 'protocol',
  message: 'a watch event carried no object with a resourceVersion',
};

function withInitialEventsEnd(fields: Fields): Fields {
  const metadata = (fields.metadata ?? {}) as Fields;
  const { annotations } = metadata;
  return {
    ...fields,
    metadata: {
      ...metadata,
      annotations:
        annotations === WHOLE
          ? WHOLE
          : {
              ...(annotations as Fields | undefined),
              [INITIAL_EVENTS_END]: WHOLE,
            },
    },
  };
}
