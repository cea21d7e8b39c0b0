import { gauge, type MetricSeries } from '@panorama/playground';
import { TROUBLE } from './moments';

type Labels = Record<string, string>;

const prod = { cluster: 'prod-hz' };

/** An exporter on the machine of its server. */
const machine = (job: string, address: string) => ({
  ...prod,
  job,
  instance: address,
});

/** A sidecar, found by a ServiceMonitor. */
const sidecar = (namespace: string, pod: string, service: string) => ({
  ...prod,
  job: service,
  instance: '10.1.3.4:9121',
  namespace,
  pod,
  service,
  container: 'metrics',
  endpoint: 'metrics',
});

const all = (labels: Labels, values: Record<string, number>) =>
  Object.entries(values).map(([name, value]) => gauge(name, labels, value));

const GIB = 1024 ** 3;

const mysql: MetricSeries[] = [
  ...all(machine('mysql', '10.9.0.11:9104'), {
    mysql_up: 1,
    mysql_global_status_threads_connected: 180,
    mysql_global_variables_max_connections: 200,
  }),
  gauge(
    'mysql_version_info',
    {
      ...machine('mysql', '10.9.0.11:9104'),
      version: '8.0.36-log',
      version_comment: 'MySQL Community Server',
    },
    1,
  ),
  // One exporter for several servers: relabelling puts the server into `instance`.
  ...all(machine('mysql', 'mysql-order-1.db.example.com:3306'), {
    mysql_up: 1,
    mysql_slave_status_slave_sql_running: 1,
    mysql_slave_status_slave_io_running: 0,
  }),
];

const session = (number: number) =>
  sidecar('cache', `redis-session-${number}`, 'redis-session-metrics');

const redisInfo = (labels: Labels, policy: string) =>
  gauge(
    'redis_instance_info',
    {
      ...labels,
      role: 'master',
      redis_version: '7.2.4',
      redis_mode: 'standalone',
      maxmemory_policy: policy,
    },
    1,
  );

const geo = sidecar('cache', 'redis-geo-0', 'redis-geo-metrics');
const cart = sidecar('cache', 'redis-cart-0', 'redis-cart-metrics');

const redis: MetricSeries[] = [
  ...[0, 1].map(it => gauge('redis_up', session(it), 1)),
  gauge('redis_up', session(2), 1, { until: TROUBLE }),
  gauge('redis_up', session(2), 0, { from: TROUBLE }),
  ...all(geo, {
    redis_up: 1,
    redis_memory_used_bytes: 0.95 * GIB,
    redis_memory_max_bytes: GIB,
    redis_connected_clients: 12,
    redis_config_maxclients: 10000,
  }),
  redisInfo(geo, 'noeviction'),
  ...all(cart, {
    redis_up: 1,
    redis_memory_used_bytes: 0.99 * GIB,
    redis_memory_max_bytes: GIB,
  }),
  redisInfo(cart, 'allkeys-lru'),
];

/** An exporter that runs alone, as its Helm chart names it. */
const alone = (namespace: string, name: string) =>
  sidecar(namespace, `${name}-5d9f7c6b8-x2x4z`, name);

const billing = alone('db', 'pg-billing-exporter');

const postgres: MetricSeries[] = [
  ...all(billing, {
    pg_up: 1,
    pg_settings_max_connections: 100,
    pg_replication_lag_seconds: 45,
  }),
  gauge(
    'pg_stat_activity_count',
    { ...billing, datname: 'billing', state: 'active' },
    20,
  ),
  gauge(
    'pg_stat_activity_count',
    { ...billing, datname: 'billing', state: 'idle' },
    30,
  ),
  gauge(
    'pg_static',
    {
      ...billing,
      short_version: '15.4.0',
      version: 'PostgreSQL 15.4 on x86_64',
    },
    1,
  ),
];

const events = alone('mq', 'kafka-events-exporter');
const partition = (number: number) => ({
  ...events,
  topic: 'parcel-events',
  partition: String(number),
});

const kafka: MetricSeries[] = [
  gauge('kafka_brokers', events, 3),
  ...[0, 1, 2].flatMap(it => [
    gauge(
      'kafka_topic_partition_under_replicated_partition',
      partition(it),
      it === 0 ? 0 : 1,
    ),
    gauge('kafka_topic_partition_leader', partition(it), it === 2 ? -1 : it),
  ]),
];

/** One exporter asks all brokers, and says by label whom it means; its own `cluster` is renamed by the scrape. */
const broker = (address: string) => ({
  ...machine('rocketmq', '10.1.3.9:5557'),
  exported_cluster: 'DefaultCluster',
  brokerIP: address,
});

const rocketmq: MetricSeries[] = [
  ...all(broker('10.9.0.21:10911'), {
    rocketmq_brokeruntime_commitlogdir_capacity_free: 5 * GIB,
    rocketmq_brokeruntime_commitlogdir_capacity_total: 100 * GIB,
  }),
  ...all(broker('10.9.0.22:10911'), {
    rocketmq_brokeruntime_commitlogdir_capacity_free: 60 * GIB,
    rocketmq_brokeruntime_commitlogdir_capacity_total: 100 * GIB,
  }),
];

const logs = {
  ...alone('search', 'es-logs-exporter'),
  exported_cluster: 'logs',
};

const elasticsearch: MetricSeries[] = [
  gauge('elasticsearch_cluster_health_up', logs, 1),
  ...['green', 'yellow', 'red'].map(color =>
    gauge(
      'elasticsearch_cluster_health_status',
      { ...logs, color },
      color === 'yellow' ? 1 : 0,
    ),
  ),
  ...['es-logs-0', 'es-logs-1'].flatMap((name, index) => [
    gauge(
      'elasticsearch_filesystem_data_available_bytes',
      { ...logs, name, mount: '/data', path: '/data/nodes/0' },
      (index === 0 ? 400 : 60) * GIB,
    ),
    gauge(
      'elasticsearch_filesystem_data_size_bytes',
      { ...logs, name, mount: '/data', path: '/data/nodes/0' },
      500 * GIB,
    ),
    gauge(
      'elasticsearch_jvm_memory_used_bytes',
      { ...logs, name, area: 'heap' },
      2 * GIB,
    ),
    gauge(
      'elasticsearch_jvm_memory_used_bytes',
      { ...logs, name, area: 'non-heap' },
      9 * GIB,
    ),
    gauge(
      'elasticsearch_jvm_memory_max_bytes',
      { ...logs, name, area: 'heap' },
      4 * GIB,
    ),
  ]),
];

const mongo = sidecar('db', 'mongo-profile-0', 'mongo-profile-metrics');

const mongodb: MetricSeries[] = [
  gauge('mongodb_up', mongo, 1),
  gauge('mongodb_ss_connections', { ...mongo, conn_type: 'current' }, 10),
  gauge('mongodb_ss_connections', { ...mongo, conn_type: 'available' }, 790),
  gauge('mongodb_ss_connections', { ...mongo, conn_type: 'active' }, 3),
  ...[1, 1, 0].map((health, index) =>
    gauge(
      'mongodb_rs_members_health',
      {
        ...mongo,
        member_idx: `mongo-profile-${index}:27017`,
        member_state: 'SECONDARY',
        rs_nm: 'rs0',
      },
      health,
    ),
  ),
];

export const EXPORTERS: MetricSeries[] = [
  ...mysql,
  ...redis,
  ...postgres,
  ...kafka,
  ...rocketmq,
  ...elasticsearch,
  ...mongodb,
];
