import { randomUUID } from 'node:crypto';
import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { FleetService } from '@panorama/plugin-fleet-node';
import { serviceMapViewPermission } from '@panorama/plugin-service-map-common';
import type { Build } from '../build/MapBuilder';
import { insightsFor } from '../view/insightsFor';
import { ViewCache } from '../view/ViewCache';
import type { RouteContext } from './ServiceMapRoute';

/** What the routes get: rights first, the map behind them. */
export function createRouteContext(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  fleet: Pick<FleetService, 'forUser'>;
  current: () => Promise<Build>;
}): RouteContext {
  const { httpAuth, permissions, fleet, current } = options;
  const views = new ViewCache();
  /** Builds are counted from 1 in every process. */
  const process = randomUUID();
  return {
    async view(request) {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const [{ result }] = await permissions.authorize(
        [{ permission: serviceMapViewPermission }],
        { credentials },
      );
      if (result !== AuthorizeResult.ALLOW) {
        throw new NotAllowedError(
          'You may not open the service map (permission service-map.view)',
        );
      }
      const { access } = await fleet.forUser(credentials);
      const { map, insights } = await current();
      const view = views.view(map, access);
      return {
        view,
        insights: insightsFor(insights, view, access),
        version: `${process}.${map.build}.${access.classId}.${access.version}`,
      };
    },
  };
}
