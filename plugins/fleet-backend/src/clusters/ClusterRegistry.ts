import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ClusterProblem,
  ClusterStatus,
} from '@panorama/plugin-fleet-common';
import type { Inventory } from '../worker/Inventory';
import type { ClusterConnection } from '../worker/protocol';
import { ClusterSource, FoundCluster, redacted } from './ClusterSource';

/** A cluster that refuses its credentials over and over must not make an exec plugin run in a loop. */
const CREDENTIALS_WANTED_MS = 10_000;

interface Known {
  source: ClusterSource;
  title?: string;
  /** Kept while a later reading has a problem: the open watches may well go on. */
  connection?: ClusterConnection;
  problem?: ClusterProblem;
}

function endpointOf({ auth: _, ...endpoint }: ClusterConnection): string {
  return JSON.stringify(endpoint);
}

/**
 * Which clusters there are and how to reach them. Opens, changes and closes
 * them in the inventory as the configuration and the credentials change; a
 * cluster that cannot even be opened is a status with a problem.
 */
export class ClusterRegistry {
  readonly #known = new Map<string, Known>();
  readonly #running = new Map<ClusterSource, Promise<void>>();
  readonly #listeners = new Set<() => void>();
  #signal: AbortSignal = new AbortController().signal;

  constructor(
    private readonly options: {
      sources: ClusterSource[];
      inventory: Inventory;
      logger: LoggerService;
      refreshMs: number;
      now?: () => number;
    },
  ) {}

  /** Returns at once; clusters appear as their sources answer. */
  start(signal: AbortSignal): void {
    this.#signal = signal;
    const refresh = () =>
      this.options.sources.forEach(source => this.#refresh(source));
    const timer = setInterval(refresh, this.options.refreshMs);
    timer.unref();
    const lastWanted = new Map<string, number>();
    const stopListening = this.options.inventory.onCredentialsWanted(name => {
      const source = this.#known.get(name)?.source;
      const now = this.#now();
      if (
        source &&
        now - (lastWanted.get(name) ?? -Infinity) >= CREDENTIALS_WANTED_MS
      ) {
        lastWanted.set(name, now);
        this.#refresh(source);
      }
    });
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(timer);
        stopListening();
      },
      { once: true },
    );
    refresh();
  }

  /** How to reach a cluster with the portal's own credentials; `undefined` when nobody knows. */
  connection(name: string): ClusterConnection | undefined {
    return this.#known.get(name)?.connection;
  }

  /** Every configured cluster, in the order in which the sources named them. */
  statuses(): ClusterStatus[] {
    const read = new Map(
      this.options.inventory.statuses().map(status => [status.name, status]),
    );
    return [...this.#known].map(([name, { title, problem }]) => {
      const status: ClusterStatus = read.get(name) ?? {
        name,
        freshness: problem ? 'failed' : 'connecting',
        missingKinds: [],
        hasUsage: false,
      };
      return {
        ...status,
        title: title ?? status.title,
        // What the cluster itself said is nearer to the cause.
        problem: status.problem ?? problem,
      };
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #refresh(source: ClusterSource): void {
    if (this.#running.has(source) || this.#signal.aborted) {
      return;
    }
    const running = source
      .find(this.#signal)
      .then(found => this.#adopt(source, found))
      .catch(error =>
        this.options.logger.warn(
          `Cannot read the clusters of ${source.title}: ${redacted(
            error,
          )}. Those that are known stay as they are; the next try is in ${
            this.options.refreshMs / 1000
          } s.`,
        ),
      )
      .finally(() => this.#running.delete(source));
    this.#running.set(source, running);
  }

  async #adopt(source: ClusterSource, found: FoundCluster[]): Promise<void> {
    if (this.#signal.aborted) {
      return;
    }
    const names = new Set<string>();
    for (const cluster of found) {
      const owner = this.#known.get(cluster.name)?.source;
      if ((owner && owner !== source) || names.has(cluster.name)) {
        this.options.logger.warn(
          `There are two clusters called "${cluster.name}"; the one of ${
            (owner ?? source).title
          } counts. Give the other another name.`,
        );
      } else {
        names.add(cluster.name);
        await this.#apply(source, cluster);
      }
    }
    for (const [name, known] of this.#known) {
      if (known.source === source && !names.has(name)) {
        this.#known.delete(name);
        this.options.logger.info(
          `Cluster ${name} is no longer in ${source.title}`,
        );
        if (known.connection) {
          await this.options.inventory.closeCluster(name);
        }
      }
    }
    this.#listeners.forEach(listener => listener());
  }

  async #apply(source: ClusterSource, found: FoundCluster): Promise<void> {
    const { inventory, logger } = this.options;
    const old = this.#known.get(found.name);
    if ('problem' in found) {
      if (old?.problem?.message !== found.problem.message) {
        logger.warn(`Cluster ${found.name}: ${found.problem.message}`);
      }
      this.#known.set(found.name, {
        source,
        title: found.title ?? old?.title,
        connection: old?.connection,
        problem: {
          ...found.problem,
          since: old?.problem?.since ?? this.#now(),
        },
      });
      return;
    }
    const { connection } = found;
    this.#known.set(found.name, { source, title: found.title, connection });
    if (
      !old?.connection ||
      endpointOf(old.connection) !== endpointOf(connection)
    ) {
      logger.info(`Opening cluster ${found.name} of ${source.title}`, {
        url: connection.url,
      });
      await inventory.openCluster(connection);
    } else if (
      JSON.stringify(old.connection.auth) !== JSON.stringify(connection.auth)
    ) {
      await inventory.updateCredentials(found.name, connection.auth);
    }
  }

  #now() {
    return (this.options.now ?? Date.now)();
  }
}
