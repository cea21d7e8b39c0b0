import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { fleetTranslationRef } from '../../../translation';
import { expandLink, viewSearch } from './savedViewList';
import type { SavedViews } from './useSavedViews';

/**
 * Keeps the `saved` parameter true. A link with it becomes the view's own
 * parameters; it goes as soon as the page shows something else; and a view that
 * the reader does not have is said, unless the link carries all of it anyway.
 */
export function useSavedLink(id: string, { views, isReady }: SavedViews): void {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const toast = useApi(toastApiRef);
  const { t } = useTranslationRef(fleetTranslationRef);
  const expanded = useRef('');
  useEffect(() => {
    if (!id) {
      expanded.current = '';
      return;
    }
    if (!isReady) {
      return;
    }
    const go = (next: string) => {
      if (next !== search) {
        navigate({ pathname, search: next }, { replace: true });
      }
    };
    const without = () => {
      const params = new URLSearchParams(search);
      params.delete('saved');
      return params.size > 0 ? `?${params}` : '';
    };
    const view = views.find(each => each.id === id);
    if (view && expanded.current !== id) {
      expanded.current = id;
      go(expandLink(search, view));
    } else if (!view || viewSearch(search) !== viewSearch(view.search)) {
      if (!view && viewSearch(search) === '') {
        toast.post({
          title: t('saved.unknown'),
          status: 'info',
          timeout: 8000,
        });
      }
      go(without());
    }
  }, [id, isReady, views, search, pathname, navigate, toast, t]);
}
