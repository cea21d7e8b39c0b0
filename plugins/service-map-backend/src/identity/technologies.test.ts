import type { PodTemplateFields } from '@panorama/plugin-fleet-node';
import {
  recogniseWorkload,
  technologyOfKey,
  technologyOfScheme,
} from './technologies';

function template(
  images: string | string[],
  labels: Record<string, string> = {},
): PodTemplateFields {
  return {
    labels,
    containers: [images].flat().map((image, index) => ({
      name: index === 0 ? 'main' : `other-${index}`,
      init: false,
      image,
      ports: [],
      addresses: [],
      configMaps: [],
      hasReadinessProbe: false,
      hasLivenessProbe: false,
    })),
    claims: [],
    gpus: 0,
  };
}

describe('what a workload is', () => {
  test.each([
    ['mysql:8.0.36', 'mysql', '8.0.36'],
    ['docker.io/bitnami/mariadb-galera:11.2', 'mariadb', '11.2'],
    ['registry.zto.cn:5000/db/postgres@sha256:abc', 'postgresql', undefined],
    ['ghcr.io/zalando/spilo-16:3.2-p3', 'postgresql', '3.2'],
    ['container-registry.oracle.com/database/oracle-free:23', 'oracle', '23'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'sqlserver', '2022'],
    [
      'container-registry.oracle.com/database/enterprise:19.3',
      'oracle',
      '19.3',
    ],
    ['oceanbase/oceanbase-ce:4.2.1', 'oceanbase', '4.2.1'],
    ['pingcap/tidb:v7.5.0', 'tidb', '7.5.0'],
    ['mongo:7', 'mongodb', '7'],
    ['cassandra:4.1', 'cassandra', '4.1'],
    ['clickhouse/clickhouse-server:24.3', 'clickhouse', '24.3'],
    ['elasticsearch:8.13.2', 'elasticsearch', '8.13.2'],
    ['opensearchproject/opensearch:2', 'opensearch', '2'],
    ['valkey/valkey:7.2', 'redis', '7.2'],
    ['memcached:1.6-alpine', 'memcached', '1.6'],
    ['confluentinc/cp-kafka:7.6.0', 'kafka', '7.6.0'],
    ['apache/rocketmq:5.2.0', 'rocketmq', '5.2.0'],
    ['rabbitmq:3-management', 'rabbitmq', '3'],
    ['apachepulsar/pulsar-all:3.2.0', 'pulsar', '3.2.0'],
    ['nats:latest', 'nats', undefined],
    ['zookeeper:3.9', 'zookeeper', '3.9'],
    ['nacos/nacos-server:v2.3.2', 'nacos', '2.3.2'],
    ['quay.io/coreos/etcd:v3.5.12', 'etcd', '3.5.12'],
    ['hashicorp/consul:1.18', 'consul', '1.18'],
    ['minio/minio:RELEASE.2024-01-01', 'minio', undefined],
  ])('%s is %s %s', (image, technology, version) => {
    const found = recogniseWorkload('db', template(image), []);
    expect(found.technology).toBe(technology);
    expect(found.version).toBe(version);
  });

  test.each([
    'oliver006/redis_exporter:v1.58',
    'bitnami/redis-exporter:1',
    'bitnami/mongodb-exporter:0.40',
    'mongodb/mongodb-kubernetes-operator:0.9',
    'provectuslabs/kafka-ui:v0.7',
    'apacherocketmq/rocketmq-dashboard:2',
    'apachepulsar/pulsar-manager:0.4',
    'zto/redis-client-demo-web:1',
  ])('%s is around a technology, not one', image => {
    expect(
      recogniseWorkload('x', template(image), []).technology,
    ).toBeUndefined();
  });

  it('is what its main container is, whatever runs beside it', () => {
    const image = ['istio/proxyv2:1.20', 'zto/cart:1', 'redis:7'];
    expect(recogniseWorkload('cart', template(image), []).kind).toBe('service');
    expect(
      recogniseWorkload(
        'cache',
        template(['redis:7', 'bitnami/redis-exporter:1']),
        [],
      ).technology,
    ).toBe('redis');
  });

  it('is told by its label, then by a port of one technology, where the image is private', () => {
    const image = 'registry.zto.cn/base/store:5';
    const label = { 'app.kubernetes.io/name': 'mysql' };
    expect(recogniseWorkload('a', template(image, label), []).technology).toBe(
      'mysql',
    );
    expect(recogniseWorkload('b', template(image), [6379]).technology).toBe(
      'redis',
    );
    // MySQL and MariaDB share it: a database is all that is known.
    expect(recogniseWorkload('c', template(image), [3306])).toEqual({
      kind: 'database',
    });
    expect(recogniseWorkload('d', template(image), [8080, 9093])).toEqual({
      kind: 'service',
    });
  });

  test.each([
    ['registry.k8s.io/ingress-nginx/controller:v1.9', 'gateway'],
    ['traefik:v3', 'gateway'],
    ['otel/opentelemetry-collector-contrib:0.100', 'middleware'],
    ['apache/skywalking-oap-server:9', 'middleware'],
    ['zto/collector-api:1', 'service'],
    ['zto/cart:1', 'service'],
  ])('%s is a %s', (image, kind) => {
    expect(recogniseWorkload('x', template(image), []).kind).toBe(kind);
  });
});

test.each([
  ['jdbc:mysql', 'mysql'],
  ['jdbc:mysql:loadbalance', 'mysql'],
  ['jdbc:oracle:thin', 'oracle'],
  ['mongodb+srv', 'mongodb'],
  ['amqps', 'rabbitmq'],
  ['http', undefined],
  [undefined, undefined],
])('the scheme %s is %s', (scheme, technology) => {
  expect(technologyOfScheme(scheme)).toBe(technology);
});

test.each([
  ['SPRING_DATA_REDIS_HOST', 'redis'],
  ['esUrl', 'elasticsearch'],
  ['rocketmq.name-server', 'rocketmq'],
  ['CART_ADDR', undefined],
  ['KAFKA_TO_MYSQL_URL', undefined],
  ['constructor', undefined],
])('the setting %s is about %s', (key, technology) => {
  expect(technologyOfKey(key)).toBe(technology);
});
