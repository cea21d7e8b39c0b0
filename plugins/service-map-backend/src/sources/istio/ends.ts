import type { Endpoint } from '@panorama/plugin-service-map-node';
import type { PlacedSample } from '../../prometheus/answers';
import { hostAndPort, known } from '../../prometheus/endpoints';

/** Names of Envoy's clusters in the place of a service. */
const NO_SERVICE = /^(Inbound)?Passthrough(Cluster)?|^BlackHoleCluster/;

/** What Istio calls a cluster that nobody has named (`global.multiCluster.clusterName`). */
const UNNAMED_CLUSTER = 'Kubernetes';

/** Who called, and who was called, in the words of one series. */
export interface Ends {
  /** Absent for callers without a proxy. */
  from?: Endpoint;
  to?: Endpoint;
}

/** Reads both ends of a series of `istio_requests_total` and its relatives. */
export function endsOf(
  sample: PlacedSample,
  clusterNames: Readonly<Record<string, string>>,
): Ends {
  const { labels } = sample;
  const clusterOf = (value: string | undefined) => {
    const name = known(value);
    return name === undefined || name === UNNAMED_CLUSTER
      ? sample.cluster
      : clusterNames[name] ?? name;
  };
  const sourceCluster = clusterOf(labels.source_cluster);
  // A request that never arrived has no cluster of arrival: there it was looked for at home.
  const destinationCluster = known(labels.destination_cluster)
    ? clusterOf(labels.destination_cluster)
    : sourceCluster;
  const from = workload(
    sourceCluster,
    labels.source_workload_namespace,
    labels.source_workload,
  );
  return {
    from,
    to:
      service(destinationCluster, labels, from) ??
      workload(
        destinationCluster,
        labels.destination_workload_namespace,
        labels.destination_workload,
      ),
  };
}

/** The host of a request that left the mesh past every Service. */
export function outsideOf(
  sample: PlacedSample,
  from: Endpoint | undefined,
): Endpoint | undefined {
  const name = known(sample.labels.destination_service);
  const address = name ? hostAndPort(name) : undefined;
  return address && { type: 'address', ...address, ...placeOf(from) };
}

function service(
  cluster: string | undefined,
  labels: PlacedSample['labels'],
  from: Endpoint | undefined,
): Endpoint | undefined {
  const name = known(labels.destination_service_name);
  const namespace = known(labels.destination_service_namespace);
  if (!name || NO_SERVICE.test(name)) {
    return undefined;
  }
  // Names of Services have no dots (RFC 1035 labels); those of ServiceEntries are hosts.
  if (name.includes('.')) {
    const address = hostAndPort(name);
    return address && { type: 'address', ...address, ...placeOf(from) };
  }
  return cluster && namespace
    ? { type: 'service', cluster, namespace, name }
    : undefined;
}

function workload(
  cluster: string | undefined,
  namespace: string | undefined,
  name: string | undefined,
): Endpoint | undefined {
  return cluster && known(namespace) && known(name)
    ? { type: 'workload', cluster, namespace: namespace!, name: name! }
    : undefined;
}

/** Where a name would be looked up. */
function placeOf(from: Endpoint | undefined) {
  return from?.type === 'workload'
    ? { cluster: from.cluster, namespace: from.namespace }
    : {};
}
