import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import { useLocation } from 'react-router-dom';
import { usePageTitle } from '../hooks/usePageTitle';
import {
  PageShell,
  type PageShellDetail,
  type PageShellTab,
} from './PageShell';

function Place() {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
}

function Cluster() {
  usePageTitle(['edge', 'Clusters', 'Fleet']);
  return <Place />;
}

const TABS: PageShellTab[] = [
  { path: 'pods', label: 'Pods', element: <Place /> },
  { path: 'clusters', label: 'Clusters', element: <Place /> },
];
const DETAILS: PageShellDetail[] = [
  { path: 'cluster/:cluster', tab: 'clusters', element: <Cluster /> },
];

function open(path: string) {
  renderInTestApp(
    <PageShell
      pluginId="fleet"
      title="Fleet"
      icon={<span />}
      tabs={TABS}
      details={DETAILS}
    />,
    {
      initialRouteEntries: [path],
      config: { app: { title: 'Panorama' } },
    },
  );
}

describe('PageShell', () => {
  it('opens the first tab with the query that the plugin was opened with', async () => {
    open('/?q=ns:shop');
    expect(await screen.findByRole('status')).toHaveTextContent(
      '/pods?q=ns:shop',
    );
  });

  it('names the window after the tab, the plugin and the portal', async () => {
    open('/clusters');
    await waitFor(() =>
      expect(document.title).toBe('Clusters · Fleet | Panorama'),
    );
  });

  it('lets the page of one thing name the window', async () => {
    open('/cluster/edge');
    await screen.findByRole('status');
    expect(document.title).toBe('edge · Clusters · Fleet | Panorama');
  });
});
