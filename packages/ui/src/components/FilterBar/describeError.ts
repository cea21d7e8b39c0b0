import type { TranslationFunction } from './types';
import type { FilterError } from '@panorama/plugin-fleet-common';

/** What is wrong with a filter text, in the reader's language. Places count from 1. @public */
export function describeFilterError(
  t: TranslationFunction,
  error: FilterError,
): string {
  const sentence = t(`filterError.${error.code}`, {
    found: error.found,
    at: String(error.start + 1),
  });
  return error.suggestion
    ? `${sentence} ${t('filterError.didYouMean', {
        suggestion: error.suggestion,
      })}`
    : sentence;
}
