import type { ServiceMapSource } from '@panorama/plugin-service-map-node';
import { dubbo } from '../sources/dubbo';
import { exporters } from '../sources/exporters';
import { istio } from '../sources/istio';
import { openTelemetry } from '../sources/opentelemetry';
import type { PrometheusSettings } from './config';
import { PrometheusClient } from './PrometheusClient';
import {
  PrometheusSource,
  type PrometheusSourceDefinition,
} from './PrometheusSource';

/** All sources that ask Prometheus. */
export const PROMETHEUS_SOURCES = [
  istio,
  openTelemetry,
  dubbo,
  exporters,
] as const;

/** The sources that the configuration turns on, and how to let go of their connections. */
export function createPrometheusSources(
  allSettings: readonly PrometheusSettings[],
): { sources: ServiceMapSource[]; close(): Promise<void> } {
  const asked = allSettings.map(settings => ({
    settings,
    client: new PrometheusClient(settings),
  }));
  const sourceOf = <Q extends string>(
    definition: PrometheusSourceDefinition<Q>,
  ): ServiceMapSource[] => {
    const toAsk = asked.filter(({ settings }) =>
      settings.sources.includes(definition.id),
    );
    return toAsk.length > 0 ? [new PrometheusSource(definition, toAsk)] : [];
  };
  return {
    sources: [
      ...sourceOf(istio),
      ...sourceOf(openTelemetry),
      ...sourceOf(dubbo),
      ...sourceOf(exporters),
    ],
    async close() {
      await Promise.all(asked.map(({ client }) => client.close()));
    },
  };
}
