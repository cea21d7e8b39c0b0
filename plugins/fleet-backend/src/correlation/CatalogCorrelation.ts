import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { FleetConfig } from '../config';
import { breathing } from '../routes/breathe';
import type { Inventory } from '../worker/Inventory';
import {
  correlate,
  CorrelationConflict,
  CorrelationWorkload,
} from './correlate';
import { ReadingPace } from './ReadingPace';
import { readEntities } from './readEntities';
import { tenantsOf } from './tenants';

/** Pods come and go all the time; new workloads get their entity within this time. */
const SETTLE_MS = 5_000;

const WORKLOAD_TABLES: Array<[kind: string, table: string]> = [
  ['Deployment', 'deployments.apps'],
  ['StatefulSet', 'statefulsets.apps'],
  ['DaemonSet', 'daemonsets.apps'],
  ['Job', 'jobs.batch'],
  ['CronJob', 'cronjobs.batch'],
];

type Entities = Awaited<ReturnType<typeof readEntities>>;

/** Keeps owner, system, entity and tenant of workloads up to date in the inventory. */
export class CatalogCorrelation {
  #entities: Entities = { entities: [], systems: new Set() };
  #conflicts = new Map<string, CorrelationConflict>();
  #isDirty = true;
  #isRunning = false;
  #sent = { attributes: '', tenants: '' };

  constructor(
    private readonly options: {
      inventory: Inventory;
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      config: Pick<FleetConfig, 'correlation' | 'tenants'>;
    },
  ) {}

  /** Returns at once; a catalog that does not answer leaves the last picture. */
  start(signal: AbortSignal): void {
    const { inventory, config } = this.options;
    const kinds = [
      'pods',
      'namespaces',
      ...WORKLOAD_TABLES.map(([, table]) => table),
    ];
    const ends = kinds.map(kind =>
      inventory.onChange(kind, () => {
        this.#isDirty = true;
      }),
    );
    const pace = new ReadingPace(config.correlation.refreshSeconds * 1000);
    let reading: NodeJS.Timeout | undefined;
    const readCatalog = async () => {
      await this.#readCatalog();
      if (!signal.aborted) {
        const pauseMs = pace.next(this.#entities.entities.length);
        reading = setTimeout(readCatalog, pauseMs).unref();
      }
    };
    const settling = setInterval(() => this.#settle(), SETTLE_MS).unref();
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(reading);
        clearInterval(settling);
        ends.forEach(end => end());
      },
      { once: true },
    );
    readCatalog();
  }

  /** Entities that claim this workload with equal right; `undefined` where nobody does. */
  conflictOf(
    workload: Omit<CorrelationWorkload, 'labels'>,
  ): string[] | undefined {
    return this.#conflicts.get(keyOf(workload))?.entityRefs;
  }

  async #readCatalog(): Promise<void> {
    const { catalog, auth, logger } = this.options;
    try {
      this.#entities = await readEntities(catalog, auth);
      this.#isDirty = true;
    } catch (error) {
      logger.warn(
        `The catalog cannot be read (${
          error instanceof Error ? error.message : error
        }): owners and systems of workloads stay as they were`,
      );
    }
  }

  async #settle(): Promise<void> {
    if (!this.#isDirty || this.#isRunning) {
      return;
    }
    this.#isDirty = false;
    this.#isRunning = true;
    try {
      await this.#correlate();
    } catch (error) {
      this.#isDirty = true;
      this.options.logger.warn(
        `Workloads could not be joined with the catalog: ${
          error instanceof Error ? error.message : error
        }`,
      );
    } finally {
      this.#isRunning = false;
    }
  }

  async #correlate(): Promise<void> {
    const { inventory, config } = this.options;
    const { attributes, conflicts } = correlate(
      this.#mayBelong() ? await this.#workloads() : [],
      this.#entities.entities,
      config.correlation.rules,
      this.#entities.systems,
    );
    this.#conflicts = new Map(
      conflicts.map(conflict => [keyOf(conflict.workload), conflict]),
    );
    const tenants = tenantsOf(
      inventory.objects.list('namespaces'),
      config.tenants.namespaceLabels,
    );
    // Each row costs the worker a look-up, and most turns change nothing.
    const next = {
      attributes: JSON.stringify(attributes),
      tenants: JSON.stringify(tenants),
    };
    if (next.attributes !== this.#sent.attributes) {
      await inventory.setWorkloadAttributes(attributes);
    }
    if (next.tenants !== this.#sent.tenants) {
      await inventory.setTenants(tenants);
    }
    this.#sent = next;
  }

  /** Without an entity, a system and a rule no workload belongs to anything: nobody needs to look at the pods. */
  #mayBelong(): boolean {
    const { entities, systems } = this.#entities;
    const { rules } = this.options.config.correlation;
    return entities.length > 0 || systems.size > 0 || rules.length > 0;
  }

  /** Each workload once, with its own labels and those of one of its pods. */
  async #workloads(): Promise<CorrelationWorkload[]> {
    const { pods, objects } = this.options.inventory;
    const found = new Map<string, CorrelationWorkload>();
    const seen = new Set<number>();
    for await (const slot of breathing(pods.slots())) {
      const id = pods.columns.workload[slot];
      if (!seen.has(id)) {
        seen.add(id);
        const { namespace: namespaceId, kind, name } = pods.workload(id);
        const namespace = pods.namespace(namespaceId);
        const workload: CorrelationWorkload = {
          cluster: pods.cluster(namespace.cluster),
          namespace: namespace.name,
          kind,
          name,
          labels: pods.podIdentity(slot)?.labels ?? {},
        };
        found.set(keyOf(workload), workload);
      }
    }
    for (const [kind, table] of WORKLOAD_TABLES) {
      for (const { cluster, namespace, name, labels } of objects.list(table)) {
        const workload = { cluster, namespace, kind, name, labels };
        const known = found.get(keyOf(workload));
        found.set(keyOf(workload), {
          ...workload,
          labels: { ...known?.labels, ...labels },
        });
      }
    }
    return [...found.values()];
  }
}

function keyOf({
  cluster,
  namespace,
  kind,
  name,
}: Omit<CorrelationWorkload, 'labels'>) {
  return `${cluster}\n${namespace}\n${kind}\n${name}`;
}
