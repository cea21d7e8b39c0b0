import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of everything that belongs to a namespace of a cluster. @public */
export const RESOURCE_TYPE_FLEET_NAMESPACE = 'fleet-namespace';

/**
 * Opens the fleet pages at all. Basic, because extension conditions authorise
 * without a resource: a conditional permission there would hide the page.
 *
 * @public
 */
export const fleetViewPermission = createPermission({
  name: 'fleet.view',
  attributes: { action: 'read' },
});

/** Cluster-wide facts: capacity, nodes, totals over everybody's namespaces. @public */
export const fleetClusterReadPermission = createPermission({
  name: 'fleet.cluster.read',
  attributes: { action: 'read' },
});

/** Pods, workloads, events of a namespace. @public */
export const fleetNamespaceReadPermission = createPermission({
  name: 'fleet.namespace.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_FLEET_NAMESPACE,
});

/** Logs of the containers of a namespace: they may hold what a list never shows. @public */
export const fleetLogsReadPermission = createPermission({
  name: 'fleet.logs.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_FLEET_NAMESPACE,
});

/** @public */
export const fleetPermissions = [
  fleetViewPermission,
  fleetClusterReadPermission,
  fleetNamespaceReadPermission,
  fleetLogsReadPermission,
];
