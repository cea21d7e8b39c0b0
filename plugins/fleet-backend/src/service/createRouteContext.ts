import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';
import type { AccessResolver } from '../access/AccessResolver';
import type { FleetConfig } from '../config';
import type { MeAnswer, RouteContext } from '../routes/FleetRoute';
import type { AuthorizedFleet } from './AuthorizedFleet';
import type { DefaultFleetService } from './DefaultFleetService';

function visibleOf(fleet: AuthorizedFleet): MeAnswer['visible'] {
  return {
    clusters: fleet.clusters().length,
    namespaces: new Set(
      fleet
        .objects('namespaces')
        .map(({ cluster, name }) => `${cluster}\n${name}`),
    ).size,
  };
}

function adviceOf(
  view: boolean,
  subjects: MeAnswer['subjects'],
  visible: MeAnswer['visible'],
  source: string,
): string | undefined {
  if (!view) {
    return 'You may not open the fleet (permission fleet.view). Ask whoever administers the portal.';
  }
  if (visible.namespaces > 0) {
    return undefined;
  }
  if (!subjects.user && subjects.groups.length === 0) {
    return `The portal does not know what you are called in the clusters: your User entity has no ${source}, and none of your groups has a name there. Ask whoever administers the catalog.`;
  }
  return 'No role binding, no workspace role and no configured namespace gives you or your groups anything to see. Ask the owners of the namespaces, or whoever administers the clusters.';
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
      return {
        userEntityRef,
        subjects,
        visible,
        advice: adviceOf(
          fleet.access.scope.view,
          subjects,
          visible,
          config.access.subjects.user,
        ),
      };
    },
  };
}
