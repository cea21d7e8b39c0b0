import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { panoramaUiTranslationRef } from '../translation';

/** Copies the address of the present view and says so. @public */
export function useShare(): () => void {
  const toast = useApi(toastApiRef);
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  return useCallback(() => {
    // Browsers offer the clipboard to secure pages only.
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(window.location.href)
      : Promise.reject(new Error('no clipboard'));
    copied.then(
      () =>
        toast.post({
          title: t('share.copied'),
          status: 'success',
          timeout: 4000,
        }),
      () =>
        toast.post({
          title: t('share.failed'),
          status: 'warning',
          timeout: 6000,
        }),
    );
  }, [toast, t]);
}
