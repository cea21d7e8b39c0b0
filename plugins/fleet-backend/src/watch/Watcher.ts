import type { Fields } from '../decode/selectJson';
import type { SelectedObject } from '../decode/selectedPod';
import { backoffMs, MISSING_RECHECK_MS, watchTimeoutSeconds } from './backoff';
import type { Clock } from './Clock';
import { failureOfError, failureOfStatus, type WatchFailure } from './errors';
import type { Gate } from './Gate';
import { INITIAL_EVENTS_END, JsonFormat } from './formats/JsonFormat';
import type { ObjectFormat, WatchEvent } from './formats/ObjectFormat';
import { ObjectReader } from './ObjectReader';
import { WatchFailureError } from './readAnswer';
import type { ListMethod, WatchAction, WatchInput, WatchState } from './states';
import { step } from './step';
import type { WatchTransport } from './transport';

/** As client-go's pager. */
export const PAGE_LIMIT = 500;

/** Watches that a server ends all together come back spread over this time. */
const RECONNECT_SPREAD_MS = 250;

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
  /** Asked for instead of JSON where the server has it. */
  preferredFormat?: ObjectFormat;
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

/**
 * Drives `step` for one kind of one cluster: sends what the state asks for,
 * feeds it what comes back. Decides nothing.
 */
export class Watcher {
  #state: WatchState = { name: 'empty', attempt: 0 };
  #wake: AbortController | undefined;
  /** When `waiting` or `missing` ends; ms since the epoch. */
  nextTryAt: number | undefined;
  readonly #reader: ObjectReader;

  constructor(private readonly options: WatcherOptions) {
    const { preferredFormat, fields } = options;
    this.#reader = new ObjectReader({
      path: options.path,
      transport: options.transport,
      clock: options.clock,
      formats: [
        ...(preferredFormat ? [preferredFormat] : []),
        new JsonFormat(fields),
      ],
      onBytes: options.onBytes,
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
    const end = await this.#reader.watch(
      {
        ...this.options.query,
        ...query,
        watch: '1',
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(
          watchTimeoutSeconds(this.options.clock.random()),
        ),
      },
      event => {
        const isNext = this.#event(event);
        if (this.#state.name !== 'listing') {
          onListed();
        }
        return !isNext;
      },
      signal,
    );
    if (end === 'silent') {
      this.#apply({ type: 'silent' });
    } else if (end === 'complete') {
      this.#apply({ type: 'closed' });
    } else if (end === 'cutOff') {
      this.#apply({ type: 'failed', failure: CUT_OFF });
    }
  }

  async #page(
    continueToken: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { end, metadata } = await this.#reader.list(
      {
        ...this.options.query,
        limit: String(PAGE_LIMIT),
        ...(continueToken && { continue: continueToken }),
      },
      object => {
        this.options.target.put(object);
        this.#apply({
          type: 'object',
          resourceVersion: object.metadata.resourceVersion,
        });
      },
      signal,
    );
    if (end === 'silent') {
      this.#apply({ type: 'silent' });
    } else if (metadata) {
      this.#apply({
        type: 'page',
        resourceVersion: metadata.resourceVersion,
        continueToken: metadata.continue,
      });
    } else {
      throw new WatchFailureError(CUT_OFF);
    }
  }

  /** @returns true when the present answer is of no use any more */
  #event({ type, object, status }: WatchEvent): boolean {
    const { target } = this.options;
    if (type === 'ERROR') {
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
