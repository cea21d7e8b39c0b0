import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { fleetTranslationRef } from '@panorama/plugin-fleet';
import { serviceMapTranslationRef } from '@panorama/plugin-service-map';
import { useCallback } from 'react';
import { navTranslationRef } from './translation';

/** A page of the portal as the sidebar sees it. */
export interface NavPage {
  /** Of the page's extension, such as `page:catalog`. */
  id: string;
  title: string;
}

/** Titles that come with the plugins; any other was configured and is shown as it is. */
const STANDARD = {
  'page:catalog': { title: 'Catalog', key: 'catalog' },
  'page:api-docs': { title: 'APIs', key: 'apis' },
  'page:catalog-graph': { title: 'Catalog Graph', key: 'catalogGraph' },
  'page:app-visualizer': { title: 'Visualizer', key: 'visualizer' },
  'page:user-settings': { title: 'Settings', key: 'settings' },
} as const;

/** The word of the sidebar that stands for a page; `undefined` for a configured title. */
export function standardNavKey(page: NavPage) {
  const standard = STANDARD[page.id as keyof typeof STANDARD];
  return standard?.title === page.title ? standard.key : undefined;
}

/** Titles of pages in the reader's language. */
export function useNavTitle(): (page: NavPage) => string {
  const { t } = useTranslationRef(navTranslationRef);
  const { t: fleet } = useTranslationRef(fleetTranslationRef);
  const { t: map } = useTranslationRef(serviceMapTranslationRef);
  return useCallback(
    page => {
      if (page.id === 'page:fleet' && page.title === 'Fleet') {
        return fleet('title');
      }
      if (page.id === 'page:service-map' && page.title === 'Service map') {
        return map('title');
      }
      const key = standardNavKey(page);
      return key ? t(key) : page.title;
    },
    [t, fleet, map],
  );
}
