import type { ServiceSpec } from '../spec';
import {
  degradesWithout,
  exitsWithout,
  servicesOf,
  unreadyWithout,
} from './service';

const app = servicesOf('customer-app', 'web-shop');
const openApi = servicesOf('customer-app', 'open-api');
const pay = servicesOf('payment', 'payment');
const settle = servicesOf('payment', 'settlement');

/** What customers see and pay with. */
export const COMMERCE_SERVICES: readonly ServiceSpec[] = [
  app(
    'web-shop',
    { en: 'Web shop', zh: '网上商城' },
    {
      language: 'node',
      tier: 1,
      weight: 22,
      version: '5.18.2',
      autoscaled: true,
      api: 'openapi',
      uses: [
        unreadyWithout('parcel-bff'),
        degradesWithout('search-api'),
        degradesWithout('cart-api'),
      ],
    },
  ),
  app(
    'parcel-bff',
    { en: 'Parcel pages backend', zh: '包裹页后端' },
    {
      language: 'node',
      tier: 1,
      weight: 20,
      version: '3.7.0',
      autoscaled: true,
      api: 'openapi',
      uses: [
        degradesWithout('tracking-api'),
        degradesWithout('order-core'),
        unreadyWithout('nacos'),
      ],
    },
  ),
  app(
    'cart-api',
    { en: 'Cart', zh: '购物车' },
    {
      language: 'go',
      weight: 12,
      version: '2.4.1',
      uses: [exitsWithout('redis-cart'), degradesWithout('order-core')],
    },
  ),
  app(
    'search-api',
    { en: 'Waybill search', zh: '运单搜索' },
    {
      weight: 12,
      version: '2.11.0',
      api: 'openapi',
      uses: [unreadyWithout('es-waybill'), unreadyWithout('nacos')],
    },
  ),
  app(
    'notify-worker',
    { en: 'Notifications', zh: '通知推送' },
    {
      language: 'node',
      weight: 14,
      version: '1.32.5',
      uses: [exitsWithout('kafka-events'), degradesWithout('redis-session')],
    },
  ),
  app(
    'member-api',
    { en: 'Members', zh: '会员' },
    {
      weight: 10,
      version: '4.0.3',
      uses: [
        unreadyWithout('mysql-order'),
        unreadyWithout('nacos'),
        degradesWithout('redis-cart'),
      ],
    },
  ),
  app(
    'coupon-api',
    { en: 'Coupons', zh: '优惠券' },
    {
      language: 'go',
      tier: 3,
      weight: 6,
      version: '1.9.0',
      uses: [exitsWithout('mysql-order')],
    },
  ),
  openApi(
    'open-gateway',
    { en: 'Partner gateway', zh: '开放平台网关' },
    {
      language: 'go',
      tier: 1,
      weight: 10,
      version: '2.2.8',
      autoscaled: true,
      api: 'openapi',
      uses: [degradesWithout('order-core'), degradesWithout('scan-gateway')],
    },
  ),

  pay(
    'payment-core',
    { en: 'Payment core', zh: '支付核心' },
    {
      tier: 1,
      weight: 24,
      area: 'pay-core',
      version: '6.4.0',
      autoscaled: true,
      api: 'grpc',
      sidecar: true,
      uses: [
        exitsWithout('redis-session'),
        exitsWithout('mysql-billing'),
        unreadyWithout('nacos'),
        unreadyWithout('rocketmq-namesrv'),
      ],
    },
  ),
  pay(
    'order-core',
    { en: 'Orders', zh: '订单核心' },
    {
      tier: 1,
      weight: 26,
      area: 'pay-core',
      version: '8.1.3',
      autoscaled: true,
      api: 'grpc',
      uses: [
        exitsWithout('mysql-order'),
        unreadyWithout('rocketmq-namesrv'),
        unreadyWithout('nacos'),
      ],
    },
  ),
  pay(
    'payment-callback',
    { en: 'Channel callbacks', zh: '渠道回调' },
    {
      weight: 16,
      area: 'pay-channel',
      version: '3.3.1',
      uses: [unreadyWithout('redis-session'), degradesWithout('payment-core')],
    },
  ),
  pay(
    'channel-alipay',
    { en: 'Alipay channel', zh: '支付宝渠道' },
    {
      weight: 10,
      area: 'pay-channel',
      version: '2.8.0',
      uses: [degradesWithout('payment-core'), unreadyWithout('nacos')],
    },
  ),
  pay(
    'channel-wechat',
    { en: 'WeChat Pay channel', zh: '微信支付渠道' },
    {
      weight: 10,
      area: 'pay-channel',
      version: '2.8.4',
      uses: [degradesWithout('payment-core'), unreadyWithout('nacos')],
    },
  ),
  pay(
    'risk-engine',
    { en: 'Risk engine', zh: '风控引擎' },
    {
      language: 'go',
      tier: 1,
      weight: 12,
      area: 'pay-core',
      version: '1.14.2',
      uses: [unreadyWithout('redis-cart'), degradesWithout('kafka-events')],
    },
  ),
  settle(
    'settlement',
    { en: 'Settlement', zh: '结算' },
    {
      weight: 10,
      area: 'pay-settle',
      version: '2.0.9',
      uses: [exitsWithout('mysql-billing'), unreadyWithout('rocketmq-namesrv')],
    },
  ),
  settle(
    'invoice-api',
    { en: 'Invoices', zh: '发票' },
    {
      tier: 3,
      weight: 6,
      area: 'pay-settle',
      version: '1.6.0',
      uses: [unreadyWithout('mysql-billing')],
    },
  ),
  settle(
    'reconcile',
    { en: 'Nightly reconciliation', zh: '对账任务' },
    {
      kind: 'CronJob',
      schedule: '*/30 * * * *',
      weight: 4,
      area: 'pay-settle',
      version: '2.0.9',
      uses: [exitsWithout('mysql-billing')],
    },
  ),
];
