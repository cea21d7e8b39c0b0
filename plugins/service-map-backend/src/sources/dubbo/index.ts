import type { PrometheusSourceDefinition } from '../../prometheus/PrometheusSource';
import { type DubboQuestion, dubboQuestions } from './questions';
import { readDubbo } from './read';

/** Calls between Dubbo applications, thread pools and what registries tell consumers. */
export const dubbo: PrometheusSourceDefinition<DubboQuestion> = {
  id: 'dubbo',
  title: 'Dubbo',
  questions: dubboQuestions,
  read: readDubbo,
};
