/**
 * Real Kubernetes control planes and a real PostgreSQL for tests and for `npm start -- --testbed`.
 *
 * @packageDocumentation
 */
export { startCluster, type StartClusterOptions } from './startCluster.ts';
export type { TestCluster } from './TestCluster.ts';
export {
  ClusterApiError,
  type ApiAnswer,
  type ApiRequest,
  type ClusterClient,
  type KubeObject,
  type WatchEvent,
} from './ClusterClient.ts';
export { ServerFailedError } from './ServerProcess.ts';
export { OWN_STATUS_ANNOTATION } from './controlPlane.ts';
export { createObjects, type CreateOptions } from './createObjects.ts';
export { createNodes, nodeObject, type NodeOptions } from './createNodes.ts';
export { grant, grantPortalRights, type Grant } from './rights.ts';
export { crdsFolder, installCrds } from './installCrds.ts';
export { findKubectl, kubectl, type KubectlOutput } from './kubectl.ts';
export { ensureBuilt } from './ensureBuilt.ts';
export { eventually } from './eventually.ts';
export { startPostgres, type TestPostgres } from './postgres.ts';
export { startPrometheus, type TestPrometheus } from './prometheus.ts';
export { canRun, type Requirement } from './requirement.ts';
export { KUBERNETES_VERSIONS, type KubernetesVersion } from './toolsets.ts';
export { ADMIN, PEOPLE, PORTAL, type ClusterUser } from './users.ts';
