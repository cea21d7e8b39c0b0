import { renderVersion } from '../api/renderVersion';
import type { KubeObject } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import { openAnswer, type ResourceCall } from '../server/Call';
import type { LogRequest } from '../server/ClusterState';
import { badRequest, notFound, notImplemented } from '../server/status';

type PodSpec = {
  containers?: Array<{ name: string }>;
  initContainers?: Array<{ name: string }>;
};

/** @throws StatusError 400 in the words of pkg/registry/core/pod/strategy.go */
function chooseContainer(pod: KubeObject, wanted: string): string {
  const { containers = [], initContainers = [] } = (pod.spec ?? {}) as PodSpec;
  const name = pod.metadata?.name ?? '';
  const names = (list: Array<{ name: string }>) =>
    list.map(it => it.name).join(' ');
  if (wanted === '') {
    if (containers.length === 1) return containers[0].name;
    const also =
      initContainers.length > 0
        ? ` or one of the init containers: [${names(initContainers)}]`
        : '';
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${names(
        containers,
      )}]${also}`,
    );
  }
  if (![...containers, ...initContainers].some(it => it.name === wanted)) {
    throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  }
  return wanted;
}

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw badRequest(
      `${name} must be a whole number from 0 (got ${JSON.stringify(text)})`,
    );
  }
  return value;
}

function lineOf(
  { time, text }: { time: Date; text: string },
  request: LogRequest,
): string {
  return request.timestamps ? `${time.toISOString()} ${text}\n` : `${text}\n`;
}

/** The last `count` of many, without holding more than that. */
function lastOf<T>(items: Iterable<T>, count: number): T[] {
  const kept: T[] = [];
  for (const item of items) {
    kept.push(item);
    if (kept.length > count) kept.shift();
  }
  return kept;
}

/** Serves `pods/{name}/log` from the owner's lines, and goes on with new ones while the reader follows. */
export async function serveLogs(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const { cluster, info, query, response } = call;
  const version = cluster.store.version(kind.id, info.namespace, info.name);
  if (!version) throw notFound(kind, info.name);
  const { logs } = cluster;
  if (!logs)
    throw notImplemented(
      `the simulated cluster ${cluster.name} has no logs; give it a LogSource`,
    );
  const left = new AbortController();
  response.once('close', () => left.abort());
  const request: LogRequest = {
    namespace: info.namespace,
    pod: info.name,
    container: chooseContainer(
      renderVersion(kind, version),
      query.get('container') ?? '',
    ),
    previous: isTrue(query.get('previous')),
    follow: isTrue(query.get('follow')),
    tailLines: integer(query, 'tailLines'),
    sinceSeconds: integer(query, 'sinceSeconds'),
    timestamps: isTrue(query.get('timestamps')),
    signal: left.signal,
  };
  const since =
    request.sinceSeconds === undefined
      ? 0
      : cluster.now().getTime() - request.sinceSeconds * 1000;
  const recent = (function* recentLines() {
    for (const line of logs.lines(request))
      if (line.time.getTime() >= since) yield line;
  })();
  const writer = openAnswer(call, { contentType: 'text/plain' });
  for (const line of request.tailLines === undefined
    ? recent
    : lastOf(recent, request.tailLines)) {
    await writer.write(lineOf(line, request));
  }
  await writer.flush();
  if (request.follow && !request.previous && logs.follow) {
    for await (const line of logs.follow(request)) {
      if (left.signal.aborted) return;
      await writer.write(lineOf(line, request));
      await writer.flush();
    }
  }
  await writer.end();
}
