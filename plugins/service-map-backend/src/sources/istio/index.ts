import type { PrometheusSourceDefinition } from '../../prometheus/PrometheusSource';
import { type IstioQuestion, istioQuestions } from './questions';
import { readIstio } from './read';

/** Calls that the proxies of an Istio mesh measure. */
export const istio: PrometheusSourceDefinition<IstioQuestion> = {
  id: 'istio',
  title: 'Istio',
  questions: istioQuestions,
  read: readIstio,
};
