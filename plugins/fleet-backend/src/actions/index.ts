import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { AuthorizedFleet } from '../service/AuthorizedFleet';
import { registerExplainPod } from './explainPod';
import { registerFindPods } from './findPods';
import { registerListClusters } from './listClusters';

/** The fleet, for actions: always under the rights of whoever invokes them. */
export interface FleetForUsers {
  forUser(credentials: BackstageCredentials): Promise<AuthorizedFleet>;
}

export interface ActionContext {
  registry: ActionsRegistryService;
  fleet: FleetForUsers;
  visibilityPermission: BasicPermission;
}

/** What an assistant may ask. Each action is a file here and reads only. */
const ACTIONS = [registerListClusters, registerFindPods, registerExplainPod];

export function registerFleetActions(
  registry: ActionsRegistryService,
  fleet: FleetForUsers,
  visibilityPermission: BasicPermission,
): void {
  ACTIONS.forEach(register =>
    register({ registry, fleet, visibilityPermission }),
  );
}
