import type { ServiceSpec } from '../spec';
import {
  CRITICAL,
  EVERYWHERE,
  FRONT,
  GO,
  GRPC,
  MINOR,
  NODE,
  ON_EVERY_NODE,
  OPENAPI,
  PYTHON,
  runsAt,
  servicesOf,
  sized,
} from './service';

const data = servicesOf('data-platform', 'data-lake');
const ai = servicesOf('ai-lab', 'models');
const mesh = servicesOf('platform', 'edge-gateways');
const observe = servicesOf('platform', 'observability');
const base = servicesOf('platform', 'cluster-base');
const ops = servicesOf('middleware', 'middleware-operations');

/** What the other teams stand on. */
// A table, one service a line: id, title, version, share of the team's pods, what it uses, what is unusual.
// prettier-ignore
export const FOUNDATION_SERVICES: readonly ServiceSpec[] = [
  data('flink-parcel-flow', 'Parcel flow stream', '件量实时计算', '1.18.1-12', 50, 'exits kafka-events, exits kafka-scan', sized(600, 2000, 2048, 3072)),
  data('flink-settlement', 'Settlement stream', '结算实时计算', '1.18.1-12', 30, 'exits kafka-events', sized(600, 2000, 2048, 3072)),
  data('metrics-api', 'Business metrics', '经营指标', '2.6.0', 16, 'unready es-waybill, unready nacos', OPENAPI),
  data('report-web', 'Reports', '报表门户', '1.11.4', 10, 'degrades metrics-api', NODE, MINOR),
  data('binlog-sync', 'Change capture', '数据同步', '1.1.7', 20, 'exits mysql-order, exits mysql-tracking, exits kafka-events'),
  data('spark-night', 'Nightly batch', '夜间批处理', '3.5.1-4', 70, 'degrades es-waybill', MINOR, runsAt('*/20 * * * *'), sized(500, 2000, 2048, 4096), { area: 'data-batch' }),
  data('parcel-forecast', 'Volume forecast', '件量预测', '0.7.2', 14, 'degrades eta-model', PYTHON, MINOR, runsAt('5 * * * *'), { area: 'data-batch' }),
  ai('ocr-model', 'Recognition model', '识别模型', '2024.11', 6, '', PYTHON, GRPC, sized(1000, 4000, 4096, 8192), { gpus: 1 }),
  ai('eta-model', 'Arrival model', '时效模型', '2024.9', 12, '', PYTHON, GRPC, sized(500, 2000, 1024, 2048)),
  ai('feature-store', 'Feature store', '特征平台', '0.36.0', 8, 'unready redis-geo', GO),
  mesh('app-gateway', 'App gateway', '应用网关', '3.9.1', 40, 'degrades parcel-bff, degrades tracking-api', GO, FRONT, EVERYWHERE, { namespace: 'platform-ingress' }),
  mesh('api-auth', 'API authentication', '接口鉴权', '1.8.0', 16, 'unready redis-cart', GO, CRITICAL, { namespace: 'platform-ingress' }),
  observe('prometheus-agent', 'Metrics collection', '指标采集', '2.54.1', 10, '', GO, EVERYWHERE, sized(150, 1000, 1024, 3072), { namespace: 'platform-monitoring' }),
  observe('alert-router', 'Alert routing', '告警路由', '0.27.0', 6, '', GO, { namespace: 'platform-monitoring' }),
  observe('log-pipeline', 'Log pipeline', '日志管道', '8.13.2', 16, 'exits kafka-events, unready es-logs', { namespace: 'platform-logging' }),
  observe('fluent-bit', 'Log shipper', '日志采集', '3.0.4', 0, 'degrades log-pipeline', GO, EVERYWHERE, ON_EVERY_NODE, sized(50, 200, 64, 128), { namespace: 'platform-logging' }),
  observe('node-exporter', 'Node metrics', '节点指标', '1.8.2', 0, '', GO, EVERYWHERE, ON_EVERY_NODE, sized(20, 100, 32, 64), { namespace: 'platform-monitoring' }),
  base('calico-node', 'Pod network', '容器网络', '3.28.1', 0, '', GO, EVERYWHERE, ON_EVERY_NODE, sized(150, 500, 128, 256), { namespace: 'kube-system' }),
  base('coredns', 'Cluster DNS', '集群域名', '1.11.3', 4, '', GO, CRITICAL, EVERYWHERE, { namespace: 'kube-system', port: 53 }),
  base('config-sync', 'Configuration sync', '配置同步', '1.4.4', 6, 'degrades nacos', GO, EVERYWHERE, { namespace: 'platform-system' }),
  ops('redis-operator', 'Redis operator', 'Redis 运维控制器', '1.2.4', 3, '', GO, { namespace: 'middleware-operators' }),
  ops('kafka-operator', 'Kafka operator', 'Kafka 运维控制器', '0.41.0', 3, '', GO, { namespace: 'middleware-operators' }),
  ops('mysql-proxy', 'MySQL proxy', 'MySQL 代理', '2.6.3', 40, 'exits mysql-config', GO, { namespace: 'middleware' }),
  ops('redis-proxy', 'Redis proxy', 'Redis 代理', '1.1.0', 30, 'unready redis-cart', GO, { namespace: 'middleware' }),
  ops('mq-console', 'Queue console', '消息控制台', '2.0.1', 4, 'degrades rocketmq-namesrv', MINOR, { namespace: 'middleware' }),
];
