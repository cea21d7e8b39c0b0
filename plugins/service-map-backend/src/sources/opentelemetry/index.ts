import type { PrometheusSourceDefinition } from '../../prometheus/PrometheusSource';
import {
  type OpenTelemetryQuestion,
  openTelemetryQuestions,
} from './questions';
import { readOpenTelemetry } from './read';

/** Calls that traces tell, by way of a service graph in Prometheus. */
export const openTelemetry: PrometheusSourceDefinition<OpenTelemetryQuestion> =
  {
    id: 'opentelemetry',
    title: 'OpenTelemetry',
    questions: openTelemetryQuestions,
    read: readOpenTelemetry,
  };
