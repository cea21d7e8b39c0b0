import type { ServiceSpec } from '../spec';
import {
  degradesWithout,
  exitsWithout,
  servicesOf,
  unreadyWithout,
} from './service';

const data = servicesOf('data-platform', 'data-lake');
const ai = servicesOf('ai-lab', 'models');
const mesh = servicesOf('platform', 'edge-gateways');
const observe = servicesOf('platform', 'observability');
const base = servicesOf('platform', 'cluster-base');
const ops = servicesOf('middleware', 'middleware-operations');

const EVERYWHERE = ['prod', 'staging', 'edge'] as const;

/** What the other teams stand on. */
export const FOUNDATION_SERVICES: readonly ServiceSpec[] = [
  data(
    'flink-parcel-flow',
    { en: 'Parcel flow stream', zh: '件量实时计算' },
    {
      weight: 50,
      version: '1.18.1-12',
      cpu: { request: 600, limit: 2000 },
      memory: { request: 2048, limit: 3072 },
      uses: [exitsWithout('kafka-events'), exitsWithout('kafka-scan')],
    },
  ),
  data(
    'flink-settlement',
    { en: 'Settlement stream', zh: '结算实时计算' },
    {
      weight: 30,
      version: '1.18.1-12',
      cpu: { request: 600, limit: 2000 },
      memory: { request: 2048, limit: 3072 },
      uses: [exitsWithout('kafka-events')],
    },
  ),
  data(
    'metrics-api',
    { en: 'Business metrics', zh: '经营指标' },
    {
      weight: 16,
      version: '2.6.0',
      api: 'openapi',
      uses: [unreadyWithout('es-waybill'), unreadyWithout('nacos')],
    },
  ),
  data(
    'report-web',
    { en: 'Reports', zh: '报表门户' },
    {
      language: 'node',
      tier: 3,
      weight: 10,
      version: '1.11.4',
      uses: [degradesWithout('metrics-api')],
    },
  ),
  data(
    'binlog-sync',
    { en: 'Change capture', zh: '数据同步' },
    {
      weight: 20,
      version: '1.1.7',
      uses: [
        exitsWithout('mysql-order'),
        exitsWithout('mysql-tracking'),
        exitsWithout('kafka-events'),
      ],
    },
  ),
  data(
    'spark-night',
    { en: 'Nightly batch', zh: '夜间批处理' },
    {
      kind: 'CronJob',
      schedule: '*/20 * * * *',
      tier: 3,
      weight: 70,
      area: 'data-batch',
      version: '3.5.1-4',
      cpu: { request: 500, limit: 2000 },
      memory: { request: 2048, limit: 4096 },
      uses: [degradesWithout('es-waybill')],
    },
  ),
  data(
    'parcel-forecast',
    { en: 'Volume forecast', zh: '件量预测' },
    {
      kind: 'CronJob',
      schedule: '5 * * * *',
      language: 'python',
      tier: 3,
      weight: 14,
      area: 'data-batch',
      version: '0.7.2',
      uses: [degradesWithout('eta-model')],
    },
  ),

  ai(
    'ocr-model',
    { en: 'Recognition model', zh: '识别模型' },
    {
      language: 'python',
      weight: 6,
      gpus: 1,
      version: '2024.11',
      cpu: { request: 1000, limit: 4000 },
      memory: { request: 4096, limit: 8192 },
      api: 'grpc',
    },
  ),
  ai(
    'eta-model',
    { en: 'Arrival model', zh: '时效模型' },
    {
      language: 'python',
      weight: 12,
      version: '2024.9',
      cpu: { request: 500, limit: 2000 },
      memory: { request: 1024, limit: 2048 },
      api: 'grpc',
    },
  ),
  ai(
    'feature-store',
    { en: 'Feature store', zh: '特征平台' },
    {
      language: 'go',
      weight: 8,
      version: '0.36.0',
      uses: [unreadyWithout('redis-geo')],
    },
  ),

  mesh(
    'app-gateway',
    { en: 'App gateway', zh: '应用网关' },
    {
      language: 'go',
      tier: 1,
      weight: 40,
      namespace: 'platform-ingress',
      where: EVERYWHERE,
      version: '3.9.1',
      autoscaled: true,
      uses: [degradesWithout('parcel-bff'), degradesWithout('tracking-api')],
    },
  ),
  mesh(
    'api-auth',
    { en: 'API authentication', zh: '接口鉴权' },
    {
      language: 'go',
      tier: 1,
      weight: 16,
      namespace: 'platform-ingress',
      version: '1.8.0',
      uses: [unreadyWithout('redis-cart')],
    },
  ),
  observe(
    'prometheus-agent',
    { en: 'Metrics collection', zh: '指标采集' },
    {
      language: 'go',
      weight: 10,
      namespace: 'platform-monitoring',
      where: EVERYWHERE,
      version: '2.54.1',
      memory: { request: 1024, limit: 3072 },
    },
  ),
  observe(
    'alert-router',
    { en: 'Alert routing', zh: '告警路由' },
    {
      language: 'go',
      weight: 6,
      namespace: 'platform-monitoring',
      version: '0.27.0',
    },
  ),
  observe(
    'log-pipeline',
    { en: 'Log pipeline', zh: '日志管道' },
    {
      weight: 16,
      namespace: 'platform-logging',
      version: '8.13.2',
      uses: [exitsWithout('kafka-events'), unreadyWithout('es-logs')],
    },
  ),
  observe(
    'fluent-bit',
    { en: 'Log shipper', zh: '日志采集' },
    {
      kind: 'DaemonSet',
      language: 'go',
      namespace: 'platform-logging',
      where: EVERYWHERE,
      weight: 0,
      version: '3.0.4',
      cpu: { request: 50, limit: 200 },
      memory: { request: 64, limit: 128 },
      uses: [degradesWithout('log-pipeline')],
    },
  ),
  observe(
    'node-exporter',
    { en: 'Node metrics', zh: '节点指标' },
    {
      kind: 'DaemonSet',
      language: 'go',
      namespace: 'platform-monitoring',
      where: EVERYWHERE,
      weight: 0,
      version: '1.8.2',
      cpu: { request: 20, limit: 100 },
      memory: { request: 32, limit: 64 },
    },
  ),
  base(
    'calico-node',
    { en: 'Pod network', zh: '容器网络' },
    {
      kind: 'DaemonSet',
      language: 'go',
      namespace: 'kube-system',
      where: EVERYWHERE,
      weight: 0,
      version: '3.28.1',
      cpu: { request: 150, limit: 500 },
      memory: { request: 128, limit: 256 },
    },
  ),
  base(
    'coredns',
    { en: 'Cluster DNS', zh: '集群域名' },
    {
      language: 'go',
      tier: 1,
      weight: 4,
      port: 53,
      namespace: 'kube-system',
      where: EVERYWHERE,
      version: '1.11.3',
    },
  ),
  base(
    'config-sync',
    { en: 'Configuration sync', zh: '配置同步' },
    {
      language: 'go',
      weight: 6,
      namespace: 'platform-system',
      where: EVERYWHERE,
      version: '1.4.4',
      uses: [degradesWithout('nacos')],
    },
  ),

  ops(
    'redis-operator',
    { en: 'Redis operator', zh: 'Redis 运维控制器' },
    {
      language: 'go',
      weight: 3,
      namespace: 'middleware-operators',
      version: '1.2.4',
    },
  ),
  ops(
    'kafka-operator',
    { en: 'Kafka operator', zh: 'Kafka 运维控制器' },
    {
      language: 'go',
      weight: 3,
      namespace: 'middleware-operators',
      version: '0.41.0',
    },
  ),
  ops(
    'mysql-proxy',
    { en: 'MySQL proxy', zh: 'MySQL 代理' },
    {
      language: 'go',
      weight: 40,
      namespace: 'middleware',
      version: '2.6.3',
      uses: [exitsWithout('mysql-config')],
    },
  ),
  ops(
    'redis-proxy',
    { en: 'Redis proxy', zh: 'Redis 代理' },
    {
      language: 'go',
      weight: 30,
      namespace: 'middleware',
      version: '1.1.0',
      uses: [unreadyWithout('redis-cart')],
    },
  ),
  ops(
    'mq-console',
    { en: 'Queue console', zh: '消息控制台' },
    {
      tier: 3,
      weight: 4,
      namespace: 'middleware',
      version: '2.0.1',
      uses: [degradesWithout('rocketmq-namesrv')],
    },
  ),
];
