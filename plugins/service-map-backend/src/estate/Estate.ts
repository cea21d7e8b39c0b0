import type { Freshness, PodState } from '@panorama/plugin-fleet-common';
import type {
  AutoscalerFields,
  ConfigMapFields,
  DisruptionBudgetFields,
  EndpointSliceFields,
  FleetObject,
  GatewayFields,
  HttpRouteFields,
  IngressFields,
  KubeServiceFields,
  LabelSelectorFields,
  NetworkPolicyFields,
  OwnerName,
  PodTemplateFields,
  VolumeClaimFields,
  WarningEventFields,
} from '@panorama/plugin-fleet-node';

/** A cluster of the fleet, and whether what is missing from it may be called missing. */
export interface EstateCluster {
  name: string;
  title?: string;
  freshness: Freshness;
  /** ms since the epoch of the last byte that the cluster sent. */
  lastSeenAt?: number;
  /** Everything that it holds was read once: what is not here does not exist there. */
  isComplete: boolean;
}

export interface EstateNamespace {
  cluster: string;
  name: string;
  /** `kubernetes.io/metadata.name` included, as every API server adds it. */
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

/** What the map needs of a pod. */
export interface EstatePod {
  name: string;
  state: PodState;
  /** Kubernetes' own word, such as `CrashLoopBackOff`. */
  reason?: string;
  node?: string;
  zone?: string;
  restartsLastHour: number;
  /** ms since the epoch. */
  createdAt: number;
  /** ms since the epoch of its first warning that the cluster still remembers; only of pods in trouble. */
  troubledSince?: number;
}

/** Who the fleet's correlation says a workload belongs to; known through its pods. */
export interface EstateAttributes {
  tenant?: string;
  entityRef?: string;
  owner?: string;
  system?: string;
}

/** How far a rollout has come. */
export interface EstateRollout {
  /** Replicas of the newest template. */
  updated: number;
  /** Kubernetes gave up waiting for progress (`progressDeadlineSeconds`). */
  isDeadlineExceeded: boolean;
}

/** Whatever runs pods: those of `apps` and `batch`, and whatever else pods say they belong to. */
export interface EstateWorkload extends EstateAttributes {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
  /** ms since the epoch; of its oldest pod where the workload itself is not watched. */
  createdAt: number;
  labels: Readonly<Record<string, string>>;
  desired: number;
  ready: number;
  /** Absent for kinds that are not watched; then the pods alone are known. */
  template?: PodTemplateFields;
  selector?: LabelSelectorFields;
  /** Who made it: the CronJob of a Job, an operator's resource. */
  controller?: OwnerName;
  /** Of Deployments that nobody has paused. */
  rollout?: EstateRollout;
  /** The annotation `health.kiali.io/rate`. */
  rateTolerance?: string;
  pods: readonly EstatePod[];
  /** The reason of most of its pods in trouble. */
  reason?: string;
  /** ms since the epoch: when the trouble began, as far as the cluster still tells. */
  since?: number;
}

export interface EstateNode {
  cluster: string;
  name: string;
  zone?: string;
  region?: string;
  isReady: boolean;
  /** Conditions other than Ready that are true, such as `MemoryPressure`. */
  pressures: readonly string[];
}

/**
 * Everything that the inventory knew at one moment, as far as the map needs it.
 * Nobody changes it: sources, identity, health and problem rules of one build
 * all read the same one.
 */
export interface Estate {
  /** ms since the epoch. */
  now: number;
  clusters: readonly EstateCluster[];
  namespaces: readonly EstateNamespace[];
  nodes: readonly EstateNode[];
  services: ReadonlyArray<FleetObject<KubeServiceFields>>;
  endpointSlices: ReadonlyArray<FleetObject<EndpointSliceFields>>;
  workloads: readonly EstateWorkload[];
  ingresses: ReadonlyArray<FleetObject<IngressFields>>;
  /** Empty where no cluster serves the Gateway API, as the routes. */
  gateways: ReadonlyArray<FleetObject<GatewayFields>>;
  httpRoutes: ReadonlyArray<FleetObject<HttpRouteFields>>;
  networkPolicies: ReadonlyArray<FleetObject<NetworkPolicyFields>>;
  /** Addresses only; a ConfigMap without any is not here. */
  configMaps: ReadonlyArray<FleetObject<ConfigMapFields>>;
  autoscalers: ReadonlyArray<FleetObject<AutoscalerFields>>;
  disruptionBudgets: ReadonlyArray<FleetObject<DisruptionBudgetFields>>;
  volumeClaims: ReadonlyArray<FleetObject<VolumeClaimFields>>;
  warningEvents: ReadonlyArray<FleetObject<WarningEventFields>>;
}
