import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { FleetMe } from '@panorama/plugin-fleet-common';
import type { Request } from 'express';
import type { AccessResolver } from '../access/AccessResolver';
import type { FleetConfig } from '../config';
import type { RouteContext } from '../routes/FleetRoute';
import { adviceOf } from './adviceOf';
import type { AuthorizedFleet } from './AuthorizedFleet';
import type { DefaultFleetService } from './DefaultFleetService';

function visibleOf(fleet: AuthorizedFleet): FleetMe['visible'] {
  return {
    clusters: fleet.clusters().length,
    namespaces: new Set(
      fleet
        .objects('namespaces')
        .map(({ cluster, name }) => `${cluster}\n${name}`),
    ).size,
  };
}

/** What the routes get: rights first, rows behind them. */
export function createRouteContext(options: {
  httpAuth: HttpAuthService;
  service: DefaultFleetService;
  resolver: AccessResolver;
  auditor: AuditorService;
  logger: LoggerService;
  config: FleetConfig;
}): RouteContext {
  const { httpAuth, service, resolver, auditor, logger, config } = options;
  const credentialsOf = (request: Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });
  return {
    auditor,
    logger,
    now: Date.now,
    async viewer(request) {
      const credentials = await credentialsOf(request);
      const fleet = await service.forUser(credentials);
      if (!fleet.access.scope.view) {
        throw new NotAllowedError(
          'You may not open the fleet (permission fleet.view)',
        );
      }
      return { fleet, access: fleet.access, key: resolver.keyOf(credentials) };
    },
    async me(request) {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user'],
      });
      const fleet = await service.forUser(credentials);
      const { userEntityRef, ...subjects } = await resolver.subjectsOf(
        credentials,
      );
      const visible = visibleOf(fleet);
      const { user } = config.access.subjects;
      return {
        userEntityRef,
        subjects,
        visible,
        advice: adviceOf(fleet.access.scope.view, { subjects, visible }, user),
      };
    },
  };
}
