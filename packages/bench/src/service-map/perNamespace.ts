/**
 * The graph as Kiali builds it (`graph/telemetry/istio/istio.go`): namespace by
 * namespace, one question after the other. Six questions a namespace, as its
 * page asks by default: HTTP and TCP, each for what comes in, what goes out, and
 * what found no workload. Latency, throughput and security would add two each.
 */

const GROUP_BY = [
  'source_cluster',
  'source_workload_namespace',
  'source_workload',
  'source_canonical_service',
  'source_canonical_revision',
  'destination_cluster',
  'destination_service_namespace',
  'destination_service',
  'destination_service_name',
  'destination_workload_namespace',
  'destination_workload',
  'destination_canonical_service',
  'destination_canonical_revision',
  'request_protocol',
  'response_code',
  'grpc_response_status',
  'response_flags',
].join(',');

function questionsAbout(namespace: string): string[] {
  return ['istio_requests_total', 'istio_tcp_sent_bytes_total'].flatMap(
    metric =>
      [
        `reporter="source",source_workload_namespace!="${namespace}",destination_workload_namespace="unknown",destination_workload="unknown",destination_service=~"^.+\\\\.${namespace}\\\\..+$"`,
        `reporter="destination",destination_workload_namespace="${namespace}"`,
        `reporter="source",source_workload_namespace="${namespace}"`,
      ].map(
        matchers =>
          `round(sum(rate(${metric}{${matchers}}[300s])) by (${GROUP_BY}) > 0,0.001)`,
      ),
  );
}

interface Answer {
  data: {
    result: Array<{ metric: Record<string, string>; value: [number, string] }>;
  };
}

/** What building the graph once takes. */
export interface PeerBuild {
  questions: number;
  edges: number;
  seconds: number;
}

/** Builds the graph of all namespaces once. */
export async function buildPerNamespace(
  url: string,
  namespaces: number,
): Promise<PeerBuild> {
  const startedAt = performance.now();
  const rates = new Map<string, number>();
  let questions = 0;
  for (let index = 0; index < namespaces; index += 1) {
    for (const query of questionsAbout(`team-${index}`)) {
      const parameters = new URLSearchParams({ query, time: '1' });
      const response = await fetch(`${url}/api/v1/query?${parameters}`);
      const { data } = (await response.json()) as Answer;
      questions += 1;
      for (const { metric, value } of data.result) {
        const key = [
          metric.source_workload_namespace,
          metric.source_workload,
          metric.destination_service_namespace,
          metric.destination_service_name,
        ].join('/');
        // Both sides report a call; whoever comes first is believed.
        rates.set(key, rates.get(key) ?? Number(value[1]));
      }
    }
  }
  return {
    questions,
    edges: rates.size,
    seconds: (performance.now() - startedAt) / 1000,
  };
}
