import { startHttpServer } from './startHttpServer';

/** What was asked of it. */
export interface MeshPrometheus {
  url: string;
  queries: string[];
  close(): Promise<void>;
}

/**
 * Answers every question about `istio_requests_total` with an estate of so many
 * namespaces, three services each that call the next; everything else with nothing.
 */
export async function startMeshPrometheus(
  namespaces: number,
): Promise<MeshPrometheus> {
  const queries: string[] = [];
  const result = Array.from({ length: namespaces * 3 }, (_, index) => {
    const place = (at: number) => ({
      namespace: `team-${Math.floor(at / 3) % namespaces}`,
      name: `service-${at % 3}`,
    });
    const from = place(index);
    const to = place(index + 1);
    return {
      metric: {
        reporter: 'destination',
        source_cluster: 'prod',
        source_workload_namespace: from.namespace,
        source_workload: from.name,
        destination_cluster: 'prod',
        destination_service_namespace: to.namespace,
        destination_service_name: to.name,
        request_protocol: 'http',
      },
      value: [0, '1'],
    };
  });
  const full = JSON.stringify({
    status: 'success',
    data: { resultType: 'vector', result },
  });
  const empty = JSON.stringify({
    status: 'success',
    data: { resultType: 'vector', result: [] },
  });
  const server = await startHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    const query = new URLSearchParams(body).get('query') ?? '';
    queries.push(query);
    response.end(/sum by .*istio_requests_total/.test(query) ? full : empty);
  });
  return { ...server, queries };
}
