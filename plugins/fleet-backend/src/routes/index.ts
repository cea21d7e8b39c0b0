import { clusterRoute, clustersRoute } from './clusters';
import { entityPodsRoute } from './entityPods';
import { eventsRoute } from './events';
import type { FleetRoute } from './FleetRoute';
import { meRoute } from './me';
import { namespacesRoute } from './namespaces';
import { podEventsRoute, podRoute } from './pod';
import { createPodLogsRoute } from './podLogs';
import { podsRoute } from './pods';
import { workloadsRoute } from './workloads';

/**
 * Every route below `/api/fleet/v1`, besides the stream.
 *
 * To add one: a file here, an entry in this list, its description in
 * `schema/openapi.yaml`, and a byte test in `bytes.test.ts`; tests fail until
 * all of them are there.
 */
export function fleetRoutes(): FleetRoute[] {
  return [
    clustersRoute,
    clusterRoute,
    namespacesRoute,
    workloadsRoute,
    podsRoute,
    podRoute,
    podEventsRoute,
    createPodLogsRoute(),
    eventsRoute,
    entityPodsRoute,
    meRoute,
  ];
}
