/**
 * What the inventory keeps of each kind: the `fields` of a `FleetObject`.
 * Amounts are millicores and bytes, times are ms since the epoch.
 */

/** The controller of an object. @public */
export interface OwnerName {
  kind: string;
  name: string;
}

/** @public */
export interface NodeAmounts {
  cpuMillicores: number;
  memoryBytes: number;
  pods: number;
  gpus: number;
}

/** `nodes` @public */
export interface ClusterNodeFields {
  ready: 'True' | 'False' | 'Unknown';
  notReadyReason?: string;
  unschedulable: boolean;
  zone?: string;
  region?: string;
  taints: Array<{ key: string; value?: string; effect: string }>;
  /** Conditions other than Ready that are true: `MemoryPressure`, … */
  pressures: string[];
  allocatable: NodeAmounts;
  capacity: NodeAmounts;
  kubeletVersion: string;
  addresses: string[];
}

/** `namespaces` @public */
export interface NamespaceFields {
  phase: 'Active' | 'Terminating';
  /** Short ones only. */
  annotations: Record<string, string>;
}

/** `replicasets.apps` @public */
export interface ReplicaSetFields {
  desired: number;
  ready: number;
  owner?: OwnerName;
  revision?: string;
}

/** `matchLabels` and `matchExpressions` as Kubernetes writes them. @public */
export interface LabelSelectorFields {
  matchLabels?: Record<string, string>;
  matchExpressions?: Array<{
    key: string;
    operator: string;
    values?: string[];
  }>;
}

/** @public */
export interface ObjectCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

/** An address found in an environment variable or a ConfigMap; never the value around it. @public */
export interface FoundAddress {
  /** Name of the variable or key: `REDIS_ADDR`, `spring.redis.host`. */
  key: string;
  /** The entry of the ConfigMap whose text has `key` inside it: `application.yaml`. */
  entry?: string;
  /** Lower case; absent where the text had none. */
  scheme?: string;
  host: string;
  port?: number;
}

/** @public */
export interface ContainerTemplateFields {
  name: string;
  init: boolean;
  image: string;
  ports: number[];
  addresses: FoundAddress[];
  /** ConfigMaps that the container reads as a whole, by name. */
  configMaps: string[];
  /** Single keys of ConfigMaps that it reads into variables. */
  configMapKeys?: Array<{ variable: string; configMap: string; key: string }>;
  hasReadinessProbe: boolean;
  hasLivenessProbe: boolean;
}

/** @public */
export interface PodTemplateFields {
  labels: Record<string, string>;
  containers: ContainerTemplateFields[];
  serviceAccount?: string;
  /** PersistentVolumeClaims that are mounted by name. */
  claims: string[];
  cpuRequest?: number;
  cpuLimit?: number;
  memoryRequest?: number;
  memoryLimit?: number;
  gpus: number;
}

/** @public */
export interface WorkloadFields {
  desired: number;
  ready: number;
  selector: LabelSelectorFields;
  template: PodTemplateFields;
  owner?: OwnerName;
  /** The annotation `health.kiali.io/rate`. */
  rateTolerance?: string;
}

/** `deployments.apps` @public */
export interface DeploymentFields extends WorkloadFields {
  updated: number;
  available: number;
  paused: boolean;
  /** False while the controller has not seen the last change of the spec. */
  isObserved: boolean;
  /** As written: a number or a percentage. */
  maxSurge?: string;
  maxUnavailable?: string;
  conditions: ObjectCondition[];
}

/** `statefulsets.apps` @public */
export interface StatefulSetFields extends WorkloadFields {
  updated: number;
  serviceName?: string;
}

/** `daemonsets.apps` @public */
export interface DaemonSetFields extends WorkloadFields {
  updated: number;
  unavailable: number;
}

/** `jobs.batch` @public */
export interface JobFields {
  desired: number;
  ready: number;
  active: number;
  succeeded: number;
  failed: number;
  suspended: boolean;
  startedAt?: number;
  completedAt?: number;
  owner?: OwnerName;
  conditions: ObjectCondition[];
}

/** `cronjobs.batch` @public */
export interface CronJobFields {
  schedule: string;
  timeZone?: string;
  suspended: boolean;
  active: number;
  lastScheduledAt?: number;
  lastSucceededAt?: number;
  template: PodTemplateFields;
}

/** `services` @public */
export interface KubeServiceFields {
  type: string;
  clusterIp?: string;
  externalName?: string;
  /** Empty: the endpoints are written by hand, as for a database outside. */
  selector: Record<string, string>;
  ports: Array<{
    name?: string;
    port: number;
    targetPort?: string;
    protocol: string;
  }>;
  /** The annotation `health.kiali.io/rate`. */
  rateTolerance?: string;
}

/** `endpointslices.discovery.k8s.io` @public */
export interface EndpointSliceFields {
  service?: string;
  addressType: string;
  ports: Array<{ name?: string; port?: number }>;
  endpoints: Array<{
    addresses: string[];
    ready: boolean;
    pod?: string;
    node?: string;
  }>;
}

/** `ingresses.networking.k8s.io` @public */
export interface IngressFields {
  className?: string;
  tlsHosts: string[];
  rules: Array<{
    host?: string;
    path?: string;
    service: string;
    port?: string;
  }>;
}

/** `gateways.gateway.networking.k8s.io`; absent where the Gateway API is not installed. @public */
export interface GatewayFields {
  className: string;
  listeners: Array<{
    name: string;
    /** May begin with `*.`; absent: every host. */
    hostname?: string;
    port: number;
    protocol: string;
  }>;
  /** IP addresses or host names under which it can be reached. */
  addresses: string[];
}

/** `httproutes.gateway.networking.k8s.io`; absent where the Gateway API is not installed. @public */
export interface HttpRouteFields {
  /** Empty: those of the Gateway's listeners. */
  hostnames: string[];
  /** Gateways that it is attached to; of one listener where that is named. */
  gateways: Array<{ namespace: string; name: string; listener?: string }>;
  rules: Array<{
    /** Empty: every path. */
    paths: string[];
    /** Only Services; `weight` 0 gets no traffic. */
    backends: Array<{
      namespace: string;
      service: string;
      port?: number;
      weight: number;
    }>;
  }>;
}

/** `horizontalpodautoscalers.autoscaling` @public */
export interface AutoscalerFields {
  target: OwnerName;
  min: number;
  max: number;
  current: number;
  desired: number;
  conditions: ObjectCondition[];
}

/** `poddisruptionbudgets.policy` @public */
export interface DisruptionBudgetFields {
  selector: LabelSelectorFields;
  minAvailable?: string;
  maxUnavailable?: string;
  currentHealthy: number;
  desiredHealthy: number;
  disruptionsAllowed: number;
}

/** `persistentvolumeclaims` @public */
export interface VolumeClaimFields {
  phase: string;
  storageClass?: string;
  volumeName?: string;
  accessModes: string[];
  requestedBytes?: number;
  capacityBytes?: number;
}

/** `resourcequotas`; quantities as written. @public */
export interface ResourceQuotaFields {
  hard: Record<string, string>;
  /** Of the status: admission decides on these. Empty until the controller has looked. */
  statusHard: Record<string, string>;
  used: Record<string, string>;
  scopes: string[];
  scopeSelector: Array<{
    scopeName: string;
    operator: string;
    values?: string[];
  }>;
}

/** `limitranges`; quantities as written. @public */
export interface LimitRangeFields {
  limits: Array<{
    type: string;
    max?: Record<string, string>;
    min?: Record<string, string>;
    default?: Record<string, string>;
    defaultRequest?: Record<string, string>;
    maxLimitRequestRatio?: Record<string, string>;
  }>;
}

/** `networkpolicies.networking.k8s.io` @public */
export interface NetworkPolicyFields {
  podSelector: LabelSelectorFields;
  policyTypes: string[];
  /** Peers and ports as Kubernetes writes them. */
  ingress: NetworkPolicyRule[];
  egress: NetworkPolicyRule[];
}

/** @public */
export interface NetworkPolicyRule {
  peers: Array<{
    podSelector?: LabelSelectorFields;
    namespaceSelector?: LabelSelectorFields;
    cidr?: string;
    except?: string[];
  }>;
  ports: Array<{ protocol?: string; port?: string; endPort?: number }>;
}

/** `events`: warnings only. @public */
export interface WarningEventFields {
  involved: { kind: string; namespace: string; name: string };
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  count: number;
  firstSeen: number;
  lastSeen: number;
  source?: string;
}

/** Role bindings of Kubernetes and of KubeSphere's workspaces. @public */
export interface RoleBindingFields {
  roleRef: OwnerName;
  subjects: Array<{ kind: string; name: string; namespace?: string }>;
}

/** `roles…` and `clusterroles.rbac.authorization.k8s.io` @public */
export interface RoleFields {
  rules: Array<{
    apiGroups: string[];
    resources: string[];
    verbs: string[];
    resourceNames: string[];
  }>;
}

/** `workspaces.tenant.kubesphere.io` @public */
export interface WorkspaceFields {
  manager?: string;
}

/** `configmaps`: addresses only, never a value. @public */
export interface ConfigMapFields {
  addresses: FoundAddress[];
}
