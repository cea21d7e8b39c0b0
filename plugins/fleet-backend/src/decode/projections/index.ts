import type { Projection } from '../Projection';
import { autoscalers } from './autoscalers';
import {
  clusterRoleBindings,
  roleBindings,
  workspaceRoleBindings,
} from './bindings';
import { configMaps } from './configMaps';
import { cronJobs } from './cronJobs';
import { daemonSets } from './daemonSets';
import { deployments } from './deployments';
import { disruptionBudgets } from './disruptionBudgets';
import { endpointSlices } from './endpointSlices';
import { gateways } from './gateways';
import { httpRoutes } from './httpRoutes';
import { ingresses } from './ingresses';
import { jobs } from './jobs';
import { limitRanges } from './limitRanges';
import { namespaces } from './namespaces';
import { networkPolicies } from './networkPolicies';
import { nodes } from './nodes';
import { replicaSets } from './replicaSets';
import { resourceQuotas } from './resourceQuotas';
import { clusterRoles, roles } from './roles';
import { services } from './services';
import { statefulSets } from './statefulSets';
import { volumeClaims } from './volumeClaims';
import { warningEvents } from './warningEvents';
import { workspaces } from './workspaces';

/**
 * The kinds that are watched in every cluster, in the order in which a start
 * lists them: what pods hang on and what rights follow from comes first.
 * Secrets are not among them and must never be.
 *
 * To add a kind: a file in this folder, a line here, its fields in
 * `fleet-node/src/objectFields.ts`.
 */
export const PROJECTIONS: ReadonlyArray<Projection<never, unknown>> = [
  nodes,
  namespaces,
  roleBindings,
  clusterRoleBindings,
  roles,
  clusterRoles,
  workspaceRoleBindings,
  workspaces,
  replicaSets,
  jobs,
  deployments,
  statefulSets,
  daemonSets,
  cronJobs,
  services,
  endpointSlices,
  ingresses,
  gateways,
  httpRoutes,
  autoscalers,
  disruptionBudgets,
  volumeClaims,
  resourceQuotas,
  limitRanges,
  networkPolicies,
  configMaps,
  warningEvents,
];
