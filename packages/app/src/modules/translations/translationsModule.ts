import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import {
  createFrontendModule,
  createTranslationResource,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { searchTranslationRef } from '@backstage/plugin-search/alpha';
import { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';

/**
 * Chinese for the parts of Backstage that everybody of the company meets: signing
 * in, search, tables and settings. Words that are not here stay English.
 */
export const translationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'core-components',
      params: {
        resource: createTranslationResource({
          ref: coreComponentsTranslationRef,
          translations: { zh: () => import('./coreComponents') },
        }),
      },
    }),
    TranslationBlueprint.make({
      name: 'search',
      params: {
        resource: createTranslationResource({
          ref: searchTranslationRef,
          translations: { zh: () => import('./search') },
        }),
      },
    }),
    TranslationBlueprint.make({
      name: 'user-settings',
      params: {
        resource: createTranslationResource({
          ref: userSettingsTranslationRef,
          translations: { zh: () => import('./userSettings') },
        }),
      },
    }),
  ],
});
