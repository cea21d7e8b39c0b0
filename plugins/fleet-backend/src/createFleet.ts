import { randomBytes } from 'node:crypto';
import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  FleetClusterHandover,
  FleetKind,
  fleetNamespaceResourceRef,
} from '@panorama/plugin-fleet-node';
import type { Router } from 'express';
import { AccessResolver } from './access/AccessResolver';
import { ClassIds } from './access/DefaultAccessSet';
import { PlatformRights } from './access/PlatformRights';
import { SubjectDirectory } from './access/SubjectDirectory';
import { withAllClusters } from './clusters/allClusters';
import { ClusterRegistry } from './clusters/ClusterRegistry';
import { KubeconfigSource } from './clusters/KubeconfigSource';
import { KubernetesPluginSource } from './clusters/KubernetesPluginSource';
import type { FleetConfig } from './config';
import { CatalogCorrelation } from './correlation/CatalogCorrelation';
import { reportMetrics } from './metrics/reportMetrics';
import { createRouter } from './router';
import { fleetRoutes } from './routes';
import { ClusterClient } from './service/ClusterClient';
import { createRouteContext } from './service/createRouteContext';
import { DefaultFleetService } from './service/DefaultFleetService';
import { InventoryFleet } from './service/InventoryFleet';
import { ObjectCache } from './service/ObjectCache';
import { ClassHub } from './stream/ClassHub';
import { createStreamRoute } from './stream/createStreamRoute';
import type { Inventory } from './worker/Inventory';

export interface FleetParts {
  config: FleetConfig;
  inventory: Inventory;
  extraKinds: FleetKind[];
  handover: FleetClusterHandover;
  auth: AuthService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  catalog: CatalogService;
  auditor: AuditorService;
  logger: LoggerService;
  metrics: MetricsService;
  lifecycle: { addShutdownHook(hook: () => void): void };
}

/** The fleet, put together; nothing runs before `start`. */
export interface Fleet {
  service: DefaultFleetService;
  resolver: AccessResolver;
  rights: PlatformRights;
  directory: SubjectDirectory;
  router: Router;
  start(signal: AbortSignal): void;
  close(): Promise<void>;
}

/** Builds clusters → inventory → rights → routes, in this order and without waiting for any cluster. */
export function createFleet(parts: FleetParts): Fleet {
  const { config, inventory, auth, httpAuth, catalog, logger } = parts;
  const registry = new ClusterRegistry({
    inventory,
    logger,
    refreshMs: config.clusters.refreshSeconds * 1000,
    sources: [
      ...(config.clusters.kubernetesPlugin
        ? [new KubernetesPluginSource(parts.handover, auth)]
        : []),
      ...config.clusters.kubeconfigs.map(
        options => new KubeconfigSource(options),
      ),
    ],
  });
  const client = new ClusterClient(cluster => registry.connection(cluster));
  const directory = new SubjectDirectory({
    catalog,
    auth,
    subjects: config.access.subjects,
  });
  const rights = new PlatformRights(inventory, config.access);
  const resolver = new AccessResolver({
    permissions: parts.permissions,
    auth,
    userInfo: parts.userInfo,
    directory,
    rights,
    transform: conditions =>
      createConditionTransformer(
        parts.permissionsRegistry.getPermissionRuleset(
          fleetNamespaceResourceRef,
        ),
      )(conditions),
    classIds: new ClassIds(randomBytes(32)),
    logger,
  });
  const correlation = new CatalogCorrelation({
    inventory,
    catalog,
    auth,
    logger,
    config,
  });
  const service = new DefaultFleetService(
    new InventoryFleet({
      inventory,
      registry,
      client,
      cache: new ObjectCache(),
      extraKinds: parts.extraKinds,
      conflictOf: workload => correlation.conflictOf(workload),
    }),
    resolver,
  );
  const hub = new ClassHub({
    inventory: withAllClusters(inventory, registry),
    logger,
  });
  const { onStreamBytes } = reportMetrics({
    metrics: parts.metrics,
    inventory,
    clusters: () => registry.statuses(),
    streams: () => hub.viewers,
  });
  const router = createRouter({
    routes: fleetRoutes(),
    context: createRouteContext({
      httpAuth,
      service,
      resolver,
      auditor: parts.auditor,
      logger,
      config,
    }),
    stream: createStreamRoute({
      hub,
      onBytes: onStreamBytes,
      credentials: request =>
        httpAuth.credentials(request, { allow: ['user', 'service'] }),
      keyOf: credentials => resolver.keyOf(credentials),
      maxPerUser: config.stream.maxPerUser,
      accessFor: async credentials => {
        const access = await resolver.forUser(credentials);
        if (!access.scope.view) {
          throw new NotAllowedError(
            'You may not open the fleet (permission fleet.view)',
          );
        }
        return access;
      },
      lifecycle: parts.lifecycle,
      logger,
    }),
  });
  return {
    service,
    resolver,
    rights,
    directory,
    router,
    start(signal) {
      rights.start(signal);
      resolver.start(signal);
      registry.start(signal);
      correlation.start(signal);
    },
    async close() {
      await Promise.all([client.close(), inventory.stop()]);
    },
  };
}
