import {
  TECHNOLOGIES,
  type TechnologyId,
} from '@panorama/plugin-service-map-common';

const BY_PREFIX: ReadonlyArray<readonly [prefix: string, TechnologyId]> = [
  ['mysql_', 'mysql'],
  ['pg_', 'postgresql'],
  ['redis_', 'redis'],
  ['kafka_', 'kafka'],
  ['rocketmq_', 'rocketmq'],
  ['elasticsearch_', 'elasticsearch'],
  ['mongodb_', 'mongodb'],
];

/** Each exporter puts its product before all its names. */
export function productOf(
  metric: string | undefined,
): TechnologyId | undefined {
  return BY_PREFIX.find(([prefix]) => metric?.startsWith(prefix))?.[1];
}

/** Whether the product itself listens there, and not its exporter. */
export function isPortOf(product: TechnologyId, port: number): boolean {
  return TECHNOLOGIES.some(
    ({ id, ports }) => id === product && ports.includes(port),
  );
}
