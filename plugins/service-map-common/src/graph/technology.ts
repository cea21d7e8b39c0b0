/** The role of a technology decides the shape of its node. @public */
export type TechnologyRole =
  | 'database'
  | 'cache'
  | 'queue'
  | 'coordination'
  | 'storage';

/** Something that services depend on and that is known by name: MySQL, Kafka, … @public */
export interface Technology {
  id: TechnologyId;
  /** As its makers write it. */
  title: string;
  role: TechnologyRole;
  /** Ports that mean this technology and hardly anything else. */
  ports: readonly number[];
  /** Schemes of addresses, without `jdbc:`. */
  schemes: readonly string[];
  /** Last part of an image's repository, without tag: exact, or with `*`. */
  images: readonly string[];
}

/** @public */
export const TECHNOLOGY_IDS = [
  'mysql',
  'mariadb',
  'postgresql',
  'oracle',
  'sqlserver',
  'oceanbase',
  'tidb',
  'mongodb',
  'cassandra',
  'clickhouse',
  'elasticsearch',
  'opensearch',
  'redis',
  'memcached',
  'kafka',
  'rocketmq',
  'rabbitmq',
  'pulsar',
  'nats',
  'zookeeper',
  'nacos',
  'etcd',
  'consul',
  'minio',
] as const;

/** @public */
export type TechnologyId = (typeof TECHNOLOGY_IDS)[number];

/**
 * What each technology is recognised by. Ports are the defaults of the
 * projects' own documentation; a port that two of them share stands at both,
 * and then does not decide on its own.
 *
 * @public
 */
export const TECHNOLOGIES: readonly Technology[] = [
  {
    id: 'mysql',
    title: 'MySQL',
    role: 'database',
    ports: [3306, 33060],
    schemes: ['mysql', 'mysqlx'],
    images: [
      'mysql',
      'mysql-server',
      'percona',
      'percona-server',
      'percona-xtradb-cluster',
    ],
  },
  {
    id: 'mariadb',
    title: 'MariaDB',
    role: 'database',
    ports: [3306],
    schemes: ['mariadb'],
    images: ['mariadb', 'mariadb-galera'],
  },
  {
    id: 'postgresql',
    title: 'PostgreSQL',
    role: 'database',
    ports: [5432, 6432],
    schemes: ['postgres', 'postgresql', 'pgsql'],
    images: [
      'postgres',
      'postgresql',
      'postgresql-repmgr',
      'spilo*',
      'pgbouncer',
      'timescaledb',
    ],
  },
  {
    id: 'oracle',
    title: 'Oracle Database',
    role: 'database',
    ports: [1521],
    schemes: ['oracle', 'oracle:thin'],
    images: ['oracle*', 'database-free', 'database-enterprise'],
  },
  {
    id: 'sqlserver',
    title: 'SQL Server',
    role: 'database',
    ports: [1433],
    schemes: ['sqlserver', 'mssql'],
    images: ['mssql*', 'azure-sql-edge'],
  },
  {
    id: 'oceanbase',
    title: 'OceanBase',
    role: 'database',
    ports: [2881, 2883],
    schemes: ['oceanbase'],
    images: ['oceanbase*', 'obproxy*'],
  },
  {
    id: 'tidb',
    title: 'TiDB',
    role: 'database',
    ports: [4000],
    schemes: ['tidb'],
    images: ['tidb', 'tikv'],
  },
  {
    id: 'mongodb',
    title: 'MongoDB',
    role: 'database',
    ports: [27017, 27018],
    schemes: ['mongodb', 'mongodb+srv'],
    images: ['mongo', 'mongodb', 'mongodb-*', 'percona-server-mongodb'],
  },
  {
    id: 'cassandra',
    title: 'Cassandra',
    role: 'database',
    ports: [9042],
    schemes: ['cassandra'],
    images: ['cassandra', 'scylla'],
  },
  {
    id: 'clickhouse',
    title: 'ClickHouse',
    role: 'database',
    ports: [8123, 9009],
    schemes: ['clickhouse', 'ch'],
    images: ['clickhouse', 'clickhouse-server'],
  },
  {
    id: 'elasticsearch',
    title: 'Elasticsearch',
    role: 'database',
    ports: [9200, 9300],
    schemes: ['elasticsearch'],
    images: ['elasticsearch'],
  },
  {
    id: 'opensearch',
    title: 'OpenSearch',
    role: 'database',
    ports: [9200, 9300],
    schemes: ['opensearch'],
    images: ['opensearch'],
  },
  {
    id: 'redis',
    title: 'Redis',
    role: 'cache',
    ports: [6379, 26379],
    schemes: ['redis', 'rediss'],
    images: ['redis', 'redis-*', 'valkey', 'keydb', 'dragonfly'],
  },
  {
    id: 'memcached',
    title: 'Memcached',
    role: 'cache',
    ports: [11211],
    schemes: ['memcached', 'memcache'],
    images: ['memcached'],
  },
  {
    id: 'kafka',
    title: 'Kafka',
    role: 'queue',
    ports: [9092, 9093, 9094],
    schemes: ['kafka'],
    images: ['kafka', 'cp-kafka', 'redpanda'],
  },
  {
    id: 'rocketmq',
    title: 'RocketMQ',
    role: 'queue',
    ports: [9876, 10909, 10911],
    schemes: ['rocketmq'],
    images: ['rocketmq*'],
  },
  {
    id: 'rabbitmq',
    title: 'RabbitMQ',
    role: 'queue',
    ports: [5672, 5671],
    schemes: ['amqp', 'amqps'],
    images: ['rabbitmq*'],
  },
  {
    id: 'pulsar',
    title: 'Pulsar',
    role: 'queue',
    ports: [6650, 6651],
    schemes: ['pulsar', 'pulsar+ssl'],
    images: ['pulsar*'],
  },
  {
    id: 'nats',
    title: 'NATS',
    role: 'queue',
    ports: [4222],
    schemes: ['nats'],
    images: ['nats', 'nats-streaming'],
  },
  {
    id: 'zookeeper',
    title: 'ZooKeeper',
    role: 'coordination',
    ports: [2181],
    schemes: ['zookeeper', 'zk'],
    images: ['zookeeper', 'cp-zookeeper'],
  },
  {
    id: 'nacos',
    title: 'Nacos',
    role: 'coordination',
    ports: [8848, 9848],
    schemes: ['nacos'],
    images: ['nacos-server', 'nacos'],
  },
  {
    id: 'etcd',
    title: 'etcd',
    role: 'coordination',
    ports: [2379],
    schemes: ['etcd'],
    images: ['etcd'],
  },
  {
    id: 'consul',
    title: 'Consul',
    role: 'coordination',
    ports: [8500],
    schemes: ['consul'],
    images: ['consul'],
  },
  {
    id: 'minio',
    title: 'MinIO',
    role: 'storage',
    ports: [],
    schemes: ['s3', 'minio'],
    images: ['minio', 'minio-*'],
  },
];
