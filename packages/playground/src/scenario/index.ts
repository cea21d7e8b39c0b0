import { apiServerRestart } from './apiServerRestart';
import { badDeploy } from './badDeploy';
import { imagePullFailure } from './imagePullFailure';
import { nodeLost } from './nodeLost';
import { quotaFull } from './quotaFull';
import { redisDown } from './redisDown';
import type { Scenario } from './Scenario';
import { trafficSpike } from './trafficSpike';

/**
 * Every scenario of the playground. To add one: a file with a cause (never with
 * symptoms), a line here, and a test of what follows from it.
 */
export const SCENARIOS: readonly Scenario[] = [
  redisDown,
  badDeploy,
  nodeLost,
  quotaFull,
  apiServerRestart,
  imagePullFailure,
  trafficSpike,
];

export { ScenarioRunner, UnknownScenarioError } from './ScenarioRunner';
export type { Scenario, ScenarioContext, ScenarioCluster } from './Scenario';
