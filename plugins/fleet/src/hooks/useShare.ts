import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { fleetTranslationRef } from '../translation';

/** Copies the address of the present view. */
export function useShare(): () => void {
  const toast = useApi(toastApiRef);
  const { t } = useTranslationRef(fleetTranslationRef);
  return useCallback(() => {
    // Browsers offer the clipboard to secure pages only.
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(window.location.href)
      : Promise.reject(new Error('no clipboard'));
    copied.then(
      () =>
        toast.post({
          title: t('actions.shared'),
          status: 'success',
          timeout: 4000,
        }),
      () =>
        toast.post({
          title: t('actions.shareFailed'),
          status: 'warning',
          timeout: 6000,
        }),
    );
  }, [toast, t]);
}
