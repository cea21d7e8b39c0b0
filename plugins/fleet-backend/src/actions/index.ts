import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { FleetForUsers } from './ActionContext';
import { registerExplainPod } from './explainPod';
import { registerFindPods } from './findPods';
import { registerListClusters } from './listClusters';

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
