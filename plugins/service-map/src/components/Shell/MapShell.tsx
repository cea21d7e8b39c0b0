import {
  useRouteRef,
  useTranslationRef,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import { PageShell } from '@panorama/ui';
import { useMemo, type ReactElement } from 'react';
import { rootRouteRef } from '../../routes';
import { serviceMapTranslationRef } from '../../translation';
import { standardTab } from './standardTitles';

/** A tab, as its extension describes it. */
export interface MapTab {
  path: string;
  /** The extension's title, which an operator may have changed. */
  title?: string;
  element: ReactElement;
}

/** Header, tabs and routes of the service map. */
export function MapShell(props: {
  tabs: readonly MapTab[];
  icon: IconElement;
}) {
  const { tabs, icon } = props;
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const titleLink = useRouteRef(rootRouteRef)?.();
  const labelled = useMemo(
    () =>
      tabs.map(({ path, title, element }) => {
        const known = standardTab(path, title);
        return {
          path,
          element,
          label: known ? t(`tabs.${known}`) : title ?? path,
        };
      }),
    [t, tabs],
  );
  return (
    <PageShell
      pluginId="service-map"
      title={t('title')}
      icon={icon}
      titleLink={titleLink}
      tabs={labelled}
    />
  );
}
