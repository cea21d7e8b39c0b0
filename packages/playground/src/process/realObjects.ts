import type { KubeObject } from '../kubernetes';
import { companyObjects } from '../company/companyObjects';
import type { CompanyOptions } from '../company/buildCompany';
import type { ClusterName } from '../company/spec';
import { READER } from '../company/reader';

/** What the controllers of a real cluster make themselves. */
const MADE_BY_CONTROLLERS = new Set([
  'pods',
  'replicasets.apps',
  'jobs.batch',
  'endpointslices.discovery.k8s.io',
  'events',
]);
/** The API server keeps these for itself. */
const SYSTEM_FIELDS = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
];
/** There from the beginning, or claimed by the API server. */
const BUILT_IN_NAMESPACES = new Set(['kube-system', 'default']);

/** An object to create; name and kind are certain. */
export type CreatableObject = KubeObject & {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
};

/** Parts that the server gives values of its own. */
const ADAPTED: Readonly<
  Record<string, (object: CreatableObject) => CreatableObject>
> = {
  /** How a node is doing is for kwok to say: it takes care of nodes that nobody has called ready. */
  nodes: node => {
    const { capacity, allocatable } = node.status as Record<string, object>;
    const annotations = { 'kwok.x-k8s.io/node': 'fake' };
    return {
      ...node,
      metadata: { ...node.metadata, annotations },
      status: { capacity, allocatable },
    };
  },
  /** A volume waits for the claim of that name, whatever its uid will be. */
  persistentvolumes: volume => {
    const spec = volume.spec as { claimRef: { uid?: string } };
    const { uid: _uid, ...claimRef } = spec.claimRef;
    return { ...volume, spec: { ...spec, claimRef } };
  },
  /** Each cluster has an address range of its own; only "no address" is ours to say. */
  services: service => {
    const spec = service.spec as { clusterIP?: string; clusterIPs?: string[] };
    const { clusterIP, clusterIPs: _all, ...rest } = spec;
    return {
      ...service,
      spec: clusterIP === 'None' ? { ...rest, clusterIP } : rest,
    };
  },
};

/**
 * The company's objects as one creates them on a real API server: what people
 * write, without what the server and its controllers add.
 */
export function realObjects(
  options: CompanyOptions,
  wanted: readonly ClusterName[],
): Map<ClusterName, CreatableObject[]> {
  const byCluster = new Map(
    wanted.map(name => [name, [] as CreatableObject[]]),
  );
  for (const { cluster, kindId, object } of companyObjects(options)) {
    const list = byCluster.get(cluster);
    const name = object.metadata?.name ?? '';
    if (
      !list ||
      MADE_BY_CONTROLLERS.has(kindId) ||
      (kindId === 'namespaces' && BUILT_IN_NAMESPACES.has(name))
    ) {
      continue;
    }
    const written = withoutSystemFields(object, kindId === 'nodes');
    const adapt = ADAPTED[kindId];
    list.push(adapt ? adapt(written) : written);
  }
  for (const list of byCluster.values()) {
    list.push(portalBinding());
  }
  return byCluster;
}

function withoutSystemFields(
  object: KubeObject,
  keepsStatus: boolean,
): CreatableObject {
  const { status, metadata, apiVersion, kind, ...rest } = object;
  if (!apiVersion || !kind || !metadata?.name) {
    throw new Error(
      `an object of the company has no kind or name: ${JSON.stringify(
        metadata,
      )}`,
    );
  }
  const written = Object.fromEntries(
    Object.entries(metadata).filter(
      ([field]) =>
        !SYSTEM_FIELDS.includes(field) && field !== 'ownerReferences',
    ),
  );
  const { namespace } = metadata;
  return {
    ...rest,
    apiVersion,
    kind,
    metadata: {
      ...written,
      name: metadata.name,
      ...(namespace && { namespace }),
    },
    ...(keepsStatus && status ? { status } : {}),
  };
}

/** The test bed's portal account gets the rights of the reading account. */
function portalBinding(): CreatableObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: `${READER.name}-portal` },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: READER.name,
    },
    subjects: [
      { kind: 'User', name: 'portal', apiGroup: 'rbac.authorization.k8s.io' },
    ],
  };
}
