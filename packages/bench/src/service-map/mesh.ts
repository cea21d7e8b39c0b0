import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export const SERVICES_PER_NAMESPACE = 5;
const CALLS_PER_SERVICE = 5;

/** A Prometheus with the metrics of an Istio mesh, that counts what it is asked. */
export interface MeshPrometheus {
  url: string;
  /** Questions by the `time` that they were about: those of one build have one. */
  questionsByTime: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

type Series = Record<string, string>;

/** Numbers without a pattern that a compressor or a cache could make use of; the same in every run. */
function scrambled(index: number): number {
  return Math.imul(index + 1, 2_654_435_761) >>> 0;
}

/** The service of this number, by its name of its own. */
export function serviceAt(index: number): { namespace: string; name: string } {
  return {
    namespace: `team-${Math.floor(index / SERVICES_PER_NAMESPACE)}`,
    name: `service-${scrambled(index).toString(36)}`,
  };
}

/** Every service calls five others, one of them in the next namespace. */
function edgesOf(namespaces: number): Series[] {
  const services = namespaces * SERVICES_PER_NAMESPACE;
  const place = (index: number) => serviceAt(index % services);
  return Array.from({ length: services * CALLS_PER_SERVICE }, (_, edge) => {
    const from = Math.floor(edge / CALLS_PER_SERVICE);
    const source = place(from);
    const destination = place(from + 1 + (edge % CALLS_PER_SERVICE));
    return {
      source_cluster: 'prod',
      source_workload_namespace: source.namespace,
      source_workload: source.name,
      destination_cluster: 'prod',
      destination_service_namespace: destination.namespace,
      destination_service_name: destination.name,
      destination_service: `${destination.name}.${destination.namespace}.svc.cluster.local`,
      destination_workload_namespace: destination.namespace,
      destination_workload: destination.name,
      request_protocol: 'http',
      response_code: '200',
    };
  });
}

/** Which series a question is about: its namespace, and the reporter that it names. */
function answerOf(query: string, edges: readonly Series[]): Series[] {
  if (
    !/istio_requests_total/.test(query) ||
    /destination_workload="unknown"/.test(query)
  ) {
    return [];
  }
  const reporters = ['source', 'destination'].filter(reporter =>
    new RegExp(`reporter=~?"[^"]*${reporter}`).test(query),
  );
  const namespace = /(source|destination)_workload_namespace="([^"]+)"/.exec(
    query,
  );
  const about = namespace
    ? edges.filter(
        edge => edge[`${namespace[1]}_workload_namespace`] === namespace[2],
      )
    : edges;
  const isAboutFailures =
    /response_code=~|PassthroughCluster\|BlackHoleCluster"\}/.test(query);
  return isAboutFailures
    ? []
    : reporters.flatMap(reporter => about.map(edge => ({ reporter, ...edge })));
}

/** @param delayMs - how long it thinks about each question */
export async function startMesh(
  namespaces: number,
  delayMs = 0,
): Promise<MeshPrometheus> {
  const edges = edgesOf(namespaces);
  const questionsByTime = new Map<string, number>();
  const server = createServer(async (request, response) => {
    let form = new URL(request.url ?? '/', 'http://mesh').searchParams;
    if (request.method === 'POST') {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      form = new URLSearchParams(body);
    }
    const time = form.get('time') ?? '';
    questionsByTime.set(time, (questionsByTime.get(time) ?? 0) + 1);
    const result = answerOf(form.get('query') ?? '', edges).map(
      (metric, index) => ({
        metric,
        value: [Number(time), String(scrambled(index) / 1e8)],
      }),
    );
    await sleep(delayMs);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        status: 'success',
        data: { resultType: 'vector', result },
      }),
    );
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questionsByTime,
    async close() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
