import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { AuthorizedFleet } from '../service/AuthorizedFleet';

/** The fleet, for actions: always under the rights of whoever invokes them. */
export interface FleetForUsers {
  forUser(credentials: BackstageCredentials): Promise<AuthorizedFleet>;
}

/** What every action is registered with. */
export interface ActionContext {
  registry: ActionsRegistryService;
  fleet: FleetForUsers;
  visibilityPermission: BasicPermission;
}
