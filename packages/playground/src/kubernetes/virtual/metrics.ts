import { readListOptions } from '../api/listOptions';
import type { StoredObject } from '../KubeObject';
import { openAnswer, sendJson, type ResourceCall } from '../server/Call';
import { timestamp } from '../write/WriteRequest';
import { methodNotAllowed, notFound } from '../server/status';
import { namespacePrefix } from '../store/Snapshot';
import type { UsageSource } from '../server/ClusterState';

const API_VERSION = 'metrics.k8s.io/v1beta1';
const WINDOW = '15s';

function metadataOf(object: StoredObject, now: string) {
  return {
    name: object.name,
    ...(object.namespace !== '' && { namespace: object.namespace }),
    creationTimestamp: now,
    labels: object.labels,
  };
}

function podMetrics(
  usage: UsageSource,
  pod: StoredObject,
  now: string,
): object | undefined {
  const sample = usage.pod(pod.namespace, pod.name);
  return (
    sample && {
      metadata: metadataOf(pod, now),
      timestamp: now,
      window: WINDOW,
      containers: Object.entries(sample.containers).map(([name, it]) => ({
        name,
        usage: it,
      })),
    }
  );
}

function nodeMetrics(
  usage: UsageSource,
  node: StoredObject,
  now: string,
): object | undefined {
  const sample = usage.node(node.name);
  return (
    sample && {
      metadata: metadataOf(node, now),
      timestamp: now,
      window: WINDOW,
      usage: sample,
    }
  );
}

/** Serves metrics.k8s.io/v1beta1 from the owner's numbers. @returns false when it is not asked for or not there */
export async function serveMetrics(call: ResourceCall): Promise<boolean> {
  const { cluster, info } = call;
  const { usage, store } = cluster;
  if (!usage || info.group !== 'metrics.k8s.io' || info.version !== 'v1beta1')
    return false;
  if (info.plural !== 'pods' && info.plural !== 'nodes') return false;
  const kind = cluster.kinds.get(info.plural);
  const itemKind = info.plural === 'pods' ? 'PodMetrics' : 'NodeMetrics';
  const now = timestamp(cluster.now());
  const render = (object: StoredObject) =>
    info.plural === 'pods'
      ? podMetrics(usage, object, now)
      : nodeMetrics(usage, object, now);

  if (info.verb === 'get') {
    const object = store.get(
      kind.id,
      info.plural === 'pods' ? info.namespace : '',
      info.name,
    );
    const metrics = object && render(object);
    if (!metrics)
      throw notFound(
        { group: 'metrics.k8s.io', plural: itemKind.toLowerCase() },
        info.name,
      );
    await sendJson(call, {
      kind: itemKind,
      apiVersion: API_VERSION,
      ...metrics,
    });
    return true;
  }
  if (info.verb !== 'list') throw methodNotAllowed();
  const { matches } = readListOptions(call, kind);
  const writer = openAnswer(call, {
    contentType: 'application/json',
    mayCompress: true,
  });
  await writer.write(
    `{"kind":"${itemKind}List","apiVersion":"${API_VERSION}","metadata":{},"items":[`,
  );
  let separator = '';
  for (const { object } of store
    .snapshot(kind.id)
    .range(namespacePrefix(info.namespace))) {
    const metrics = (matches?.(object) ?? true) && render(object);
    if (!metrics) continue;
    await writer.write(separator + JSON.stringify(metrics), 1);
    separator = ',';
  }
  await writer.write(']}\n');
  await writer.end();
  return true;
}
