import { counter, gauge, type MetricSeries } from '@panorama/playground';
import { SINCE } from './moments';

type Labels = Record<string, string>;

/** One instance of an application, as Dubbo 3.2 labels it and a PodMonitor adds to it. */
const instance = (
  application: string,
  namespace: string,
  number = 1,
  cluster = 'prod-hz',
) => ({
  application_name: application,
  application_module_id: '1.1',
  application_version: '3.2.14',
  hostname: `${application}-${number}`,
  ip: `10.1.7.${number}`,
  cluster,
  namespace,
  job: 'dubbo',
  pod: `${application}-${number}`,
});

const service = (name: string, method: string, group = '', version = '') => ({
  interface: `com.example.${name}`,
  method,
  group,
  version,
});

const total = (
  side: 'consumer' | 'provider',
  what: string,
  perSecond: number,
  ...labels: Labels[]
) =>
  counter(
    `dubbo_${side}_${what}_total`,
    Object.assign({}, ...labels),
    perSecond,
    SINCE,
  );

const order = instance('order-service', 'order');
const track = (method: string) => service('TrackService', method, '', '1.0.0');

const pool = (labels: Labels, active: number, max: number) => [
  gauge(
    'dubbo_thread_pool_active_size',
    { ...labels, thread_pool_name: 'DubboServerHandler-20880' },
    active,
  ),
  gauge(
    'dubbo_thread_pool_max_size',
    { ...labels, thread_pool_name: 'DubboServerHandler-20880' },
    max,
  ),
];

const directory = (
  labels: Labels,
  name: string,
  valid: number,
  all: number,
) => [
  gauge(
    'dubbo_registry_directory_num_valid_total',
    { ...labels, interface: `com.example.${name}` },
    valid,
  ),
  gauge(
    'dubbo_registry_directory_num_all',
    { ...labels, interface: `com.example.${name}` },
    all,
  ),
];

export const DUBBO: MetricSeries[] = [
  // Two methods of one interface; a tenth of one fails, partly for want of a connection.
  total('consumer', 'requests', 3, order, track('find')),
  total('consumer', 'requests', 1, order, track('subscribe')),
  total('consumer', 'requests_failed', 0.4, order, track('find')),
  total('consumer', 'requests_failed_network', 0.1, order, track('find')),
  total(
    'consumer',
    'requests_failed_service_unavailable',
    0.05,
    order,
    track('find'),
  ),
  ...directory(order, 'TrackService', 1, 4),
  // Its provider here, with one instance that is full …
  total(
    'provider',
    'requests',
    3,
    instance('tracking-service', 'tracking'),
    track('find'),
  ),
  total(
    'provider',
    'requests',
    1,
    instance('tracking-service', 'tracking', 2),
    track('subscribe'),
  ),
  gauge(
    'dubbo_provider_rt_milliseconds_p95',
    { ...instance('tracking-service', 'tracking'), ...track('find') },
    120,
  ),
  gauge(
    'dubbo_provider_rt_milliseconds_p95',
    { ...instance('tracking-service', 'tracking', 2), ...track('subscribe') },
    45,
  ),
  ...pool(instance('tracking-service', 'tracking'), 190, 200),
  ...pool(instance('tracking-service', 'tracking', 2), 3, 200),
  counter(
    'dubbo_thread_pool_reject_thread_count',
    {
      ...instance('tracking-service', 'tracking'),
      thread_pool_name: 'DubboServerHandler-20880',
    },
    0.02,
    SINCE,
  ),
  // … and others who provide what sounds the same.
  total(
    'provider',
    'requests',
    1,
    instance('tracking-service', 'tracking', 1, 'staging'),
    track('find'),
  ),
  total(
    'provider',
    'requests',
    1,
    instance('tracking-eu', 'tracking'),
    service('TrackService', 'find', 'eu', '1.0.0'),
  ),
  // Two applications provide one interface.
  total('consumer', 'requests', 5, order, service('AddressService', 'parse')),
  ...directory(order, 'AddressService', 2, 2),
  total(
    'provider',
    'requests',
    2,
    instance('address-a', 'base'),
    service('AddressService', 'parse'),
  ),
  total(
    'provider',
    'requests',
    3,
    instance('address-b', 'base'),
    service('AddressService', 'parse'),
  ),
  ...pool(instance('address-a', 'base'), 4, 200),
  // Nobody with metrics provides this one.
  total('consumer', 'requests', 1, order, service('LegacyService', 'call')),
];
