import type { TestCluster } from '@panorama/testbed';

const INTERVAL_MS = 5_000;

/** How many nodes and pods a cluster has, asked every few seconds and nearly free. */
export class HeadCounts {
  #nodes = 0;
  #pods = 0;
  #isAsking = false;
  readonly #cluster: TestCluster;
  readonly #timer: NodeJS.Timeout;

  constructor(cluster: TestCluster) {
    this.#cluster = cluster;
    this.#timer = setInterval(() => this.#ask(), INTERVAL_MS).unref();
    this.#ask();
  }

  get nodes(): number {
    return this.#nodes;
  }

  get pods(): number {
    return this.#pods;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #ask(): void {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    Promise.all([this.#count('nodes'), this.#count('pods')])
      .then(([nodes, pods]) => {
        this.#nodes = nodes;
        this.#pods = pods;
      })
      .catch(() => {
        // The API server is away, perhaps on purpose; the last numbers stay.
      })
      .finally(() => {
        this.#isAsking = false;
      });
  }

  /** One item and the number of those that remain. */
  async #count(plural: string): Promise<number> {
    const { items, metadata } = await this.#cluster.client.json<{
      items: unknown[];
      metadata: { remainingItemCount?: number };
    }>({ path: `/api/v1/${plural}?limit=1` });
    return items.length + (metadata.remainingItemCount ?? 0);
  }
}
