import {
  useRouteRef,
  useTranslationRef,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import { PageShell, type PageShellDetail } from '@panorama/ui';
import { useMemo, type ReactElement } from 'react';
import { rootRouteRef } from '../../routes';
import { fleetTranslationRef } from '../../translation';
import { ClusterPage } from '../ClusterPage/ClusterPage';
import { standardTab } from './standardTitles';

/** A tab, as its extension describes it. */
export interface FleetTab {
  path: string;
  /** The extension's title, which an operator may have changed. */
  title?: string;
  element: ReactElement;
}

const DETAILS: PageShellDetail[] = [
  { path: 'cluster/:cluster', tab: 'clusters', element: <ClusterPage /> },
];

/** Header, tabs and routes of the fleet. */
export function FleetShell(props: {
  tabs: readonly FleetTab[];
  icon: IconElement;
}) {
  const { tabs, icon } = props;
  const { t } = useTranslationRef(fleetTranslationRef);
  const titleLink = useRouteRef(rootRouteRef)?.();
  // In the reader's language, or as an operator worded them.
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
      pluginId="fleet"
      title={t('title')}
      icon={icon}
      titleLink={titleLink}
      tabs={labelled}
      details={DETAILS}
    />
  );
}
