import type {
  HttpAuthService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { FleetService } from '@panorama/plugin-fleet-node';
import type { ServiceMapSource } from '@panorama/plugin-service-map-node';
import type { Router } from 'express';
import { MapBuilder } from './build/MapBuilder';
import { MapDrawer } from './build/MapDrawer';
import { MapPublisher } from './build/MapPublisher';
import { whenRead } from './build/whenRead';
import type { ServiceMapConfig } from './config';
import type { EstateAt } from './estate/platformEstate';
import { createRouter } from './router';
import { serviceMapRoutes } from './routes';
import { createRouteContext } from './routes/createRouteContext';

/** A source that takes longer has failed in this build. */
const SOURCE_DEADLINE_MS = 20_000;
/** What a failed source said before is used for so long. */
const KEEP_ANSWERS_MS = 10 * 60_000;
/** A request waits so long for the first map. */
const FIRST_WAIT_MS = 4_000;

export interface ServiceMapParts {
  config: ServiceMapConfig;
  sources: readonly ServiceMapSource[];
  estateAt: EstateAt;
  fleet: Pick<FleetService, 'forUser'>;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  logger: LoggerService;
}

/** The service map, put together; nothing runs before `start`. */
export interface AssembledServiceMap {
  router: Router;
  start(signal: AbortSignal): Promise<void>;
}

/** Builds sources → map → views → routes, without waiting for any of them. */
export function createServiceMap(parts: ServiceMapParts): AssembledServiceMap {
  const { config, sources, estateAt, scheduler, logger } = parts;
  const drawer = new MapDrawer(estateAt);
  const builder = new MapBuilder({
    sources,
    draw: (...answers) => drawer.draw(...answers),
    deadlineMs: SOURCE_DEADLINE_MS,
    keepMs: KEEP_ANSWERS_MS,
    now: Date.now,
  });
  let isFirst = true;
  const publisher = new MapPublisher({
    build: async signal => {
      if (isFirst) {
        await whenRead(estateAt, signal);
        isFirst = false;
      }
      return builder.build(signal);
    },
    logger,
    firstWaitMs: FIRST_WAIT_MS,
  });
  return {
    router: createRouter(
      serviceMapRoutes(),
      createRouteContext({
        httpAuth: parts.httpAuth,
        permissions: parts.permissions,
        fleet: parts.fleet,
        current: () => publisher.current(),
      }),
    ),
    start: signal =>
      scheduler.scheduleTask({
        id: 'service-map.build',
        // Every replica holds a map of its own, as it holds an inventory.
        scope: 'local',
        frequency: { seconds: config.refreshSeconds },
        timeout: { seconds: Math.max(60, 2 * config.refreshSeconds) },
        signal,
        fn: taskSignal => publisher.refresh(taskSignal),
      }),
  };
}
