import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the shared parts. @public */
export const panoramaUiTranslationRef = createTranslationRef({
  id: 'panorama-ui',
  messages: {
    share: {
      copied: 'Link copied. It shows what the receiver may see.',
      failed:
        'The browser does not let pages copy. The link is in the address bar.',
    },
    filter: {
      clear: 'Clear filter',
      remove: 'Remove {{term}}',
      suggestions: 'Suggestions',
      not: 'not',
    },
    filterError: {
      'unknown-field': 'Unknown field “{{found}}” at {{at}}.',
      'unknown-value': 'Unknown value “{{found}}” at {{at}}.',
      'not-a-number':
        '“{{found}}” at {{at}} is not a number with a unit that this field knows.',
      'missing-value': 'A value is missing after “{{found}}” at {{at}}.',
      'unbalanced-parenthesis': 'The parenthesis at {{at}} has no partner.',
      'unterminated-quote': 'The quote at {{at}} is not closed.',
      'unexpected-operator': '“{{found}}” at {{at}} makes no sense here.',
      didYouMean: 'Did you mean “{{suggestion}}”?',
    },
    freshness: {
      live: 'Live',
      reading: 'Reading',
      late: '{{age}}',
      stale: 'Stale {{age}}',
      failed: 'No data',
      scope: '{{fresh}} of {{total}} clusters',
      details: 'Freshness of each source',
      nextTry: 'next try in {{time}}',
      never: 'never read',
    },
    banner: {
      several: '{{failed}} of {{total}} sources have problems',
      details: 'Details',
      hide: 'Hide for now',
    },
    panel: {
      close: 'Close',
      copyLink: 'Copy link',
    },
    shortcuts: {
      title: 'Keyboard',
      close: 'Close',
      enable: 'Use single-letter shortcuts',
    },
    legend: { label: 'Legend' },
  },
  translations: {
    zh: () => import('./translations/zh'),
  },
});
