import { WHOLE, type Fields } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

/** What Kiali's users write beside a Service or workload: which error rates are fine. */
const ANNOTATION = 'health.kiali.io/rate';

/** To read of the metadata of kinds that may carry it. */
export const RATE_TOLERANCE_FIELDS: Fields = {
  annotations: { [ANNOTATION]: WHOLE },
};

/** The annotation as it is written, or no field at all. */
export function rateTolerance({ annotations }: SelectedMetadata): {
  rateTolerance?: string;
} {
  const text = annotations?.[ANNOTATION];
  return text ? { rateTolerance: text } : {};
}
