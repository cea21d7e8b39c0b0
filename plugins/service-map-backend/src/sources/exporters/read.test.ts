import { answersOf } from '../../__testUtils__/answersOf';
import type { ExporterQuestion } from './questions';
import { readExporters } from './read';
import { targetOf } from './target';

type Rows = Parameters<typeof answersOf<ExporterQuestion>>[0];
const read = (rows: Rows) => readExporters(answersOf(rows)).nodes;

const at = (metric: string, labels = {}) => ({
  __name__: metric,
  namespace: 'db',
  pod: 'server-0',
  ...labels,
});

describe('the server that an exporter means', () => {
  const address = (host: string, port?: number) => ({
    type: 'address',
    host,
    ...(port && { port }),
    cluster: 'prod',
  });
  const inCluster = (type: 'pod' | 'service', name: string) => ({
    type,
    cluster: 'prod',
    namespace: 'db',
    name,
  });
  it.each([
    [
      'a sidecar',
      {
        namespace: 'db',
        pod: 'mysql-0',
        service: 'mysql-metrics',
        instance: '10.1.1.1:9104',
      },
      inCluster('pod', 'mysql-0'),
    ],
    [
      'an exporter alone',
      {
        namespace: 'db',
        pod: 'mysql-exporter-6f7-x',
        service: 'mysql-exporter',
      },
      inCluster('service', 'mysql'),
    ],
    [
      'its Service only',
      { namespace: 'db', service: 'mysql-metrics' },
      inCluster('service', 'mysql'),
    ],
    [
      'a target that relabelling named',
      {
        namespace: 'db',
        pod: 'mysql-exporter-6f7-x',
        target: 'tcp://db-1.example.com:3306',
      },
      { ...address('db-1.example.com', 3306), namespace: 'db' },
    ],
    ['a machine', { instance: '10.9.0.11:9104' }, address('10.9.0.11')],
    [
      'a server that is asked directly',
      { instance: 'db-1.example.com:3306' },
      address('db-1.example.com', 3306),
    ],
    [
      'nobody: the exporter’s own address',
      {
        namespace: 'db',
        pod: 'mysql-exporter-6f7-x',
        instance: '10.1.1.1:9104',
      },
      undefined,
    ],
    ['nobody: no labels', {}, undefined],
    [
      'nobody: an instance that is no address',
      { instance: '/var/run/mysqld.sock' },
      undefined,
    ],
  ])('is %s', (_, labels, endpoint) => {
    expect(
      targetOf(
        { labels, value: 1, cluster: 'prod', prometheus: 'main' },
        'mysql',
      )?.endpoint,
    ).toEqual(endpoint);
  });
});

describe('what exporters say', () => {
  const finding = (code: string, level = 'degraded', numbers: object = {}) =>
    expect.objectContaining({ code, level, numbers });

  it.each([
    [
      'mysql_global_status_threads_connected',
      'mysql_global_variables_max_connections',
    ],
    ['pg_stat_activity_count', 'pg_settings_max_connections'],
    ['redis_connected_clients', 'redis_config_maxclients'],
  ])('compares %s with %s', (used, max) => {
    const findings = (value: number) =>
      read({
        connections: [
          [at(used), value],
          [at(max), 100],
        ],
      })[0].findings;
    expect(findings(80)).toBeUndefined();
    expect(findings(81)).toEqual([
      finding('connections-used', 'degraded', { used: 81, max: 100 }),
    ]);
    expect(findings(100)).toEqual([
      finding('connections-used', 'down', { used: 100, max: 100 }),
    ]);
  });

  it('has nothing to compare where one of both is missing', () => {
    expect(
      read({
        connections: [[at('mysql_global_status_threads_connected'), 1000]],
      })[0].findings,
    ).toBeUndefined();
  });

  it.each([
    ['redis_memory_max_bytes 0 is no limit', 1000, 0, 'noeviction', undefined],
    ['below', 900, 1000, 'noeviction', undefined],
    ['above', 901, 1000, 'noeviction', 'memory-used'],
    ['above, but it evicts', 1000, 1000, 'allkeys-lfu', undefined],
    [
      'above, and it evicts only what expires',
      950,
      1000,
      'volatile-lru',
      'memory-used',
    ],
    ['above, policy not known', 950, 1000, undefined, 'memory-used'],
  ])(
    'judges the memory of Redis: %s',
    (_, used, max, maxmemory_policy, code) => {
      const [node] = read({
        memory: [
          [at('redis_memory_used_bytes'), used],
          [at('redis_memory_max_bytes'), max],
        ],
        versions: [[at('redis_instance_info', { maxmemory_policy }), 1]],
      });
      expect(node.findings?.[0].code).toBe(code);
    },
  );

  it.each([
    ['mysql_slave_status_slave_io_running', 0, {}],
    ['mysql_slave_status_replica_sql_running', 0, {}],
    ['mysql_slave_status_seconds_behind_master', 31, { lagSeconds: 31 }],
    ['mysql_slave_status_seconds_behind_source', 31, { lagSeconds: 31 }],
    ['pg_replication_lag_seconds', 31, { lagSeconds: 31 }],
    ['redis_master_link_up', 0, {}],
    ['mongodb_rs_members_health', 0, {}],
  ])('finds replication broken where %s is %d', (metric, value, numbers) => {
    const findings = (of: number) =>
      read({ replication: [[at(metric), of]] })[0].findings;
    expect(findings(value)).toEqual([
      finding('replication-broken', 'degraded', numbers),
    ]);
    expect(findings(value === 0 ? 1 : 30)).toBeUndefined();
  });

  it.each([
    [
      'elasticsearch',
      'elasticsearch_filesystem_data_available_bytes',
      'elasticsearch_filesystem_data_size_bytes',
      15,
      14,
      4,
    ],
    [
      'rocketmq',
      'rocketmq_brokeruntime_commitlogdir_capacity_free',
      'rocketmq_brokeruntime_commitlogdir_capacity_total',
      15,
      14,
      9,
    ],
  ])('judges the disk of %s', (_, free, size, fine, low, full) => {
    const findings = (bytes: number) =>
      read({
        disk: [
          [at(free), bytes],
          [at(size), 100],
        ],
      })[0].findings;
    expect(findings(fine)).toBeUndefined();
    expect(findings(low)?.[0]).toMatchObject({
      code: 'disk-used',
      level: 'degraded',
    });
    expect(findings(full)?.[0]).toMatchObject({
      code: 'disk-used',
      level: 'down',
    });
  });

  it('takes red for down and yellow for degraded', () => {
    const level = (color: string) =>
      read({
        clusterStatus: [
          [at('elasticsearch_cluster_health_status', { color }), 1],
        ],
      })[0].findings?.[0].level;
    expect(['green', 'yellow', 'red'].map(level)).toEqual([
      undefined,
      'degraded',
      'down',
    ]);
  });

  it('calls a server down that its exporter does not reach', () => {
    expect(read({ up: [[at('mysql_up'), 0]] })[0]).toMatchObject({
      findings: [finding('exporter-down', 'down')],
    });
    expect(read({ brokers: [[at('kafka_brokers'), 0]] })[0]).toMatchObject({
      findings: [finding('exporter-down', 'down')],
    });
  });

  it('calls a set down only when nobody in it is left', () => {
    const levels = (...up: number[]) =>
      read({
        up: up.map((value, index) => [
          at('redis_up', { pod: `redis-${index}` }),
          value,
        ]),
      }).map(({ findings }) => findings?.[0].level);
    expect(levels(1, 0, 0)).toEqual([undefined, 'degraded', 'degraded']);
    expect(levels(0, 0, 0)).toEqual(['down', 'down', 'down']);
  });

  it('is not sure that a server is healthy because one number is fine', () => {
    const [node] = read({
      replication: [[at('pg_replication_lag_seconds'), 0]],
    });
    expect(node.isHealthy).toBeUndefined();
    expect(read({ up: [[at('pg_up'), 1]] })[0].isHealthy).toBe(true);
  });

  it('leaves out series of nobody', () => {
    expect(
      read({
        up: [
          [{ __name__: 'mysql_up' }, 1],
          [{ pod: 'x', namespace: 'db' }, 1],
          [{ __name__: 'who_knows_up', pod: 'x', namespace: 'db' }, 1],
        ],
      }),
    ).toEqual([]);
  });
});
