import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetMe } from '@panorama/plugin-fleet-common';
import { useFormatters } from '@panorama/ui';
import { useCallback } from 'react';
import { fleetTranslationRef } from '../translation';

const ANNOTATION = /^annotation:(.+)$/;

/** Words for why somebody sees nothing, and whom to ask. */
export function useAccessAdvice(): (me: FleetMe | undefined) => string {
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  return useCallback(
    me => {
      switch (me?.advice?.code) {
        case 'no-view':
          return t('advice.noView');
        case 'unknown-subject': {
          const [, key] = ANNOTATION.exec(me.advice.source) ?? [];
          const source = key
            ? t('advice.annotation', { key })
            : t(me.advice.source === 'email' ? 'advice.email' : 'advice.name');
          return t('advice.unknownSubject', { source });
        }
        case 'no-grant': {
          const { user, groups } = me.subjects;
          return t('advice.noGrant', {
            names: formatters.list([...(user ? [user] : []), ...groups]),
          });
        }
        default:
          return t('empty.noRightsHelp');
      }
    },
    [formatters, t],
  );
}
