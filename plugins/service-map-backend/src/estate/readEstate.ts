import type {
  AutoscalerFields,
  ClusterNodeFields,
  ConfigMapFields,
  DisruptionBudgetFields,
  EndpointSliceFields,
  GatewayFields,
  HttpRouteFields,
  IngressFields,
  KubeServiceFields,
  NamespaceFields,
  NetworkPolicyFields,
  PlatformFleet,
  VolumeClaimFields,
  WarningEventFields,
} from '@panorama/plugin-fleet-node';
import type { Estate, EstateCluster } from './Estate';
import { readWorkloads } from './readWorkloads';

/** Added to every namespace by the API server since Kubernetes 1.21. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * What the inventory knows now. Reads memory only, in one go: nothing in the
 * result is of another moment.
 *
 * @param now - ms since the epoch
 */
export function readEstate(fleet: PlatformFleet, now: number): Estate {
  const warningEvents = fleet.objects<WarningEventFields>('events');
  return {
    now,
    clusters: fleet.clusters().map(
      ({
        name,
        title,
        freshness,
        lastSeenAt,
        missingKinds,
      }): EstateCluster => ({
        name,
        ...(title && { title }),
        freshness,
        ...(lastSeenAt !== undefined && { lastSeenAt }),
        isComplete:
          (freshness === 'live' || freshness === 'stale') &&
          !missingKinds.some(({ kind }) => kind === 'services'),
      }),
    ),
    namespaces: fleet
      .objects<NamespaceFields>('namespaces')
      .map(({ cluster, name, labels, fields }) => ({
        cluster,
        name,
        labels: { [NAME_LABEL]: name, ...labels },
        annotations: fields.annotations,
      })),
    nodes: fleet
      .objects<ClusterNodeFields>('nodes')
      .map(({ cluster, name, fields }) => ({
        cluster,
        name,
        ...(fields.zone && { zone: fields.zone }),
        ...(fields.region && { region: fields.region }),
        isReady: fields.ready === 'True',
        pressures: fields.pressures,
      })),
    services: fleet.objects<KubeServiceFields>('services'),
    endpointSlices: fleet.objects<EndpointSliceFields>(
      'endpointslices.discovery.k8s.io',
    ),
    workloads: readWorkloads(fleet, warningEvents),
    ingresses: fleet.objects<IngressFields>('ingresses.networking.k8s.io'),
    gateways: fleet.objects<GatewayFields>(
      'gateways.gateway.networking.k8s.io',
    ),
    httpRoutes: fleet.objects<HttpRouteFields>(
      'httproutes.gateway.networking.k8s.io',
    ),
    networkPolicies: fleet.objects<NetworkPolicyFields>(
      'networkpolicies.networking.k8s.io',
    ),
    configMaps: fleet.objects<ConfigMapFields>('configmaps'),
    autoscalers: fleet.objects<AutoscalerFields>(
      'horizontalpodautoscalers.autoscaling',
    ),
    disruptionBudgets: fleet.objects<DisruptionBudgetFields>(
      'poddisruptionbudgets.policy',
    ),
    volumeClaims: fleet.objects<VolumeClaimFields>('persistentvolumeclaims'),
    warningEvents,
  };
}
