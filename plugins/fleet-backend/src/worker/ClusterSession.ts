import type { ClusterStatus, UsageStatus } from '@panorama/plugin-fleet-common';
import { apiPath } from '../decode/Projection';
import type { Clock } from '../watch/Clock';
import { Gate } from '../watch/Gate';
import { expectJson, readText } from '../watch/readAnswer';
import type { WatchAction, WatchState } from '../watch/states';
import type { WatchTransport } from '../watch/transport';
import { Watcher } from '../watch/Watcher';
import { ClusterLog } from './ClusterLog';
import { clusterStatus, type KindStanding } from './clusterStatus';
import { countedTarget, noCounts, type WatchCounts } from './countedTarget';
import type { SessionKind } from './WatchedKind';

/** Lists under way at once; pods count as one. */
const CONCURRENT_LISTS = 4;

/** Watches of one server fail within a moment of each other; the log waits for all of them. */
const LOG_AFTER_MS = 1_000;

const VERSION_TIMEOUT_MS = 10_000;
const MAX_VERSION_BYTES = 64 * 1024;

export interface ClusterSessionOptions {
  name: string;
  title?: string;
  transport: WatchTransport & { close(): Promise<void> };
  clock: Clock;
  /** Pods first. */
  kinds: SessionKind[];
  onStatus: () => void;
  onCredentialsWanted: () => void;
  log: (level: 'info' | 'warn', message: string, kindId?: string) => void;
}

/** All watches of one cluster, and what they add up to. */
export class ClusterSession {
  readonly #end = new AbortController();
  readonly #gate = new Gate(CONCURRENT_LISTS);
  readonly #watchers = new Map<string, Watcher>();
  readonly #standings = new Map<string, KindStanding>();
  readonly #running: Array<Promise<void>> = [];
  #hasWatchList = true;
  #hasPicture = false;
  #lastSeenAt: number | undefined;
  #version: string | undefined;
  usage: UsageStatus | undefined;
  readonly #log = new ClusterLog();
  #isLogging = false;
  #counts = noCounts();
  #onListed = () => {};
  /** Resolves when all pods have been read once. */
  readonly listed = new Promise<void>(resolve => {
    this.#onListed = resolve;
  });

  constructor(private readonly options: ClusterSessionOptions) {
    for (const kind of options.kinds) {
      this.#standings.set(kind.id, {
        kindId: kind.id,
        state: { name: 'empty', attempt: 0 },
      });
    }
  }

  get name(): string {
    return this.options.name;
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  start(): void {
    for (const kind of this.options.kinds) {
      this.#running.push(this.#run(kind));
    }
  }

  /** Ends all requests; resolves when nothing writes any more. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.options.transport.close();
    await Promise.all(this.#running);
  }

  credentialsChanged(): void {
    for (const watcher of this.#watchers.values()) {
      watcher.credentialsChanged();
    }
  }

  status(): ClusterStatus {
    const [pods, ...others] = this.#standings.values();
    let objectsRead = 0;
    for (const { state } of [pods, ...others]) {
      objectsRead += state.name === 'listing' ? state.objects : 0;
    }
    return clusterStatus({
      name: this.options.name,
      title: this.options.title,
      version: this.#version,
      usage: this.usage,
      lastSeenAt: this.#lastSeenAt,
      objectsRead,
      hasPicture: this.#hasPicture,
      pods,
      others,
    });
  }

  /** What happened since the last call. */
  takeCounts(): WatchCounts {
    const counts = this.#counts;
    this.#counts = noCounts();
    return counts;
  }

  countUsageFailure(): void {
    this.#counts.usageFailures += 1;
  }

  /** Watches a kind in the first of its versions that the cluster serves. */
  async #run(kind: SessionKind): Promise<void> {
    const { signal } = this.#end;
    for (let i = 0; !signal.aborted; i = (i + 1) % kind.versions.length) {
      const other = new AbortController();
      const hasOthers = i + 1 < kind.versions.length;
      const watcher = this.#watcher(kind, kind.versions[i], state => {
        if (
          hasOthers &&
          state.name === 'missing' &&
          state.reason === 'not-served'
        ) {
          other.abort();
        }
      });
      this.#watchers.set(kind.id, watcher);
      await watcher.run(AbortSignal.any([signal, other.signal]));
    }
  }

  #watcher(
    kind: SessionKind,
    version: string,
    onState: (state: WatchState) => void,
  ): Watcher {
    const watcher: Watcher = new Watcher({
      path: apiPath(kind.group, version, kind.plural),
      query: kind.query,
      fields: kind.fields,
      preferredFormat: kind.preferredFormat,
      target: countedTarget(kind.target, () => {
        this.#counts.events += 1;
      }),
      transport: this.options.transport,
      clock: this.options.clock,
      gate: this.#gate,
      listMethod: () => (this.#hasWatchList ? 'watchList' : 'pages'),
      onAction: action => this.#onAction(kind, action),
      onBytes: () => {
        this.#lastSeenAt = this.options.clock.now();
      },
      onState: state => {
        this.#onState(kind, state, watcher.nextTryAt);
        onState(state);
      },
    });
    return watcher;
  }

  #onAction(kind: SessionKind, action: WatchAction): void {
    const { log } = this.options;
    const isPods = kind === this.options.kinds[0];
    switch (action) {
      case 'noWatchList':
        if (this.#hasWatchList) {
          this.#hasWatchList = false;
          log('info', 'the cluster has no WatchList: lists come in pages');
        }
        break;
      case 'askForCredentials':
        this.options.onCredentialsWanted();
        break;
      case 'newEpoch':
        log(
          'warn',
          'the history of the cluster was replaced (restored from a backup): everything is read anew',
          kind.id,
        );
        break;
      case 'commit':
        if (isPods) {
          this.#hasPicture = true;
          this.#onListed();
          this.#readVersion();
        }
        break;
      case 'drop':
        if (isPods) {
          this.#hasPicture = false;
        }
        break;
      default:
    }
  }

  #onState(
    kind: SessionKind,
    state: WatchState,
    nextTryAt: number | undefined,
  ): void {
    const before = this.#standings.get(kind.id);
    const isTroubled = state.name === 'waiting' || state.name === 'missing';
    const hasRecovered = state.name === 'watching' && state.attempt === 0;
    if (isReopening(before?.state, state)) {
      this.#counts.reconnects += 1;
    }
    const missing = missingAfter(before?.missing, state);
    this.#standings.set(kind.id, {
      kindId: kind.id,
      state,
      ...(missing && { missing }),
      ...(nextTryAt !== undefined && { nextTryAt }),
      ...(!hasRecovered &&
        (isTroubled || before?.troubledSince !== undefined) && {
          troubledSince: before?.troubledSince ?? this.options.clock.now(),
        }),
    });
    this.#logSoon();
    this.options.onStatus();
  }

  #logSoon(): void {
    if (this.#isLogging) {
      return;
    }
    this.#isLogging = true;
    const { clock, log } = this.options;
    const write = async () => {
      await clock.sleep(LOG_AFTER_MS, this.#end.signal);
      this.#isLogging = false;
      const settled = [...this.#standings.values()]
        .filter(({ state }) => state.name === 'watching')
        .map(({ kindId }) => kindId);
      this.#log
        .lines(this.status(), settled, clock.now())
        .forEach(({ level, message }) => log(level, message));
    };
    // Rejects when the cluster is closed: nobody wants to know any more.
    write().catch(() => {});
  }

  /** Answers late or never on a sick server; the version is only shown. */
  #readVersion(): void {
    const { transport } = this.options;
    const signal = AbortSignal.any([
      this.#end.signal,
      AbortSignal.timeout(VERSION_TIMEOUT_MS),
    ]);
    const read = async () => {
      const answer = await expectJson(
        await transport.get({ path: '/version', signal }),
        transport.host,
      );
      const { gitVersion } = JSON.parse(
        await readText(answer.body, MAX_VERSION_BYTES),
      );
      if (typeof gitVersion === 'string') {
        this.#version = gitVersion;
        this.options.onStatus();
      }
    };
    read().catch(error => {
      if (!this.#end.signal.aborted) {
        this.options.log(
          'info',
          `the version could not be read: ${error.message}`,
        );
      }
    });
  }
}

/** A watch that was open, or waited to be, is asked for again. */
function isReopening(before: WatchState | undefined, now: WatchState): boolean {
  const isAsking = now.name === 'watching' || now.name === 'empty';
  return (
    isAsking &&
    (before?.name === 'waiting' ||
      (before?.name === 'watching' &&
        (now.name === 'empty' || now.attempt > before.attempt)))
  );
}

/** A kind is there again when its watch is open, not when it is asked for again. */
function missingAfter(
  before: KindStanding['missing'],
  state: WatchState,
): KindStanding['missing'] {
  switch (state.name) {
    case 'missing':
      return state.reason;
    case 'watching':
      return undefined;
    default:
      return before;
  }
}
