export { exposition, openMetrics, type Scrapes } from './exposition';
export { counter, gauge, histogram, type MetricSeries } from './series';
