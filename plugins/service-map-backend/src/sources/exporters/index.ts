import type { PrometheusSourceDefinition } from '../../prometheus/PrometheusSource';
import { type ExporterQuestion, exporterQuestions } from './questions';
import { readExporters } from './read';

/** What exporters say about databases, caches and queues. */
export const exporters: PrometheusSourceDefinition<ExporterQuestion> = {
  id: 'exporters',
  title: 'Exporters',
  questions: exporterQuestions,
  read: readExporters,
};
