import { type Phrases, RATE_WINDOW } from '../../prometheus/questions';

/**
 * Istio's standard metrics for the whole mesh (istio.io, "Istio Standard
 * Metrics"), sidecar and ambient. Every request is counted by the side that
 * sends it and by the side that gets it; both are asked for, because each sees
 * what the other cannot: a callee without proxy, a request that never arrived.
 */

const SOURCE = 'source_cluster, source_workload_namespace, source_workload';
const SERVICE =
  'destination_cluster, destination_service_namespace, destination_service_name';
const WORKLOAD = 'destination_workload_namespace, destination_workload';
const EDGE = `${SOURCE}, ${SERVICE}, ${WORKLOAD}`;

/** Envoy's clusters for what no Service and no ServiceEntry names. */
const OUTSIDE = 'PassthroughCluster|BlackHoleCluster';

/**
 * Whose fault: 5xx, no answer at all, and the gRPC codes that OpenTelemetry
 * counts as errors of a server (UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED,
 * INTERNAL, UNAVAILABLE, DATA_LOSS). A 4xx is the caller's.
 */
const FAILED_HTTP = 'response_code=~"5..|0"';
const FAILED_GRPC =
  'response_code!~"5..|0",grpc_response_status=~"2|4|12|13|14|15"';

export function istioQuestions({ metric, andCluster, byCluster }: Phrases) {
  const requests = metric('istio_requests_total');
  const durations = metric('istio_request_duration_milliseconds_bucket');
  const rate = (series: string, matchers: string) =>
    `rate(${series}{${matchers}${andCluster}}[${RATE_WINDOW}])`;
  const sumBy = (labels: string, vector: string) =>
    `sum by (${labels}${byCluster}) (${vector}) > 0`;

  const arrived = 'reporter=~"destination|waypoint"';
  const sent = 'reporter="source"';
  const sentInside = `${sent},destination_service_name!~"${OUTSIDE}"`;
  const sentOutside = `${sent},destination_service_name=~"${OUTSIDE}"`;
  const failed = (who: string) =>
    `${rate(requests, `${who},${FAILED_HTTP}`)} or ${rate(
      requests,
      `${who},${FAILED_GRPC}`,
    )}`;
  const tcp = (name: string) =>
    sumBy(
      `reporter, ${EDGE}, connection_security_policy`,
      rate(metric(name), 'reporter=~"source|destination"'),
    );

  return {
    arrived: {
      promql: sumBy(
        `reporter, ${EDGE}, request_protocol, connection_security_policy`,
        rate(requests, arrived),
      ),
      restsOn: requests,
    },
    arrivedFailed: {
      promql: sumBy(`reporter, ${EDGE}`, failed(arrived)),
    },
    sent: {
      promql: sumBy(`${EDGE}, request_protocol`, rate(requests, sentInside)),
    },
    /** With Envoy's reason: it tells what never arrived from what failed there. */
    sentFailed: {
      promql: sumBy(`${EDGE}, response_flags`, failed(sentInside)),
    },
    /** The host as the request names it; only here, where it is all that is known. */
    outside: {
      promql: sumBy(
        `${SOURCE}, destination_service, request_protocol`,
        rate(requests, sentOutside),
      ),
    },
    outsideFailed: {
      promql: sumBy(
        `${SOURCE}, destination_service, response_flags`,
        failed(sentOutside),
      ),
    },
    /** By service and not by workload: quantiles of several cannot be put together afterwards. */
    p95: {
      promql: `histogram_quantile(0.95, sum by (le, reporter, ${SOURCE}, ${SERVICE}${byCluster}) (${rate(
        durations,
        'destination_service_name!="unknown"',
      )})) > 0`,
    },
    tcpReceived: { promql: tcp('istio_tcp_received_bytes_total') },
    tcpSent: { promql: tcp('istio_tcp_sent_bytes_total') },
    /** UF: connecting failed, UH: nobody healthy to connect to, URX: as often as allowed. */
    tcpFailed: {
      promql: sumBy(
        EDGE,
        rate(
          metric('istio_tcp_connections_closed_total'),
          `${sent},response_flags=~".*(UF|UH|URX).*"`,
        ),
      ),
    },
  };
}

export type IstioQuestion = keyof ReturnType<typeof istioQuestions>;
