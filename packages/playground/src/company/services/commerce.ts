import type { ServiceSpec } from '../spec';
import {
  CRITICAL,
  FRONT,
  GO,
  GRPC,
  MINOR,
  NODE,
  OPENAPI,
  runsAt,
  servicesOf,
  WITH_LOG_SHIPPER,
} from './service';

const app = servicesOf('customer-app', 'web-shop');
const openApi = servicesOf('customer-app', 'open-api');
const pay = servicesOf('payment', 'payment');
const settle = servicesOf('payment', 'settlement');

/** What customers see and pay with. */
// A table, one service a line: id, title, version, share of the team's pods, what it uses, what is unusual.
// prettier-ignore
export const COMMERCE_SERVICES: readonly ServiceSpec[] = [
  app('web-shop', 'Web shop', '网上商城', '5.18.2', 22, 'unready parcel-bff, degrades search-api, degrades cart-api', NODE, FRONT, OPENAPI),
  app('parcel-bff', 'Parcel pages backend', '包裹页后端', '3.7.0', 20, 'degrades tracking-api, degrades order-core, unready nacos', NODE, FRONT, OPENAPI),
  app('cart-api', 'Cart', '购物车', '2.4.1', 12, 'exits redis-cart, degrades order-core', GO),
  app('search-api', 'Waybill search', '运单搜索', '2.11.0', 12, 'unready es-waybill, unready nacos', OPENAPI),
  app('notify-worker', 'Notifications', '通知推送', '1.32.5', 14, 'exits kafka-events, degrades redis-session', NODE),
  app('member-api', 'Members', '会员', '4.0.3', 10, 'unready mysql-order, unready nacos, degrades redis-cart'),
  app('coupon-api', 'Coupons', '优惠券', '1.9.0', 6, 'exits mysql-order', GO, MINOR),
  openApi('open-gateway', 'Partner gateway', '开放平台网关', '2.2.8', 10, 'degrades order-core, degrades scan-gateway', GO, FRONT, OPENAPI),
  pay('payment-core', 'Payment core', '支付核心', '6.4.0', 24, 'exits redis-session, exits mysql-billing, unready nacos, unready rocketmq-namesrv', FRONT, GRPC, WITH_LOG_SHIPPER, { area: 'pay-core' }),
  pay('order-core', 'Orders', '订单核心', '8.1.3', 26, 'exits mysql-order, unready rocketmq-namesrv, unready nacos', FRONT, GRPC, { area: 'pay-core' }),
  pay('payment-callback', 'Channel callbacks', '渠道回调', '3.3.1', 16, 'unready redis-session, degrades payment-core', { area: 'pay-channel' }),
  pay('channel-alipay', 'Alipay channel', '支付宝渠道', '2.8.0', 10, 'degrades payment-core, unready nacos', { area: 'pay-channel' }),
  pay('channel-wechat', 'WeChat Pay channel', '微信支付渠道', '2.8.4', 10, 'degrades payment-core, unready nacos', { area: 'pay-channel' }),
  pay('risk-engine', 'Risk engine', '风控引擎', '1.14.2', 12, 'unready redis-cart, degrades kafka-events', GO, CRITICAL, { area: 'pay-core' }),
  settle('settlement', 'Settlement', '结算', '2.0.9', 10, 'exits mysql-billing, unready rocketmq-namesrv', { area: 'pay-settle' }),
  settle('invoice-api', 'Invoices', '发票', '1.6.0', 6, 'unready mysql-billing', MINOR, { area: 'pay-settle' }),
  settle('reconcile', 'Nightly reconciliation', '对账任务', '2.0.9', 4, 'exits mysql-billing', runsAt('*/30 * * * *'), { area: 'pay-settle' }),
];
