/**
 * Ids of nodes. They hold what stays the same while a service lives (never a
 * pod, an IP address of a pod, or a kind that a later source may correct), so
 * that links, saved positions and snapshots survive.
 */

/** Workloads behind a Kubernetes Service. @public */
export function serviceNodeId(
  cluster: string,
  namespace: string,
  service: string,
): string {
  return `${cluster}/${namespace}/${service}`;
}

/** Workloads that no Service selects. @public */
export function workloadNodeId(
  cluster: string,
  namespace: string,
  kind: string,
  name: string,
): string {
  return `${cluster}/${namespace}/${kind.toLowerCase()}:${name}`;
}

/** A host outside all clusters; the port is left out where nobody names one. @public */
export function externalNodeId(host: string, port?: number): string {
  return port === undefined
    ? `outside/${host.toLowerCase()}`
    : `outside/${host.toLowerCase()}:${port}`;
}

/** An application that only telemetry names. @public */
export function applicationNodeId(name: string): string {
  return `application/${name}`;
}

/** A component or resource that only the catalog names. @public */
export function catalogNodeId(entityRef: string): string {
  return `catalog/${entityRef.toLowerCase()}`;
}

/** @public */
export function edgeId(from: string, to: string): string {
  return `${from}>${to}`;
}

/**
 * Stands for any node that the viewer may not see, where leaving it out would
 * change what is said: “affected by something that you may not see”.
 *
 * @public
 */
export const HIDDEN_NODE_ID = 'hidden';
