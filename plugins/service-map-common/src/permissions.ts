import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Opens the service map at all. What a viewer sees on it follows from the
 * namespaces that the fleet lets that viewer read.
 *
 * @public
 */
export const serviceMapViewPermission = createPermission({
  name: 'service-map.view',
  attributes: { action: 'read' },
});

/** Dismissing a hidden problem, for everybody, with a reason and until a day. @public */
export const serviceMapProblemDismissPermission = createPermission({
  name: 'service-map.problem.dismiss',
  attributes: { action: 'update' },
});

/** @public */
export const serviceMapPermissions = [
  serviceMapViewPermission,
  serviceMapProblemDismissPermission,
];
