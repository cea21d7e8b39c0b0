import { type Phrases, RATE_WINDOW } from '../../prometheus/questions';

/**
 * The service graph that Tempo's metrics-generator and the collector's
 * `servicegraph` connector make of traces; both give the same names. Dimensions
 * such as `k8s.namespace.name` are off by default: they help to tell
 * applications of one name apart, and nothing rests on them.
 */

const PAIR = 'client, server, connection_type';
const PLACES = [
  'client_k8s_cluster_name',
  'client_k8s_namespace_name',
  'server_k8s_cluster_name',
  'server_k8s_namespace_name',
].join(', ');
/** What kind of database, as the client's span says (`db.system`, since 1.25 `db.system.name`). */
const SYSTEM = 'client_db_system, client_db_system_name';

export function openTelemetryQuestions({
  metric,
  ofCluster,
  byCluster,
}: Phrases) {
  const name = (what: string) => metric(`traces_service_graph_${what}`);
  const rate = (what: string) =>
    `rate(${name(what)}${ofCluster}[${RATE_WINDOW}])`;
  const sumBy = (labels: string, what: string) =>
    `sum by (${labels}${byCluster}) (${rate(what)}) > 0`;
  return {
    requests: {
      promql: sumBy(`${PAIR}, ${PLACES}, ${SYSTEM}`, 'request_total'),
      restsOn: name('request_total'),
    },
    failed: {
      promql: sumBy(`${PAIR}, ${PLACES}`, 'request_failed_total'),
    },
    /** As the server sees it; for databases both generators put the client's time here. */
    p95: {
      promql: `histogram_quantile(0.95, sum by (le, ${PAIR}, ${PLACES}${byCluster}) (${rate(
        'request_server_seconds_bucket',
      )})) > 0`,
    },
    unpaired: { promql: sumBy('job', 'unpaired_spans_total') },
    dropped: { promql: sumBy('job', 'dropped_spans_total') },
  };
}

export type OpenTelemetryQuestion = keyof ReturnType<
  typeof openTelemetryQuestions
>;
