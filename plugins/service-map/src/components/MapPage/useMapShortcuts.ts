import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  useKeyboardShortcuts,
  type Shortcut,
  type UrlChange,
} from '@panorama/ui';
import type { RefObject } from 'react';
import type { MapUrlState, ShownMapUrl } from '../../hooks/mapUrl';
import { serviceMapTranslationRef } from '../../translation';

/** Keys of the page; the canvas has its own while it has the focus. */
export function useMapShortcuts(options: {
  url: ShownMapUrl;
  change: UrlChange<MapUrlState>;
  filterInput: RefObject<HTMLInputElement>;
  share: () => void;
  openHelp: () => void;
}): Array<Pick<Shortcut, 'keys' | 'show' | 'description'>> {
  const { url, change, filterInput, share, openHelp } = options;
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const shortcuts: Shortcut[] = [
    {
      keys: ['/'],
      description: t('keys.filter'),
      run: () => filterInput.current?.focus(),
    },
    { keys: ['?'], description: t('keys.help'), run: openHelp },
    {
      keys: ['t'],
      description: t('keys.table'),
      run: () => change({ view: url.view === 'table' ? 'map' : 'table' }),
    },
    {
      keys: ['Escape'],
      show: 'Esc',
      description: t('keys.close'),
      run: () => {
        if (url.sel) {
          change({ sel: '' });
          return true;
        }
        if (url.focus) {
          change({ focus: '' });
          return true;
        }
        return false;
      },
    },
    { keys: ['c'], description: t('keys.copy'), run: share },
  ];
  useKeyboardShortcuts(shortcuts);
  return [
    ...shortcuts,
    { keys: ['→'], show: '→ ←', description: t('keys.calls') },
    { keys: ['↓'], show: '↓ ↑', description: t('keys.siblings') },
    { keys: ['Enter'], description: t('keys.open') },
    { keys: ['f'], description: t('keys.focus') },
    { keys: ['e'], description: t('keys.expand') },
    { keys: ['n'], show: 'n N', description: t('keys.unwell') },
    { keys: ['+'], show: '+ − 0', description: t('keys.zoom') },
  ];
}
