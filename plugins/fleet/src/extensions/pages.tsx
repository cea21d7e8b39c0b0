import {
  coreExtensionData,
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import ViewComfyIcon from '@material-ui/icons/ViewComfy';
import { STANDARD_TITLES } from '../components/Shell/standardTitles';
import { rootRouteRef } from '../routes';

const icon = <ViewComfyIcon fontSize="inherit" />;

/** Shown to those who may open the fleet; what they see in it is decided per namespace. */
const mayView = { permissions: { $contains: 'fleet.view#read' } };

export const fleetPage = PageBlueprint.makeWithOverrides({
  if: mayView,
  factory(originalFactory, { inputs }) {
    const tabs = inputs.pages.map(page => ({
      path: page.get(coreExtensionData.routePath),
      title: page.get(coreExtensionData.title),
      element: page.get(coreExtensionData.reactElement),
    }));
    return originalFactory({
      path: '/fleet',
      title: 'Fleet',
      icon,
      routeRef: rootRouteRef,
      // The shell draws the portal's header itself, in the reader's language.
      noHeader: true,
      loader: () =>
        import('../components/Shell/FleetShell').then(m => (
          <m.FleetShell tabs={tabs} icon={icon} />
        )),
    });
  },
});

export const podsTab = SubPageBlueprint.make({
  name: 'pods',
  params: {
    path: 'pods',
    title: STANDARD_TITLES.pods,
    loader: () =>
      import('../components/PodsPage/PodsPage').then(m => <m.PodsPage />),
  },
});

export const clustersTab = SubPageBlueprint.make({
  name: 'clusters',
  params: {
    path: 'clusters',
    title: STANDARD_TITLES.clusters,
    loader: () =>
      import('../components/ClustersPage/ClustersPage').then(m => (
        <m.ClustersPage />
      )),
  },
});

export const namespacesTab = SubPageBlueprint.make({
  name: 'namespaces',
  params: {
    path: 'namespaces',
    title: STANDARD_TITLES.namespaces,
    loader: () =>
      import('../components/Lists/NamespacesPage').then(m => (
        <m.NamespacesPage />
      )),
  },
});

export const workloadsTab = SubPageBlueprint.make({
  name: 'workloads',
  params: {
    path: 'workloads',
    title: STANDARD_TITLES.workloads,
    loader: () =>
      import('../components/Lists/WorkloadsPage').then(m => (
        <m.WorkloadsPage />
      )),
  },
});

export const eventsTab = SubPageBlueprint.make({
  name: 'events',
  params: {
    path: 'events',
    title: STANDARD_TITLES.events,
    loader: () =>
      import('../components/Lists/EventsPage').then(m => <m.EventsPage />),
  },
});

export const headerActions = PluginHeaderActionBlueprint.make({
  params: {
    loader: () =>
      import('../components/Shell/HeaderActions').then(m => (
        <m.HeaderActions />
      )),
  },
});
