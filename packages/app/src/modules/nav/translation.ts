import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the sidebar: Backstage takes titles of pages from their plugins, in one language. */
export const navTranslationRef = createTranslationRef({
  id: 'app.nav',
  messages: {
    search: 'Search',
    menu: 'Menu',
    settings: 'Settings',
    catalog: 'Catalog',
    apis: 'APIs',
    catalogGraph: 'Catalog Graph',
    visualizer: 'Visualizer',
  },
  translations: {
    zh: () => import('./translations/zh'),
  },
});
