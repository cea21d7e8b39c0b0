import {
  BreadcrumbEntry,
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import { useMemo, type ReactElement } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { PageTitle } from '../hooks/usePageTitle';

/** A page below the plugin's own, with a tab in its header. @public */
export interface PageShellTab {
  path: string;
  label: string;
  element: ReactElement;
}

/** A page without a tab, such as that of one cluster; it says itself what it is (`usePageTitle`). @public */
export interface PageShellDetail {
  /** Must not lie below the path of a tab, which takes every path under its own. */
  path: string;
  /** The tab that it belongs to, for the breadcrumbs. */
  tab: string;
  element: ReactElement;
}

/** Memoise all of them: see {@link PageShell}. @public */
export interface PageShellProps {
  pluginId: string;
  title: string;
  icon: IconElement;
  titleLink?: string;
  tabs: readonly PageShellTab[];
  details?: readonly PageShellDetail[];
}

/** `/fleet?…` is the first tab with the same query: links must not lose it. */
function ToFirstTab(props: { path: string }) {
  const { search } = useLocation();
  return <Navigate to={{ pathname: props.path, search }} replace />;
}

/**
 * Header, tabs, routes and window titles of a plugin. Backstage's own page for tabs knows one
 * language only, drops the query on its redirect, and has no place for the page
 * of one thing; the frame itself is still the portal's `PageLayout`.
 *
 * The frame is one memoised element: a swappable component such as `PageLayout`
 * is a new component at every render of its parent, so that a navigation would
 * mount the page anew and typing into the filter would lose the focus.
 *
 * @public
 */
export function PageShell(props: PageShellProps) {
  const { pluginId, title, icon, titleLink, tabs, details } = props;
  const headerActionsApi = useApi(pluginHeaderActionsApiRef);
  return useMemo(() => {
    const entry = (tab: PageShellTab | undefined, page: ReactElement) =>
      tab ? (
        <BreadcrumbEntry entry={{ label: tab.label, href: tab.path }}>
          {page}
        </BreadcrumbEntry>
      ) : (
        page
      );
    return (
      <PageLayout
        title={title}
        icon={icon}
        titleLink={titleLink}
        headerActions={headerActionsApi.getPluginHeaderActions(pluginId)}
        tabs={tabs.map(({ path, label }) => ({ id: path, label, href: path }))}
      >
        <Routes>
          {tabs.length > 0 && (
            <Route index element={<ToFirstTab path={tabs[0].path} />} />
          )}
          {details?.map(detail => (
            <Route
              key={detail.path}
              path={detail.path}
              element={entry(
                tabs.find(({ path }) => path === detail.tab),
                detail.element,
              )}
            />
          ))}
          {tabs.map(tab => (
            <Route
              key={tab.path}
              path={`${tab.path}/*`}
              element={entry(
                tab,
                <>
                  <PageTitle parts={[tab.label, title]} />
                  {tab.element}
                </>,
              )}
            />
          ))}
        </Routes>
      </PageLayout>
    );
  }, [details, headerActionsApi, icon, pluginId, tabs, title, titleLink]);
}
