import type { KubeObject } from '../kubernetes';
import { companyObjects } from '../company/companyObjects';
import type { CompanyOptions } from '../company/buildCompany';
import type { ClusterName } from '../company/spec';

/** An object to create; name and kind are certain. */
export type CreatableObject = KubeObject & {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
};

/** One real cluster's objects, in the order in which they have to come. */
export interface RealObjects {
  definitions: CreatableObject[];
  /** Nodes, namespaces, rights, Services, settings: everything that pods need to be there. */
  surroundings: CreatableObject[];
  /** What makes pods. */
  workloads: CreatableObject[];
}

/** What the controllers of a real cluster make themselves. */
const MADE_BY_CONTROLLERS = new Set([
  'pods',
  'replicasets.apps',
  'jobs.batch',
  'endpointslices.discovery.k8s.io',
  'events',
]);
/** Without a metrics server they would do nothing but complain, four times a minute each. */
const NEEDS_METRICS = new Set(['horizontalpodautoscalers.autoscaling']);

const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';
const WORKLOADS = new Set([
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'cronjobs.batch',
]);

/** There from the beginning, made by the API server. */
const BUILT_IN_NAMESPACES = new Set(['kube-system', 'default']);

/** The API server keeps these for itself. */
const SYSTEM_FIELDS = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'ownerReferences',
]);

/** Quotas are real here, and people scale by hand: three times what the model leaves. */
const QUOTA_FACTOR = 3;

/** Where a real server needs something else than what a simulated one shows. */
const ADAPTED: Readonly<
  Record<string, (object: CreatableObject) => CreatableObject>
> = {
  /** A volume waits for the claim of that name, whatever its uid will be. */
  persistentvolumes: volume => {
    const spec = volume.spec as { claimRef: { uid?: string } };
    const { uid: _uid, ...claimRef } = spec.claimRef;
    return { ...volume, spec: { ...spec, claimRef } };
  },
  resourcequotas: quota => {
    const { hard } = quota.spec as { hard: Record<string, string> };
    return {
      ...quota,
      spec: {
        hard: Object.fromEntries(
          Object.entries(hard).map(([name, amount]) => [name, times(amount)]),
        ),
      },
    };
  },
  /** Finalizers of controllers that do not run here would keep the object for ever. */
  'workspaces.tenant.kubesphere.io': workspace => {
    const { finalizers: _finalizers, ...metadata } = workspace.metadata as {
      name: string;
      finalizers?: string[];
    };
    return { ...workspace, metadata };
  },
};

function times(amount: string): string {
  return amount.replace(/^\d+/, digits =>
    String(Number(digits) * QUOTA_FACTOR),
  );
}

/**
 * The company's objects as one creates them on a real API server: what people
 * write, without what the server and its controllers add. Pure.
 */
export function realObjects(
  options: CompanyOptions,
  wanted: readonly ClusterName[],
): Map<ClusterName, RealObjects> {
  const byCluster = new Map<ClusterName, RealObjects>(
    wanted.map(name => [
      name,
      { definitions: [], surroundings: [], workloads: [] },
    ]),
  );
  for (const { cluster, kindId, object } of companyObjects(options)) {
    const objects = byCluster.get(cluster);
    const name = object.metadata?.name ?? '';
    if (
      !objects ||
      MADE_BY_CONTROLLERS.has(kindId) ||
      NEEDS_METRICS.has(kindId) ||
      (kindId === 'namespaces' && BUILT_IN_NAMESPACES.has(name))
    ) {
      continue;
    }
    const written = asWritten(object, kindId === 'nodes');
    const adapted = ADAPTED[kindId]?.(written) ?? written;
    if (kindId === DEFINITIONS) {
      objects.definitions.push(adapted);
    } else if (WORKLOADS.has(kindId)) {
      objects.workloads.push(adapted);
    } else {
      objects.surroundings.push(adapted);
    }
  }
  return byCluster;
}

/** Without what the server adds. A node keeps its sizes and addresses: kwok has no machine to look at. */
function asWritten(object: KubeObject, isNode: boolean): CreatableObject {
  const { status, metadata, apiVersion, kind, ...rest } = object;
  if (!apiVersion || !kind || !metadata?.name) {
    throw new Error(
      `an object of the company has no kind or name: ${JSON.stringify(
        metadata,
      )}`,
    );
  }
  const { name, ...others } = Object.fromEntries(
    Object.entries(metadata).filter(([field]) => !SYSTEM_FIELDS.has(field)),
  );
  return {
    ...rest,
    apiVersion,
    kind,
    metadata: { ...others, name: String(name) },
    ...(isNode && { status: machineOf(status) }),
  };
}

/** Conditions are the node controller's and kwok's to write. */
function machineOf(status: unknown) {
  const { conditions: _conditions, ...machine } = status as Record<
    string,
    unknown
  >;
  return machine;
}
