import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { FleetService, PlatformFleet } from '@panorama/plugin-fleet-node';
import type { AccessResolver } from '../access/AccessResolver';
import { AuthorizedFleet } from './AuthorizedFleet';
import type { InventoryFleet } from './InventoryFleet';

/** The only place that joins the inventory with rights. */
export class DefaultFleetService implements FleetService {
  constructor(
    private readonly inventory: InventoryFleet,
    private readonly resolver: AccessResolver,
  ) {}

  /** @throws NotAllowedError when nobody stands behind the credentials. */
  async forUser(credentials: BackstageCredentials): Promise<AuthorizedFleet> {
    return new AuthorizedFleet(
      this.inventory,
      await this.resolver.forUser(credentials),
    );
  }

  forPlatform(): PlatformFleet {
    return this.inventory;
  }
}
