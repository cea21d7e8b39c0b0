import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  fleetPermissions,
  fleetViewPermission,
} from '@panorama/plugin-fleet-common';
import {
  fleetClusterHandoverRef,
  FleetKind,
  fleetKindsExtensionPoint,
  fleetNamespaceResourceRef,
  fleetNamespaceRules,
  fleetServiceRef,
} from '@panorama/plugin-fleet-node';
import { namespaceResources } from './access/namespaceResources';
import { warnAboutOpenPolicy } from './access/warnAboutOpenPolicy';
import { registerFleetActions } from './actions';
import { readFleetConfig, usageSettingsOf } from './config';
import { createFleet } from './createFleet';
import { PROJECTIONS } from './decode/projections';
import type { Inventory, InventoryClientOptions } from './worker/Inventory';

/** Tests put a table in place of the thread. */
export function createFleetPlugin(
  createInventory: (options: InventoryClientOptions) => Inventory,
) {
  return createBackendPlugin({
    pluginId: 'fleet',
    register(env) {
      const kinds = new Map<string, FleetKind>();
      env.registerExtensionPoint(fleetKindsExtensionPoint, {
        addKind(kind: FleetKind) {
          if (
            kinds.has(kind.id) ||
            PROJECTIONS.some(({ id }) => id === kind.id)
          ) {
            throw new ConflictError(
              `The fleet already watches the kind "${kind.id}"; it cannot be projected in two ways`,
            );
          }
          kinds.set(kind.id, kind);
        },
      });
      env.registerInit({
        deps: {
          actionsRegistry: actionsRegistryServiceRef,
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          rootConfig: coreServices.rootConfig,
          handle: fleetServiceRef,
          handover: fleetClusterHandoverRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          instance: coreServices.rootInstanceMetadata,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          metrics: metricsServiceRef,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          userInfo: coreServices.userInfo,
        },
        async init({
          actionsRegistry,
          handle,
          httpRouter,
          instance,
          rootConfig,
          ...services
        }) {
          const { lifecycle, logger, permissionsRegistry } = services;
          const config = readFleetConfig(rootConfig);
          const extraKinds = [...kinds.values()];
          const inventory = createInventory({
            logger,
            extraKinds,
            usageOf: cluster => usageSettingsOf(config, cluster),
          });
          const fleet = createFleet({
            ...services,
            config,
            inventory,
            extraKinds,
          });
          permissionsRegistry.addResourceType({
            resourceRef: fleetNamespaceResourceRef,
            permissions: fleetPermissions.filter(
              ({ type }) => type === 'resource',
            ),
            rules: Object.values(fleetNamespaceRules),
            getResources: namespaceResources(fleet.rights, fleet.directory),
          });
          permissionsRegistry.addPermissions(
            fleetPermissions.filter(({ type }) => type === 'basic'),
          );
          registerFleetActions(
            actionsRegistry,
            fleet.service,
            fleetViewPermission,
          );
          await warnAboutOpenPolicy(rootConfig, instance, logger);
          httpRouter.use(fleet.router);
          handle.provide(fleet.service);
          const running = new AbortController();
          lifecycle.addShutdownHook(async () => {
            running.abort();
            await fleet.close();
          });
          fleet.start(running.signal);
        },
      });
    },
  });
}
