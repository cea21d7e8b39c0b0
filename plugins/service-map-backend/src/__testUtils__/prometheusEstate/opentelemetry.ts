import { counter, histogram, type MetricSeries } from '@panorama/playground';
import { SINCE } from './moments';

const at = (side: 'client' | 'server', namespace: string) => ({
  [`${side}_k8s_cluster_name`]: 'prod-hz',
  [`${side}_k8s_namespace_name`]: namespace,
});

const total = (
  what: string,
  labels: Record<string, string>,
  perSecond: number,
) =>
  counter(
    `traces_service_graph_${what}_total`,
    { cluster: 'prod-hz', job: 'tempo', instance: 'tempo:3200', ...labels },
    perSecond,
    SINCE,
  );

const cart = {
  client: 'shop-web',
  server: 'cart',
  connection_type: '',
  ...at('client', 'shop'),
  ...at('server', 'cart'),
};
const cache = {
  client: 'cart',
  server: 'redis-cart.cache:6379',
  connection_type: 'database',
  client_db_system: 'redis',
  ...at('client', 'cart'),
};

export const OPENTELEMETRY: MetricSeries[] = [
  total('request', cart, 8),
  total('request_failed', cart, 0.8),
  ...histogram(
    'traces_service_graph_request_server_seconds',
    { cluster: 'prod-hz', job: 'tempo', instance: 'tempo:3200', ...cart },
    [
      [0.1, 4],
      [0.2, 4],
      [0.4, 0],
    ],
    SINCE,
  ),
  total('request', cache, 20),
  total(
    'request',
    { client: 'order', server: '结算', connection_type: 'messaging_system' },
    1,
  ),
  total(
    'request',
    {
      client: 'user',
      server: 'shop-web',
      connection_type: 'virtual_node',
      ...at('server', 'shop'),
    },
    8,
  ),
  total(
    'request',
    {
      client: 'cart',
      server: 'sms.example.com',
      connection_type: 'virtual_node',
      ...at('client', 'cart'),
    },
    0.2,
  ),
  total('request', { client: 'cart', connection_type: 'unset' }, 0.1),
  total(
    'unpaired_spans',
    { client: 'cart', server: '', connection_type: 'unset' },
    2.7,
  ),
];
