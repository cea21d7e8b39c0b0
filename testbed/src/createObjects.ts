import type { KubeObject } from './ClusterClient.ts';
import type { TestCluster } from './TestCluster.ts';

/**
 * Kinds that others need first. Everything that is not named here comes after them and before pods, in the given order
 * as far as concurrency keeps it.
 */
const FIRST = [
  'CustomResourceDefinition',
  'Namespace',
  'PriorityClass',
  'Node',
];
const LAST = ['Pod'];

/** Enough to fill the API server on 2 cores; more only makes single requests slower. */
const CONCURRENCY = 32;

/** Own changes are told from those of controllers by this name. */
const FIELD_OWNER = 'panorama-testbed';

export type CreateOptions = {
  /** What to do with an object that is there already. Default: `fail`. `apply` makes it as asked for, by force. */
  ifExists?: 'fail' | 'keep' | 'apply';
  /** Requests at a time. */
  concurrency?: number;
};

function rank(object: KubeObject): number {
  const first = FIRST.indexOf(object.kind);
  if (first >= 0) return first;
  return FIRST.length + (LAST.includes(object.kind) ? 1 : 0);
}

/** Runs `action` for all items, at most `concurrency` at a time; the first error stops the rest. */
export async function forEachConcurrently<T>(
  items: readonly T[],
  concurrency: number,
  action: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let hasFailed = false;
  const lane = async () => {
    while (next < items.length && !hasFailed) {
      const item = items[next];
      next += 1;
      try {
        await action(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(concurrency, items.length) }, lane),
  );
}

async function createOne(
  cluster: TestCluster,
  object: KubeObject,
  ifExists: 'fail' | 'keep' | 'apply',
): Promise<void> {
  const { client } = cluster;
  const paths = await cluster.resources.paths(object);
  if (ifExists === 'apply') {
    await client.json({
      method: 'PATCH',
      path: `${paths.object}?fieldManager=${FIELD_OWNER}&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: object,
    });
  } else {
    try {
      await client.json({
        method: 'POST',
        path: `${paths.collection}?fieldManager=${FIELD_OWNER}`,
        body: object,
      });
    } catch (error) {
      const isThere = (error as { reason?: string }).reason === 'AlreadyExists';
      if (!isThere || ifExists === 'fail') throw error;
      return;
    }
  }
  // A create drops the status of kinds that have the subresource, silently.
  if (object.status && paths.hasStatus) {
    await client.json({
      method: 'PATCH',
      path: `${paths.object}/status?fieldManager=${FIELD_OWNER}`,
      contentType: 'application/merge-patch+json',
      body: { status: object.status },
    });
  }
}

/**
 * Creates many objects fast: definitions, namespaces and nodes first, pods last, in parallel within each rank. A
 * `status` is written through the status subresource. kwok overwrites the status of a Pending pod on one of its nodes,
 * unless the pod carries the annotation `kwok.x-k8s.io/status: custom`.
 * @throws ClusterApiError of the first object that the server refused; objects before it stay.
 */
export async function createObjects(
  cluster: TestCluster,
  objects: readonly KubeObject[],
  options: CreateOptions = {},
): Promise<void> {
  const { ifExists = 'fail', concurrency = CONCURRENCY } = options;
  const ranks = new Map<number, KubeObject[]>();
  for (const object of objects) {
    const same = ranks.get(rank(object));
    if (same) same.push(object);
    else ranks.set(rank(object), [object]);
  }
  for (const key of [...ranks.keys()].sort((a, b) => a - b)) {
    await forEachConcurrently(ranks.get(key) ?? [], concurrency, object =>
      createOne(cluster, object, ifExists),
    );
  }
}
