import type { FleetObject } from '@panorama/plugin-fleet-node';
import type { Estate, EstateWorkload } from '../estate/Estate';

/** An estate of one cluster, `prod`, with two machines in two zones. */
export function estateOf(parts: Partial<Estate> = {}): Estate {
  return {
    now: Date.UTC(2026, 0, 15, 12),
    clusters: [{ name: 'prod', freshness: 'live', isComplete: true }],
    namespaces: [],
    nodes: [
      { cluster: 'prod', name: 'm1', zone: 'a', isReady: true, pressures: [] },
      { cluster: 'prod', name: 'm2', zone: 'b', isReady: true, pressures: [] },
    ],
    services: [],
    endpointSlices: [],
    workloads: [],
    ingresses: [],
    gateways: [],
    httpRoutes: [],
    networkPolicies: [],
    configMaps: [],
    autoscalers: [],
    disruptionBudgets: [],
    volumeClaims: [],
    warningEvents: [],
    ...parts,
  };
}

/** A workload of `prod/shop`. */
export function estateWorkload(
  name: string,
  parts: Partial<EstateWorkload> = {},
): EstateWorkload {
  return {
    cluster: 'prod',
    namespace: 'shop',
    kind: 'Deployment',
    name,
    createdAt: 0,
    labels: { app: name },
    desired: 2,
    ready: 2,
    pods: [],
    ...parts,
  };
}

/** An object of `prod/shop`. */
export function estateObject<T>(
  name: string,
  fields: T,
  parts: Partial<FleetObject<T>> = {},
): FleetObject<T> {
  return {
    cluster: 'prod',
    kindId: '',
    uid: name,
    resourceVersion: '1',
    namespace: 'shop',
    name,
    createdAt: 0,
    labels: {},
    fields,
    ...parts,
  };
}
