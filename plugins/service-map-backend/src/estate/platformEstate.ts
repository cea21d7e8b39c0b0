import type { FleetService } from '@panorama/plugin-fleet-node';
import type { Estate } from './Estate';
import { readEstate } from './readEstate';

/** The estate at a moment (ms since the epoch). */
export type EstateAt = (now: number) => Estate;

/**
 * The whole estate, for the build that serves everybody: the one place here that
 * reads without rights. What leaves the process goes through `view/viewOf.ts`.
 */
export function platformEstate(
  fleet: Pick<FleetService, 'forPlatform'>,
): EstateAt {
  return now => readEstate(fleet.forPlatform(), now);
}
