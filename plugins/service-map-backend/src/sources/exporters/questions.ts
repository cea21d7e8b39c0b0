import type { Phrases } from '../../prometheus/questions';

/**
 * What the usual exporters say about middleware: mysqld_exporter,
 * postgres_exporter, redis_exporter, kafka_exporter and Kafka's own JMX names,
 * rocketmq-exporter, elasticsearch_exporter, Percona's mongodb_exporter.
 * One question for each thing that can be wrong, for all products at once:
 * the name of the metric in the answer says which it is.
 */

/** What tells one target from another; `target` and `server` come from exporters that ask several. */
const TARGET = 'job, instance, namespace, service, pod, target';

/** 1 while the exporter reaches its server. */
const UP = [
  'mysql_up',
  'pg_up',
  'redis_up',
  'mongodb_up',
  'elasticsearch_cluster_health_up',
];

const CONNECTIONS = [
  'mysql_global_status_threads_connected',
  'mysql_global_variables_max_connections',
  'pg_stat_activity_count',
  'pg_settings_max_connections',
  'redis_connected_clients',
  'redis_config_maxclients',
  'mongodb_ss_connections',
];

const MEMORY = [
  'redis_memory_used_bytes',
  'redis_memory_max_bytes',
  'elasticsearch_jvm_memory_used_bytes',
  'elasticsearch_jvm_memory_max_bytes',
];

/** Replicas only: a primary has none of these, or zero. */
const REPLICATION = [
  'mysql_slave_status_slave_io_running',
  'mysql_slave_status_slave_sql_running',
  'mysql_slave_status_seconds_behind_master',
  'mysql_slave_status_replica_io_running',
  'mysql_slave_status_replica_sql_running',
  'mysql_slave_status_seconds_behind_source',
  'pg_replication_lag_seconds',
  'redis_master_link_up',
  'redis_master_last_io_seconds_ago',
  'mongodb_rs_members_health',
];

const UNDER_REPLICATED = [
  'kafka_topic_partition_under_replicated_partition',
  'kafka_server_replicamanager_underreplicatedpartitions',
];

const DISK = [
  'elasticsearch_filesystem_data_available_bytes',
  'elasticsearch_filesystem_data_size_bytes',
  'rocketmq_brokeruntime_commitlogdir_capacity_free',
  'rocketmq_brokeruntime_commitlogdir_capacity_total',
];

const VERSIONS = [
  'mysql_version_info',
  'pg_static',
  'redis_instance_info',
  'elasticsearch_clusterinfo_version_info',
  'mongodb_version_info',
];

export function exporterQuestions({ andCluster, byCluster }: Phrases) {
  const any = (names: readonly string[], matchers = '') =>
    `{__name__=~"${names.join('|')}"${matchers}${andCluster}}`;
  const by = (labels = '') => `by (__name__, ${TARGET}${labels}${byCluster})`;
  return {
    up: { promql: `min ${by()} (${any(UP)})` },
    /** PostgreSQL counts by database and state, MongoDB by kind. */
    connections: {
      promql: `sum ${by(', conn_type')} (${any(CONNECTIONS)})`,
    },
    /** Elasticsearch's exporter speaks for every node of the cluster, by `name`. */
    memory: {
      promql: `sum ${by(', name')} (${any(MEMORY, ',area=~"heap|"')})`,
    },
    replication: {
      promql: `max ${by(', member_idx')} (${any(REPLICATION)})`,
    },
    underReplicated: {
      promql: `sum ${by()} (${any(UNDER_REPLICATED)})`,
    },
    /** Kafka's exporter writes -1 where nobody leads; the controller counts them itself. */
    leaderless: {
      promql: `count ${by()} (${any([
        'kafka_topic_partition_leader',
      ])} < 0) or sum ${by()} (${any([
        'kafka_controller_kafkacontroller_offlinepartitionscount',
      ])})`,
    },
    /** As many as the exporter reaches; Kafka's has no "up". */
    brokers: {
      promql: `sum ${by()} (${any(['kafka_brokers'])})`,
    },
    clusterStatus: {
      promql: `max ${by(', color')} (${any([
        'elasticsearch_cluster_health_status',
      ])} == 1)`,
    },
    disk: {
      promql: `max ${by(', name, mount, brokerIP')} (${any(DISK)})`,
    },
    versions: {
      promql: `group ${by(
        ', version, short_version, redis_version, mongodb, maxmemory_policy',
      )} (${any(VERSIONS)})`,
    },
  };
}

export type ExporterQuestion = keyof ReturnType<typeof exporterQuestions>;
