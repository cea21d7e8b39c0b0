import type { CompanyState } from '../control/state';
import type { PortalConfigInput } from '../portalConfig';
import type { ScenarioRunner } from '../scenario';

/** The company's clusters, whatever they are made of. */
export interface RunningCompany {
  clusters: PortalConfigInput['clusters'];
  scenarios: ScenarioRunner;
  clusterStates(): CompanyState['clusters'];
  stop(): Promise<void>;
}
