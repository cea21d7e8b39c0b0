import { type Phrases, RATE_WINDOW } from '../../prometheus/questions';

/**
 * Dubbo 3's own metrics (`MetricsKey` of apache/dubbo, `dubbo-metrics-api`).
 * They name the application, the interface, group and version, and never the
 * other side. `namespace` is there where the scrape adds it.
 */

const APPLICATION = 'application_name, namespace';
const SERVICE = 'interface, group, version';

export function dubboQuestions({ metric, ofCluster, byCluster }: Phrases) {
  const rate = (name: string) =>
    `rate(${metric(name)}${ofCluster}[${RATE_WINDOW}])`;
  const by = (labels: string) => `by (${labels}${byCluster})`;
  const byService = by(`${APPLICATION}, ${SERVICE}`);
  const byApplication = by(APPLICATION);
  const directory = (name: string) =>
    `sum ${by(`${APPLICATION}, interface`)} (${metric(
      `dubbo_registry_directory_num_${name}`,
    )}${ofCluster})`;
  return {
    consumed: {
      promql: `sum ${byService} (${rate('dubbo_consumer_requests_total')}) > 0`,
      restsOn: metric('dubbo_consumer_requests_total'),
    },
    /** All kinds together: business, timeout, network, codec, limit. */
    consumedFailed: {
      promql: `sum ${byService} (${rate(
        'dubbo_consumer_requests_failed_total',
      )}) > 0`,
    },
    /** No connection. */
    notConnected: {
      promql: `sum ${byService} (${rate(
        'dubbo_consumer_requests_failed_network_total',
      )}) > 0`,
    },
    /** No provider to connect to. */
    noProvider: {
      promql: `sum ${byService} (${rate(
        'dubbo_consumer_requests_failed_service_unavailable_total',
      )}) > 0`,
    },
    /** Who provides what; without a rate, because an idle provider provides all the same. */
    provided: {
      promql: `count ${byService} (${metric(
        'dubbo_provider_requests_total',
      )}${ofCluster})`,
      restsOn: metric('dubbo_provider_requests_total'),
    },
    /** Dubbo makes quantiles of a method itself: the slowest method and instance counts. */
    providedP95: {
      promql: `max ${byService} (${metric(
        'dubbo_provider_rt_milliseconds_p95',
      )}${ofCluster}) > 0`,
    },
    /** Of the instance that is worst off: the mean of twenty hides the one that is stuck. */
    poolUsed: {
      promql: `max ${byApplication} (${metric(
        'dubbo_thread_pool_active_size',
      )}${ofCluster} / ${metric('dubbo_thread_pool_max_size')}${ofCluster})`,
    },
    poolMax: {
      promql: `max ${byApplication} (${metric(
        'dubbo_thread_pool_max_size',
      )}${ofCluster})`,
    },
    poolRejected: {
      promql: `sum ${byApplication} (increase(${metric(
        'dubbo_thread_pool_reject_thread_count',
      )}${ofCluster}[${RATE_WINDOW}])) > 0`,
    },
    directoryValid: { promql: directory('valid_total') },
    directoryAll: { promql: directory('all') },
  };
}

export type DubboQuestion = keyof ReturnType<typeof dubboQuestions>;
