import type { TestCluster } from '@panorama/testbed';
import type { Scenario } from '../../scenario';
import { apiServerRestart } from './apiServerRestart';
import { nodeLost } from './nodeLost';
import { quotaFull } from './quotaFull';
import { asScenario, type RealScenario } from './RealScenario';
import { scaleOut } from './scaleOut';

/** Only what real servers show truly: kwok runs any image, so a bad one changes nothing here. */
const REAL_SCENARIOS: readonly RealScenario[] = [
  scaleOut,
  nodeLost,
  quotaFull,
  apiServerRestart,
];

const PLACE = 'prod-hangzhou';

/** What can be shown on these clusters; nothing without the one that all of them change. */
export function realScenarios(clusters: readonly TestCluster[]): Scenario[] {
  const cluster = clusters.find(({ name }) => name === PLACE);
  return cluster ? REAL_SCENARIOS.map(each => asScenario(each, cluster)) : [];
}
