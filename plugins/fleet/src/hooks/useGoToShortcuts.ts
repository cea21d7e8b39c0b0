import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Shortcut } from '@panorama/ui';
import { useNavigate } from 'react-router-dom';
import {
  dashboardRouteRef,
  pipelinesRouteRef,
  serviceMapRouteRef,
  tenantsRouteRef,
} from '../routes';
import { fleetTranslationRef } from '../translation';
import { useFleetLinks } from './useFleetLinks';

/** `g` and a letter go to another page; pages that the portal lacks have no key. */
export function useGoToShortcuts(): Shortcut[] {
  const navigate = useNavigate();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const pages = [
    ['m', 'serviceMap', useRouteRef(serviceMapRouteRef)],
    ['f', 'fleet', links.pods],
    ['p', 'pipelines', useRouteRef(pipelinesRouteRef)],
    ['t', 'tenants', useRouteRef(tenantsRouteRef)],
    ['d', 'dashboard', useRouteRef(dashboardRouteRef)],
  ] as const;
  return pages.flatMap(([key, page, link]) =>
    link
      ? [
          {
            keys: [`g ${key}`],
            description: t(`keys.goTo.${page}`),
            run: () => navigate(link()),
          },
        ]
      : [],
  );
}
