import type { ServiceSpec } from '../spec';
import {
  degradesWithout,
  exitsWithout,
  servicesOf,
  unreadyWithout,
} from './service';

const track = servicesOf('tracking', 'parcel-tracking');
const scan = servicesOf('scanning', 'scanning');
const lastMile = servicesOf('last-mile', 'last-mile');
const routing = servicesOf('fleet-routing', 'fleet-routing');
const store = servicesOf('warehouse', 'warehouse');
const abroad = servicesOf('international', 'international');

/** How parcels move, and how everybody knows where they are. */
export const LOGISTICS_SERVICES: readonly ServiceSpec[] = [
  track(
    'tracking-api',
    { en: 'Tracking API', zh: '轨迹查询' },
    {
      language: 'node',
      tier: 1,
      weight: 12,
      version: '2.41.0',
      autoscaled: true,
      api: 'openapi',
      uses: [
        exitsWithout('redis-session'),
        unreadyWithout('mysql-tracking'),
        degradesWithout('es-waybill'),
      ],
    },
  ),
  track(
    'track-push',
    { en: 'Tracking push', zh: '轨迹推送' },
    {
      language: 'go',
      weight: 12,
      version: '1.22.7',
      uses: [unreadyWithout('redis-session'), exitsWithout('kafka-events')],
    },
  ),
  track(
    'track-subscribe',
    { en: 'Tracking subscriptions', zh: '轨迹订阅' },
    {
      weight: 10,
      version: '3.0.4',
      uses: [
        unreadyWithout('redis-session'),
        unreadyWithout('nacos'),
        unreadyWithout('mysql-tracking'),
      ],
    },
  ),
  track(
    'track-writer',
    { en: 'Tracking writer', zh: '轨迹写入' },
    {
      tier: 1,
      weight: 120,
      version: '4.12.0',
      sidecar: true,
      uses: [
        exitsWithout('kafka-scan'),
        unreadyWithout('mysql-tracking'),
        unreadyWithout('nacos'),
      ],
    },
  ),
  track(
    'track-indexer',
    { en: 'Tracking indexer', zh: '轨迹索引' },
    {
      weight: 60,
      version: '2.3.3',
      uses: [exitsWithout('kafka-events'), unreadyWithout('es-waybill')],
    },
  ),
  track(
    'eta-calculator',
    { en: 'Arrival estimates', zh: '时效预测' },
    {
      language: 'python',
      weight: 40,
      version: '0.19.1',
      autoscaled: true,
      api: 'grpc',
      uses: [unreadyWithout('redis-geo'), degradesWithout('eta-model')],
    },
  ),
  track(
    'track-archive',
    { en: 'Tracking archive', zh: '轨迹归档' },
    {
      kind: 'CronJob',
      schedule: '15 * * * *',
      tier: 3,
      weight: 8,
      area: 'tracking-batch',
      version: '1.4.0',
      uses: [exitsWithout('mysql-tracking')],
    },
  ),

  scan(
    'scan-gateway',
    { en: 'Scan gateway', zh: '扫描网关' },
    {
      language: 'go',
      tier: 1,
      weight: 12,
      where: ['prod', 'staging', 'edge'],
      version: '5.6.2',
      autoscaled: true,
      api: 'grpc',
      uses: [exitsWithout('redis-session'), unreadyWithout('kafka-scan')],
    },
  ),
  scan(
    'scan-session',
    { en: 'Scanner sessions', zh: '扫描会话' },
    {
      language: 'go',
      weight: 10,
      version: '2.9.0',
      uses: [unreadyWithout('redis-session')],
    },
  ),
  scan(
    'scan-processor',
    { en: 'Scan processor', zh: '扫描处理' },
    {
      tier: 1,
      weight: 110,
      version: '7.2.5',
      sidecar: true,
      uses: [
        exitsWithout('kafka-scan'),
        unreadyWithout('nacos'),
        degradesWithout('mysql-tracking'),
      ],
    },
  ),
  scan(
    'weight-check',
    { en: 'Weight check', zh: '称重校验' },
    {
      language: 'go',
      weight: 40,
      where: ['prod', 'staging', 'edge'],
      version: '1.8.1',
      uses: [degradesWithout('scan-gateway')],
    },
  ),
  scan(
    'label-print',
    { en: 'Label printing', zh: '面单打印' },
    {
      language: 'node',
      weight: 30,
      where: ['prod', 'staging', 'edge'],
      version: '3.1.9',
      uses: [degradesWithout('order-core')],
    },
  ),
  scan(
    'ocr-worker',
    { en: 'Waybill recognition', zh: '面单识别' },
    {
      language: 'python',
      weight: 24,
      version: '1.2.0',
      uses: [degradesWithout('ocr-model'), exitsWithout('kafka-scan')],
    },
  ),
  scan(
    'scan-agent',
    { en: 'Scanner agent on site', zh: '现场扫描代理' },
    {
      kind: 'DaemonSet',
      language: 'go',
      where: ['edge'],
      weight: 0,
      version: '0.44.3',
      uses: [degradesWithout('scan-gateway')],
    },
  ),

  lastMile(
    'dispatch-api',
    { en: 'Dispatch', zh: '派件调度' },
    {
      tier: 1,
      weight: 30,
      version: '4.4.4',
      autoscaled: true,
      api: 'openapi',
      uses: [
        unreadyWithout('redis-geo'),
        exitsWithout('mysql-order'),
        unreadyWithout('nacos'),
      ],
    },
  ),
  lastMile(
    'courier-app-api',
    { en: 'Courier app backend', zh: '快递员端后端' },
    {
      language: 'node',
      tier: 1,
      weight: 30,
      version: '6.0.1',
      autoscaled: true,
      api: 'openapi',
      uses: [unreadyWithout('redis-geo'), degradesWithout('dispatch-api')],
    },
  ),
  lastMile(
    'courier-position',
    { en: 'Courier positions', zh: '快递员定位' },
    {
      language: 'go',
      weight: 20,
      version: '2.5.0',
      uses: [exitsWithout('redis-geo'), unreadyWithout('kafka-events')],
    },
  ),
  lastMile(
    'locker-gateway',
    { en: 'Parcel locker gateway', zh: '快递柜网关' },
    {
      language: 'go',
      weight: 16,
      where: ['prod', 'staging', 'edge'],
      version: '1.17.0',
      uses: [degradesWithout('dispatch-api')],
    },
  ),
  lastMile(
    'station-api',
    { en: 'Pick-up stations', zh: '驿站' },
    {
      weight: 18,
      version: '2.2.2',
      uses: [unreadyWithout('mysql-order'), unreadyWithout('nacos')],
    },
  ),
  lastMile(
    'proof-of-delivery',
    { en: 'Proof of delivery', zh: '签收凭证' },
    {
      weight: 16,
      version: '1.9.7',
      uses: [unreadyWithout('rocketmq-namesrv')],
    },
  ),
  lastMile(
    'address-parser',
    { en: 'Address parser', zh: '地址解析' },
    {
      language: 'python',
      weight: 14,
      where: ['prod', 'staging', 'edge'],
      version: '0.9.4',
      api: 'grpc',
      uses: [degradesWithout('redis-geo')],
    },
  ),

  routing(
    'route-planner',
    { en: 'Route planner', zh: '路由规划' },
    {
      tier: 1,
      weight: 30,
      version: '3.15.0',
      uses: [
        unreadyWithout('redis-geo'),
        unreadyWithout('nacos'),
        degradesWithout('fleet-api'),
      ],
    },
  ),
  routing(
    'fleet-api',
    { en: 'Fleet', zh: '车队管理' },
    {
      weight: 24,
      version: '2.7.6',
      api: 'openapi',
      uses: [unreadyWithout('mysql-order'), unreadyWithout('nacos')],
    },
  ),
  routing(
    'vehicle-telemetry',
    { en: 'Vehicle telemetry', zh: '车辆遥测' },
    {
      language: 'go',
      weight: 30,
      version: '1.30.2',
      uses: [exitsWithout('kafka-events')],
    },
  ),
  routing(
    'hub-scheduler',
    { en: 'Hub scheduler', zh: '分拨排班' },
    {
      weight: 18,
      version: '1.12.1',
      uses: [
        unreadyWithout('rocketmq-namesrv'),
        degradesWithout('route-planner'),
      ],
    },
  ),
  routing(
    'load-optimiser',
    { en: 'Load optimiser', zh: '装载优化' },
    {
      language: 'python',
      weight: 16,
      version: '0.27.0',
      uses: [degradesWithout('fleet-api')],
    },
  ),
  routing(
    'geo-fence',
    { en: 'Geofences', zh: '电子围栏' },
    {
      language: 'go',
      weight: 14,
      version: '1.3.5',
      uses: [unreadyWithout('redis-geo')],
    },
  ),

  store(
    'wms-core',
    { en: 'Warehouse core', zh: '仓储核心' },
    {
      tier: 1,
      weight: 24,
      version: '5.0.0',
      api: 'openapi',
      uses: [exitsWithout('mysql-warehouse'), unreadyWithout('nacos')],
    },
  ),
  store(
    'inventory-api',
    { en: 'Stock', zh: '库存' },
    {
      tier: 1,
      weight: 18,
      version: '3.3.0',
      api: 'grpc',
      uses: [exitsWithout('mysql-warehouse'), degradesWithout('redis-cart')],
    },
  ),
  store(
    'picking-worker',
    { en: 'Picking', zh: '拣货' },
    {
      weight: 16,
      version: '2.1.4',
      uses: [
        unreadyWithout('rocketmq-namesrv'),
        degradesWithout('inventory-api'),
      ],
    },
  ),
  store(
    'sorter-control',
    { en: 'Sorter control', zh: '分拣控制' },
    {
      language: 'go',
      weight: 12,
      version: '1.20.1',
      uses: [exitsWithout('kafka-scan')],
    },
  ),
  store(
    'stock-report',
    { en: 'Stock report', zh: '库存报表' },
    {
      kind: 'CronJob',
      schedule: '0 * * * *',
      tier: 3,
      weight: 4,
      area: 'warehouse-batch',
      version: '1.0.8',
      uses: [exitsWithout('mysql-warehouse')],
    },
  ),

  abroad(
    'customs-declare',
    { en: 'Customs declaration', zh: '报关' },
    {
      weight: 12,
      version: '1.5.2',
      uses: [exitsWithout('mysql-order'), unreadyWithout('rocketmq-namesrv')],
    },
  ),
  abroad(
    'overseas-hub',
    { en: 'Overseas hubs', zh: '海外仓' },
    { weight: 10, version: '1.2.9', uses: [unreadyWithout('mysql-warehouse')] },
  ),
  abroad(
    'fx-rates',
    { en: 'Exchange rates', zh: '汇率' },
    {
      language: 'node',
      tier: 3,
      weight: 5,
      version: '0.8.3',
      uses: [degradesWithout('redis-cart')],
    },
  ),
];
