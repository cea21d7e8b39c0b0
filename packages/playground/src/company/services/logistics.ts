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
  WITH_LOG_SHIPPER,
} from './service';

const track = servicesOf('tracking', 'parcel-tracking');
const scan = servicesOf('scanning', 'scanning');
const lastMile = servicesOf('last-mile', 'last-mile');
const routing = servicesOf('fleet-routing', 'fleet-routing');
const store = servicesOf('warehouse', 'warehouse');
const abroad = servicesOf('international', 'international');

/** How parcels move, and how everybody knows where they are. */
// A table, one service a line: id, title, version, share of the team's pods, what it uses, what is unusual.
// prettier-ignore
export const LOGISTICS_SERVICES: readonly ServiceSpec[] = [
  track('tracking-api', 'Tracking API', '轨迹查询', '2.41.0', 12, 'exits redis-session, unready mysql-tracking, degrades es-waybill', NODE, FRONT, OPENAPI),
  track('track-push', 'Tracking push', '轨迹推送', '1.22.7', 12, 'unready redis-session, exits kafka-events', GO),
  track('track-subscribe', 'Tracking subscriptions', '轨迹订阅', '3.0.4', 10, 'unready redis-session, unready nacos, unready mysql-tracking'),
  track('track-writer', 'Tracking writer', '轨迹写入', '4.12.0', 120, 'exits kafka-scan, unready mysql-tracking, unready nacos', CRITICAL, WITH_LOG_SHIPPER),
  track('track-indexer', 'Tracking indexer', '轨迹索引', '2.3.3', 60, 'exits kafka-events, unready es-waybill'),
  track('eta-calculator', 'Arrival estimates', '时效预测', '0.19.1', 40, 'unready redis-geo, degrades eta-model', PYTHON, GRPC, { autoscaled: true }),
  track('track-archive', 'Tracking archive', '轨迹归档', '1.4.0', 8, 'exits mysql-tracking', MINOR, runsAt('15 * * * *'), { area: 'tracking-batch' }),
  scan('scan-gateway', 'Scan gateway', '扫描网关', '5.6.2', 12, 'exits redis-session, unready kafka-scan', GO, FRONT, GRPC, EVERYWHERE),
  scan('scan-session', 'Scanner sessions', '扫描会话', '2.9.0', 10, 'unready redis-session', GO),
  scan('scan-processor', 'Scan processor', '扫描处理', '7.2.5', 110, 'exits kafka-scan, unready nacos, degrades mysql-tracking', CRITICAL, WITH_LOG_SHIPPER),
  scan('weight-check', 'Weight check', '称重校验', '1.8.1', 40, 'degrades scan-gateway', GO, EVERYWHERE),
  scan('label-print', 'Label printing', '面单打印', '3.1.9', 30, 'degrades order-core', NODE, EVERYWHERE),
  scan('ocr-worker', 'Waybill recognition', '面单识别', '1.2.0', 24, 'degrades ocr-model, exits kafka-scan', PYTHON),
  scan('scan-agent', 'Scanner agent on site', '现场扫描代理', '0.44.3', 0, 'degrades scan-gateway', GO, ON_EVERY_NODE, { where: ['edge'] }),
  lastMile('dispatch-api', 'Dispatch', '派件调度', '4.4.4', 30, 'unready redis-geo, exits mysql-order, unready nacos', FRONT, OPENAPI),
  lastMile('courier-app-api', 'Courier app backend', '快递员端后端', '6.0.1', 30, 'unready redis-geo, degrades dispatch-api', NODE, FRONT, OPENAPI),
  lastMile('courier-position', 'Courier positions', '快递员定位', '2.5.0', 20, 'exits redis-geo, unready kafka-events', GO),
  lastMile('locker-gateway', 'Parcel locker gateway', '快递柜网关', '1.17.0', 16, 'degrades dispatch-api', GO, EVERYWHERE),
  lastMile('station-api', 'Pick-up stations', '驿站', '2.2.2', 18, 'unready mysql-order, unready nacos'),
  lastMile('proof-of-delivery', 'Proof of delivery', '签收凭证', '1.9.7', 16, 'unready rocketmq-namesrv'),
  lastMile('address-parser', 'Address parser', '地址解析', '0.9.4', 14, 'degrades redis-geo', PYTHON, GRPC, EVERYWHERE),
  routing('route-planner', 'Route planner', '路由规划', '3.15.0', 30, 'unready redis-geo, unready nacos, degrades fleet-api', CRITICAL),
  routing('fleet-api', 'Fleet', '车队管理', '2.7.6', 24, 'unready mysql-order, unready nacos', OPENAPI),
  routing('vehicle-telemetry', 'Vehicle telemetry', '车辆遥测', '1.30.2', 30, 'exits kafka-events', GO),
  routing('hub-scheduler', 'Hub scheduler', '分拨排班', '1.12.1', 18, 'unready rocketmq-namesrv, degrades route-planner'),
  routing('load-optimiser', 'Load optimiser', '装载优化', '0.27.0', 16, 'degrades fleet-api', PYTHON),
  routing('geo-fence', 'Geofences', '电子围栏', '1.3.5', 14, 'unready redis-geo', GO),
  store('wms-core', 'Warehouse core', '仓储核心', '5.0.0', 24, 'exits mysql-warehouse, unready nacos', CRITICAL, OPENAPI),
  store('inventory-api', 'Stock', '库存', '3.3.0', 18, 'exits mysql-warehouse, degrades redis-cart', CRITICAL, GRPC),
  store('picking-worker', 'Picking', '拣货', '2.1.4', 16, 'unready rocketmq-namesrv, degrades inventory-api'),
  store('sorter-control', 'Sorter control', '分拣控制', '1.20.1', 12, 'exits kafka-scan', GO),
  store('stock-report', 'Stock report', '库存报表', '1.0.8', 4, 'exits mysql-warehouse', MINOR, runsAt('0 * * * *'), { area: 'warehouse-batch' }),
  abroad('customs-declare', 'Customs declaration', '报关', '1.5.2', 12, 'exits mysql-order, unready rocketmq-namesrv'),
  abroad('overseas-hub', 'Overseas hubs', '海外仓', '1.2.9', 10, 'unready mysql-warehouse'),
  abroad('fx-rates', 'Exchange rates', '汇率', '0.8.3', 5, 'degrades redis-cart', NODE, MINOR),
];
