import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  useKeyboardShortcuts,
  type Shortcut,
  type UrlChange,
} from '@panorama/ui';
import type { RefObject } from 'react';
import type { PodsUrlState } from '../../hooks/podsUrl';
import { useGoToShortcuts } from '../../hooks/useGoToShortcuts';
import { fleetTranslationRef } from '../../translation';

/** Keys of the page; the canvas has its own while it has the focus. */
export function usePodsShortcuts(options: {
  url: PodsUrlState;
  change: UrlChange<PodsUrlState>;
  filterInput: RefObject<HTMLInputElement>;
  share: () => void;
  openHelp: () => void;
  toCanvas: (key: string) => void;
  /** Opens the next or previous pod or group. */
  step: (step: 1 | -1) => void;
}): Array<Pick<Shortcut, 'keys' | 'show' | 'description'>> {
  const { url, change, filterInput, share, openHelp, toCanvas, step } = options;
  const { t } = useTranslationRef(fleetTranslationRef);
  const goTo = useGoToShortcuts();
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
        if (url.sel.length > 0) {
          change({ sel: [] });
          return true;
        }
        return false;
      },
    },
    {
      keys: ['[', ']'],
      show: '[ ]',
      description: t('keys.step'),
      run: event => step(event.key === ']' ? 1 : -1),
    },
    { keys: ['c'], description: t('keys.copy'), run: share },
    {
      keys: ['n', 'N'],
      show: 'n N',
      description: t('keys.failing'),
      run: event => toCanvas(event.key),
    },
    {
      keys: ['+', '=', '-', '0'],
      show: '+ − 0',
      description: t('keys.zoom'),
      run: event => toCanvas(event.key),
    },
    {
      keys: ['w'],
      description: t('keys.wall'),
      run: () => change({ view: url.view === 'wall' ? 'map' : 'wall' }),
    },
    {
      keys: ['r'],
      description: t('keys.repack'),
      run: event => toCanvas(event.key),
    },
    ...goTo,
  ];
  useKeyboardShortcuts(shortcuts);
  return [
    ...shortcuts,
    { keys: ['arrows'], show: '← ↑ → ↓', description: t('keys.arrows') },
    { keys: ['ctrl'], show: 'Ctrl ← ↑ → ↓', description: t('keys.groups') },
    { keys: ['page'], show: 'PgUp PgDn', description: t('keys.clusters') },
    { keys: ['ends'], show: 'Home End', description: t('keys.ends') },
    { keys: ['enter'], show: 'Enter', description: t('keys.open') },
    { keys: ['sort'], show: 's', description: t('keys.sort') },
    { keys: ['turn'], show: 'p ← →', description: t('keys.turn') },
    { keys: ['space'], show: 'Space', description: t('keys.add') },
  ];
}
