import { counter, histogram, type MetricSeries } from '@panorama/playground';
import { SINCE } from './moments';

type Labels = Record<string, string>;

const end = (
  side: 'source' | 'destination',
  cluster: string,
  where: string,
) => {
  const [namespace, name] = where.split('/');
  return {
    [`${side}_workload_namespace`]: namespace,
    [`${side}_workload`]: name,
    [`${side}_app`]: name,
    [`${side}_canonical_service`]: name,
    [`${side}_canonical_revision`]: 'latest',
    [`${side}_version`]: 'v1',
    [`${side}_principal`]: `spiffe://cluster.local/ns/${namespace}/sa/${name}`,
    [`${side}_cluster`]: cluster,
  };
};

const UNKNOWN_DESTINATION = {
  destination_workload_namespace: 'unknown',
  destination_workload: 'unknown',
  destination_app: 'unknown',
  destination_canonical_service: 'unknown',
  destination_canonical_revision: 'latest',
  destination_version: 'unknown',
  destination_principal: 'unknown',
  destination_cluster: 'unknown',
};

const service = (where: string) => {
  const [namespace, name] = where.split('/');
  return {
    destination_service: `${name}.${namespace}.svc.cluster.local`,
    destination_service_namespace: namespace,
    destination_service_name: name,
  };
};

/** The pod that is scraped is that of the proxy that reports. */
const scraped = (cluster: string, pod: string) => ({
  cluster,
  job: 'kubernetes-pods',
  instance: `10.1.0.${pod.length}:15020`,
  namespace: 'any',
  pod,
});

const http = {
  request_protocol: 'http',
  response_code: '200',
  response_flags: '-',
  grpc_response_status: '',
};
const arrived = {
  reporter: 'destination',
  connection_security_policy: 'mutual_tls',
};
const sent = { reporter: 'source', connection_security_policy: 'unknown' };

const requests = (perSecond: number, ...labels: Labels[]) =>
  counter(
    'istio_requests_total',
    Object.assign({}, ...labels),
    perSecond,
    SINCE,
  );

const web = end('source', 'prod-hz', 'tracking/tracking-web');
const api = {
  ...end('destination', 'prod-hz', 'tracking/tracking-api'),
  ...service('tracking/tracking-api'),
};
const order = end('source', 'prod-hz', 'order/order-api');

/** Both proxies report; one request in 26 never arrives. Two instances of the callee. */
const bothSides: MetricSeries[] = [
  requests(4.5, arrived, web, api, http, scraped('prod-hz', 'tracking-api-1')),
  requests(5, arrived, web, api, http, scraped('prod-hz', 'tracking-api-2')),
  requests(
    0.5,
    arrived,
    web,
    api,
    http,
    { response_code: '500' },
    scraped('prod-hz', 'tracking-api-2'),
  ),
  requests(9.5, sent, web, api, http, scraped('prod-hz', 'tracking-web-1')),
  requests(
    0.5,
    sent,
    web,
    api,
    http,
    { response_code: '500' },
    scraped('prod-hz', 'tracking-web-1'),
  ),
  requests(
    0.4,
    sent,
    web,
    service('tracking/tracking-api'),
    UNKNOWN_DESTINATION,
    http,
    { response_code: '503', response_flags: 'UF,URX' },
    scraped('prod-hz', 'tracking-web-1'),
  ),
  ...histogram(
    'istio_request_duration_milliseconds',
    {
      ...arrived,
      ...web,
      ...api,
      ...http,
      ...scraped('prod-hz', 'tracking-api-1'),
    },
    [
      [10, 5],
      [25, 4],
      [50, 1],
      [100, 0],
    ],
    SINCE,
  ),
];

/** The callee has no proxy: only its caller tells. A 404 is the caller's own. */
const callerOnly: MetricSeries[] = [
  ['200', '-', 2.5],
  ['404', '-', 0.5],
  ['503', 'UC', 1],
].map(([response_code, response_flags, rate]) =>
  requests(
    Number(rate),
    sent,
    order,
    end('destination', 'prod-hz', 'billing/legacy-billing'),
    service('billing/legacy-billing'),
    http,
    {
      response_code: String(response_code),
      response_flags: String(response_flags),
    },
    scraped('prod-hz', 'order-api-1'),
  ),
);

/** gRPC errors come with 200; without mTLS, into another cluster of the mesh. */
const grpc: MetricSeries[] = [
  ['0', 4],
  ['14', 1],
].map(([grpc_response_status, rate]) =>
  requests(
    Number(rate),
    arrived,
    order,
    end('destination', 'prod-sh', 'ai/ocr-model'),
    service('ai/ocr-model'),
    http,
    {
      request_protocol: 'grpc',
      grpc_response_status: String(grpc_response_status),
      connection_security_policy: 'none',
    },
    scraped('prod-sh', 'ocr-model-1'),
  ),
);

const route = end('source', 'prod-hz', 'routing/route-api');
const plan = {
  ...end('destination', 'prod-hz', 'routing/route-plan'),
  ...service('routing/route-plan'),
};
const tcp = { request_protocol: 'tcp', response_flags: '-' };

const bytes = (received: number, sentBytes: number, ...labels: Labels[]) => [
  counter(
    'istio_tcp_received_bytes_total',
    Object.assign({}, ...labels),
    received,
    SINCE,
  ),
  counter(
    'istio_tcp_sent_bytes_total',
    Object.assign({}, ...labels),
    sentBytes,
    SINCE,
  ),
];

/** Ambient: the waypoint counts requests, and the nodes' proxies count its bytes as well. */
const ambient: MetricSeries[] = [
  requests(
    2,
    { reporter: 'waypoint', connection_security_policy: 'mutual_tls' },
    route,
    plan,
    http,
    scraped('prod-hz', 'waypoint-1'),
  ),
  ...bytes(100, 50, sent, route, plan, tcp, scraped('prod-hz', 'ztunnel-1')),
  ...bytes(
    100,
    50,
    arrived,
    end('source', 'prod-hz', 'routing/waypoint'),
    plan,
    tcp,
    scraped('prod-hz', 'ztunnel-2'),
  ),
];

const host = (name: string) => ({
  ...UNKNOWN_DESTINATION,
  destination_service: name,
  destination_service_name: name,
  destination_service_namespace: 'unknown',
});

/** A database behind a ServiceEntry, to which every fifth second a connection fails. */
const database: MetricSeries[] = [
  ...bytes(
    1000,
    500,
    sent,
    order,
    host('mysql-order.db.example.com'),
    tcp,
    scraped('prod-hz', 'order-api-1'),
  ),
  counter(
    'istio_tcp_connections_closed_total',
    {
      ...sent,
      ...order,
      ...host('mysql-order.db.example.com'),
      ...tcp,
      response_flags: 'UF,URX',
      ...scraped('prod-hz', 'order-api-1'),
    },
    0.2,
    SINCE,
  ),
];

/** A host that no ServiceEntry names; one call in five does not reach it. */
const outside: MetricSeries[] = [
  { rate: 0.4, response_code: '200', response_flags: '-' },
  { rate: 0.1, response_code: '503', response_flags: 'UF' },
].map(({ rate, ...outcome }) =>
  requests(
    rate,
    sent,
    order,
    UNKNOWN_DESTINATION,
    http,
    outcome,
    {
      destination_service: 'api.alipay.com:443',
      destination_service_name: 'PassthroughCluster',
      destination_service_namespace: 'unknown',
    },
    scraped('prod-hz', 'order-api-1'),
  ),
);

/** Somebody without a proxy calls. */
const fromNowhere = requests(
  1,
  arrived,
  {
    ...end('source', 'unknown', 'unknown/unknown'),
    connection_security_policy: 'none',
  },
  api,
  http,
  scraped('prod-hz', 'tracking-api-1'),
);

export const ISTIO: MetricSeries[] = [
  ...bothSides,
  ...callerOnly,
  ...grpc,
  ...ambient,
  ...database,
  ...outside,
  fromNowhere,
];
