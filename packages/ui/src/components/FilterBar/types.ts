import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { panoramaUiTranslationRef } from '../../translation';

/** The translation function of this package. */
export type TranslationFunction = ReturnType<
  typeof useTranslationRef<(typeof panoramaUiTranslationRef)['T']>
>['t'];
