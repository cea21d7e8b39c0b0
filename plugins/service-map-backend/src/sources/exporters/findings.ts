import type {
  HealthCode,
  HealthFinding,
} from '@panorama/plugin-service-map-common';
import { type Gauge, pairsOf, type Server, sumOf } from './gauges';

type Level = HealthFinding['level'];

/** HP15; the servers refuse whoever comes after the last. */
const CONNECTIONS_USED_RATIO = 0.8;
/** HP18, and the same for Elasticsearch's heap: collections begin to take its time. */
const MEMORY_USED_RATIO = 0.9;
/** Coroot's threshold for PostgreSQL and MySQL. */
const MAX_LAG_SECONDS = 30;

/**
 * From when a product itself does something about a full disk.
 * Elasticsearch: `cluster.routing.allocation.disk.watermark.low` and `.flood_stage`
 * (indices become read-only). RocketMQ: `diskSpaceCleanForciblyRatio` and
 * `diskSpaceWarningLevelRatio` (messages are refused).
 */
const DISK_RATIOS = {
  elasticsearch: { degraded: 0.85, down: 0.95 },
  rocketmq: { degraded: 0.85, down: 0.9 },
};

function finding(
  code: HealthCode,
  level: Level,
  numbers: HealthFinding['numbers'],
  texts: HealthFinding['texts'] = {},
): HealthFinding {
  return { code, level, numbers, texts, source: 'exporters' };
}

/** Everything that is wrong with one server. What nobody measures is not wrong. */
export function findingsOf(server: Server): HealthFinding[] {
  return [
    unreachable,
    connections,
    memory,
    replication,
    partitions,
    clusterStatus,
    disk,
  ].flatMap(check => check(server));
}

function unreachable({ gauges, product }: Server): HealthFinding[] {
  const isDown = [...(gauges.up ?? []), ...(gauges.brokers ?? [])].some(
    ({ value }) => value === 0,
  );
  return isDown
    ? [finding('exporter-down', 'down', {}, { technology: product })]
    : [];
}

function connections({ gauges, product }: Server): HealthFinding[] {
  const sum = (metric: string, kind?: string) =>
    sumOf(
      gauges.connections,
      metric,
      labels => kind === undefined || labels.conn_type === kind,
    );
  const [used, max] = (() => {
    switch (product) {
      case 'mysql':
        return [
          sum('mysql_global_status_threads_connected'),
          sum('mysql_global_variables_max_connections'),
        ];
      case 'postgresql':
        return [
          sum('pg_stat_activity_count'),
          sum('pg_settings_max_connections'),
        ];
      case 'redis':
        return [sum('redis_connected_clients'), sum('redis_config_maxclients')];
      case 'mongodb': {
        const current = sum('mongodb_ss_connections', 'current');
        const free = sum('mongodb_ss_connections', 'available');
        return [
          current,
          current !== undefined && free !== undefined
            ? current + free
            : undefined,
        ];
      }
      default:
        return [];
    }
  })();
  if (used === undefined || !max || used / max <= CONNECTIONS_USED_RATIO) {
    return [];
  }
  return [
    finding('connections-used', used >= max ? 'down' : 'degraded', {
      used,
      max,
    }),
  ];
}

function memory({ gauges, product }: Server): HealthFinding[] {
  if (product === 'redis' && isCache(gauges.versions)) {
    return [];
  }
  const [used, max] =
    product === 'redis'
      ? ['redis_memory_used_bytes', 'redis_memory_max_bytes']
      : [
          'elasticsearch_jvm_memory_used_bytes',
          'elasticsearch_jvm_memory_max_bytes',
        ];
  const fullest = fullestOf(
    pairsOf(gauges.memory, used, max, ({ name }) => name ?? '').map(
      ({ first, second }) => ({ used: first, max: second }),
    ),
  );
  return fullest && fullest.used / fullest.max > MEMORY_USED_RATIO
    ? [finding('memory-used', 'degraded', fullest)]
    : [];
}

/** A cache that evicts any key is full by design. */
function isCache(versions: readonly Gauge[] | undefined): boolean {
  return (versions ?? []).some(({ labels }) =>
    labels.maxmemory_policy?.startsWith('allkeys-'),
  );
}

/** The flag of a replica that has stopped: 0. */
const RUNNING = [
  'mysql_slave_status_slave_io_running',
  'mysql_slave_status_slave_sql_running',
  'mysql_slave_status_replica_io_running',
  'mysql_slave_status_replica_sql_running',
  'redis_master_link_up',
  'mongodb_rs_members_health',
];

const LAG = [
  'mysql_slave_status_seconds_behind_master',
  'mysql_slave_status_seconds_behind_source',
  'pg_replication_lag_seconds',
];

function replication({ gauges }: Server): HealthFinding[] {
  const all = gauges.replication ?? [];
  const isStopped = all.some(
    ({ metric, value }) => RUNNING.includes(metric) && value === 0,
  );
  const lags = all
    .filter(({ metric }) => LAG.includes(metric))
    .map(({ value }) => value);
  const lag = lags.length > 0 ? Math.max(...lags) : undefined;
  const silence = sumOf(all, 'redis_master_last_io_seconds_ago');
  if (!isStopped && (lag === undefined || lag <= MAX_LAG_SECONDS)) {
    return [];
  }
  // MySQL does not know how far it is behind once it has stopped.
  const lagSeconds =
    lag ?? (silence !== undefined && silence >= 0 ? silence : undefined);
  return [
    finding('replication-broken', 'degraded', {
      ...(lagSeconds !== undefined && { lagSeconds }),
    }),
  ];
}

function partitions({ gauges }: Server): HealthFinding[] {
  const total = (all: readonly Gauge[] | undefined) =>
    (all ?? []).reduce((sum, { value }) => sum + value, 0);
  const leaderless = total(gauges.leaderless);
  const underReplicated = total(gauges.underReplicated);
  return [
    ...(leaderless > 0
      ? [finding('no-leader', 'degraded', { partitions: leaderless })]
      : []),
    ...(underReplicated > 0
      ? [
          finding('under-replicated', 'degraded', {
            partitions: underReplicated,
          }),
        ]
      : []),
  ];
}

function clusterStatus({ gauges }: Server): HealthFinding[] {
  const colours = (gauges.clusterStatus ?? []).map(
    ({ labels }) => labels.color,
  );
  if (colours.includes('red')) {
    return [finding('cluster-status', 'down', {}, { status: 'red' })];
  }
  return colours.includes('yellow')
    ? [finding('cluster-status', 'degraded', {}, { status: 'yellow' })]
    : [];
}

function disk({ gauges, product }: Server): HealthFinding[] {
  if (product !== 'elasticsearch' && product !== 'rocketmq') {
    return [];
  }
  const [free, size] =
    product === 'elasticsearch'
      ? [
          'elasticsearch_filesystem_data_available_bytes',
          'elasticsearch_filesystem_data_size_bytes',
        ]
      : [
          'rocketmq_brokeruntime_commitlogdir_capacity_free',
          'rocketmq_brokeruntime_commitlogdir_capacity_total',
        ];
  const fullest = fullestOf(
    pairsOf(
      gauges.disk,
      free,
      size,
      ({ name, mount }) => `${name} ${mount}`,
    ).map(({ first, second }) => ({ used: second - first, max: second })),
  );
  const ratios = DISK_RATIOS[product];
  const ratio = fullest ? fullest.used / fullest.max : 0;
  return fullest && ratio > ratios.degraded
    ? [finding('disk-used', ratio > ratios.down ? 'down' : 'degraded', fullest)]
    : [];
}

function fullestOf(
  all: Array<{ used: number; max: number }>,
): { used: number; max: number } | undefined {
  // Redis without maxmemory says 0: there is no limit to come near to.
  return all
    .filter(({ max }) => max > 0)
    .sort((a, b) => b.used / b.max - a.used / a.max)[0];
}
