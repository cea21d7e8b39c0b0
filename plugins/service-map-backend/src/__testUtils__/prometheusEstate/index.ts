import type { MetricSeries } from '@panorama/playground';
import { DUBBO } from './dubbo';
import { EXPORTERS } from './exporters';
import { ISTIO } from './istio';
import { OPENTELEMETRY } from './opentelemetry';

export { BEFORE, NOW, SCRAPE_MS, SCRAPES } from './moments';

/** A small estate as mesh, traces, Dubbo and exporters put it into Prometheus, with what is usually wrong. */
export const ESTATE: readonly MetricSeries[] = [
  ...ISTIO,
  ...OPENTELEMETRY,
  ...DUBBO,
  ...EXPORTERS,
];
