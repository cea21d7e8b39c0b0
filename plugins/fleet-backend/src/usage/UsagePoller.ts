import type {
  UsageProblem,
  UsageSourceName,
  UsageStatus,
} from '@panorama/plugin-fleet-common';
import type { Clock } from '../watch/Clock';
import { type Usage, UsageError, type UsageSource } from './UsageSource';

/** The longest that one source may take for one reading: the next one still gets its turn. */
const DEADLINE_MS = 20_000;

/** Clusters that come up together are not asked together. */
const SPREAD_MS = 5_000;

type Readings = ReadonlyMap<string, Usage>;

export interface UsagePollerOptions {
  /** Asked in this order until one has numbers. */
  sources: readonly UsageSource[];
  intervalMs: number;
  clock: Clock;
  /** Takes the place of everything before; `undefined`: nobody measured. */
  onPods: (usage: Readings | undefined) => void;
  onNodes: (usage: Readings | undefined) => void;
  onStatus: (status: UsageStatus) => void;
  /** A source that was asked gave nothing. */
  onFailure?: () => void;
}

interface Outcome {
  usage?: Readings;
  source?: UsageSourceName;
  problems: UsageProblem[];
}

/**
 * Reads what pods and nodes of a cluster use, again and again. Where nobody
 * measured there is no usage, which is not zero usage: an old number would look
 * like a present one.
 */
export class UsagePoller {
  readonly #troubledSince = new Map<string, number>();

  constructor(private readonly options: UsagePollerOptions) {}

  /** Runs until the signal aborts; rejects then. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, intervalMs } = this.options;
    await clock.sleep(clock.random() * SPREAD_MS, signal);
    for (;;) {
      const startedAt = clock.now();
      await this.#poll(signal);
      const left = startedAt + intervalMs - clock.now();
      await clock.sleep(Math.max(1000, left), signal);
    }
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const { sources, clock, onPods, onNodes, onStatus } = this.options;
    const pods = await this.#first('pods', sources, signal);
    onPods(pods.usage);
    // Who has no pods to tell of is not asked for nodes, too.
    const vain = new Set(pods.problems.map(({ source }) => source));
    const nodes = await this.#first(
      'nodes',
      sources.filter(({ name }) => !vain.has(name)),
      signal,
    );
    onNodes(nodes.usage);
    onStatus({
      ...(pods.source && { source: pods.source, readAt: clock.now() }),
      problems: [...pods.problems, ...nodes.problems],
    });
  }

  /** What the first source says that says anything, and why those before it did not. */
  async #first(
    what: 'pods' | 'nodes',
    sources: readonly UsageSource[],
    signal: AbortSignal,
  ): Promise<Outcome> {
    const problems: UsageProblem[] = [];
    for (const source of sources) {
      const key = `${source.name} ${what}`;
      try {
        const usage = await this.#read(what, source, signal);
        this.#troubledSince.delete(key);
        return { usage, source: source.name, problems };
      } catch (error) {
        signal.throwIfAborted();
        const since = this.#troubledSince.get(key) ?? this.options.clock.now();
        this.#troubledSince.set(key, since);
        this.options.onFailure?.();
        problems.push({ source: source.name, ...wordsOf(error, what), since });
      }
    }
    return { problems };
  }

  #read(
    what: 'pods' | 'nodes',
    source: UsageSource,
    signal: AbortSignal,
  ): Promise<Readings> {
    const deadline = AbortSignal.any([
      signal,
      AbortSignal.timeout(Math.min(DEADLINE_MS, this.options.intervalMs)),
    ]);
    return what === 'pods'
      ? source.readPods(deadline)
      : source.readNodes(deadline);
  }
}

function wordsOf(
  error: unknown,
  what: 'pods' | 'nodes',
): Pick<UsageProblem, 'code' | 'message'> {
  const { code, message } =
    error instanceof UsageError
      ? error
      : { code: 'timeout' as const, message: 'did not answer in time' };
  return { code, message: what === 'pods' ? message : `nodes: ${message}` };
}
