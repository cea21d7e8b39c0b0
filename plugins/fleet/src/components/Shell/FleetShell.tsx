import {
  BreadcrumbEntry,
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import { useCallback, useMemo, type ReactElement } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import { fleetTranslationRef } from '../../translation';
import { ClusterPage } from '../ClusterPage/ClusterPage';
import { standardTab } from './standardTitles';
import { PageTitle } from './usePageTitle';

/** A tab, as its extension describes it. */
export interface FleetTab {
  path: string;
  /** The extension's title, which an operator may have changed. */
  title?: string;
  element: ReactElement;
}

/** `/fleet?…` is the first tab with the same query: links must not lose it. */
function ToFirstTab(props: { path: string }) {
  const { search } = useLocation();
  return <Navigate to={{ pathname: props.path, search }} replace />;
}

/** Titles of the tabs in the reader's language, or as an operator worded them. */
function useTabLabel(): (tab: FleetTab) => string {
  const { t } = useTranslationRef(fleetTranslationRef);
  return useCallback(
    tab => {
      const known = standardTab(tab.path, tab.title);
      return known ? t(`tabs.${known}`) : tab.title ?? tab.path;
    },
    [t],
  );
}

function FleetRoutes(props: { tabs: readonly FleetTab[] }) {
  const { tabs } = props;
  const { t } = useTranslationRef(fleetTranslationRef);
  const labelOf = useTabLabel();
  return (
    <Routes>
      {tabs.length > 0 && (
        <Route index element={<ToFirstTab path={tabs[0].path} />} />
      )}
      <Route
        path="cluster/:cluster"
        element={
          <BreadcrumbEntry
            entry={{ label: t('tabs.clusters'), href: 'clusters' }}
          >
            <ClusterPage />
          </BreadcrumbEntry>
        }
      />
      {tabs.map(tab => (
        <Route
          key={tab.path}
          path={`${tab.path}/*`}
          element={
            <BreadcrumbEntry entry={{ label: labelOf(tab), href: tab.path }}>
              <PageTitle parts={[labelOf(tab), t('title')]} />
              {tab.element}
            </BreadcrumbEntry>
          }
        />
      ))}
    </Routes>
  );
}

/**
 * Header, tabs and routes of the fleet. Backstage's own page for tabs knows one
 * language only, drops the query on its redirect, and has no place for the page
 * of one cluster; the frame itself is still the portal's `PageLayout`.
 *
 * The frame is one memoised element: a swappable component such as `PageLayout`
 * is a new component at every render of its parent, so that a navigation would
 * mount the page anew and typing into the filter would lose the focus.
 */
export function FleetShell(props: {
  tabs: readonly FleetTab[];
  icon: IconElement;
}) {
  const { tabs, icon } = props;
  const { t } = useTranslationRef(fleetTranslationRef);
  const labelOf = useTabLabel();
  const titleLink = useRouteRef(rootRouteRef)?.();
  const headerActionsApi = useApi(pluginHeaderActionsApiRef);
  return useMemo(
    () => (
      <PageLayout
        title={t('title')}
        icon={icon}
        titleLink={titleLink}
        headerActions={headerActionsApi.getPluginHeaderActions('fleet')}
        tabs={tabs.map(tab => ({
          id: tab.path,
          label: labelOf(tab),
          href: tab.path,
        }))}
      >
        <FleetRoutes tabs={tabs} />
      </PageLayout>
    ),
    [headerActionsApi, icon, labelOf, t, tabs, titleLink],
  );
}
