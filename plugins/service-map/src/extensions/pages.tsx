import {
  coreExtensionData,
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import DeviceHubIcon from '@material-ui/icons/DeviceHub';
import { STANDARD_TITLES } from '../components/Shell/standardTitles';
import { rootRouteRef } from '../routes';

const icon = <DeviceHubIcon fontSize="inherit" />;

export const serviceMapPage = PageBlueprint.makeWithOverrides({
  if: { permissions: { $contains: 'service-map.view#read' } },
  factory(originalFactory, { inputs }) {
    const tabs = inputs.pages.map(page => ({
      path: page.get(coreExtensionData.routePath),
      title: page.get(coreExtensionData.title),
      element: page.get(coreExtensionData.reactElement),
    }));
    return originalFactory({
      path: '/service-map',
      title: 'Service map',
      icon,
      routeRef: rootRouteRef,
      // The shell draws the portal's header itself, in the reader's language.
      noHeader: true,
      loader: () =>
        import('../components/Shell/MapShell').then(m => (
          <m.MapShell tabs={tabs} icon={icon} />
        )),
    });
  },
});

export const mapTab = SubPageBlueprint.make({
  name: 'map',
  params: {
    path: 'map',
    title: STANDARD_TITLES.map,
    loader: () =>
      import('../components/MapPage/MapPage').then(m => <m.MapPage />),
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
