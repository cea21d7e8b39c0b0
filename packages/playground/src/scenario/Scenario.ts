import type { SimulatedCluster } from '../kubernetes';
import type { Controllers } from '../company/life/Controllers';
import type { LiveCluster } from '../company/life/LiveCluster';
import type { ClusterName, LocalText } from '../company/spec';
import type { Clock } from '../company/clock';

/** A cluster of the running company with everything that a scenario may reach. */
export interface ScenarioCluster {
  live: LiveCluster;
  controllers: Controllers;
  /** The API server, where one listens. */
  server?: SimulatedCluster;
}

export interface ScenarioContext {
  /** @throws Error when the company has no such cluster */
  cluster(name: ClusterName): ScenarioCluster;
  clock: Clock;
}

/**
 * A named change of one cause. `start` changes the model and returns what puts
 * it back; everything that people then see follows from the model.
 */
export interface Scenario {
  name: string;
  title: LocalText;
  description: LocalText;
  start(context: ScenarioContext): () => void | Promise<void>;
}
