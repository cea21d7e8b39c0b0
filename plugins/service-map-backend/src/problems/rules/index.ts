import type { ProblemRule } from '../ProblemRule';
import { singleReplica } from './singleReplica';
import { oneMachine } from './oneMachine';
import { oneZone } from './oneZone';
import { noDisruptionBudget } from './noDisruptionBudget';
import { serviceWithoutPods } from './serviceWithoutPods';
import { calleeScaledToZero } from './calleeScaledToZero';
import { unreplicatedDatabase } from './unreplicatedDatabase';
import { exposedStore } from './exposedStore';
import { stuckRollout } from './stuckRollout';
import { cpuThrottled } from './cpuThrottled';
import { memoryNearLimit } from './memoryNearLimit';
import { killedForMemory } from './killedForMemory';
import { fullVolume } from './fullVolume';
import { autoscalerAtMaximum } from './autoscalerAtMaximum';
import { connectionsNearLimit } from './connectionsNearLimit';
import { exhaustedPool } from './exhaustedPool';
import { risingLag } from './risingLag';
import { evictingCache } from './evictingCache';
import { errorRatio } from './errorRatio';
import { slowerThanLastWeek } from './slowerThanLastWeek';
import { trafficDrop } from './trafficDrop';
import { retriesAndTimeouts } from './retriesAndTimeouts';
import { connectFailures } from './connectFailures';
import { plaintextInStrict } from './plaintextInStrict';
import { fewValidProviders } from './fewValidProviders';
import { manyWarnings } from './manyWarnings';
import { restarts } from './restarts';
import { crashLoop } from './crashLoop';
import { failingProbes } from './failingProbes';
import { undeclaredCall } from './undeclaredCall';
import { staleDeclaration } from './staleDeclaration';
import { dependencyCycle } from './dependencyCycle';
import { hubWithoutOwner } from './hubWithoutOwner';
import { chattyAcrossBorders } from './chattyAcrossBorders';
import { productionNeedsOther } from './productionNeedsOther';
import { expiringCertificate } from './expiringCertificate';
import { deprecatedCallee } from './deprecatedCallee';

/** All rules, in the order of their ids. HP30 waits for a source of logs. */
export const PROBLEM_RULES: readonly ProblemRule[] = [
  singleReplica,
  oneMachine,
  oneZone,
  noDisruptionBudget,
  serviceWithoutPods,
  calleeScaledToZero,
  unreplicatedDatabase,
  exposedStore,
  stuckRollout,
  cpuThrottled,
  memoryNearLimit,
  killedForMemory,
  fullVolume,
  autoscalerAtMaximum,
  connectionsNearLimit,
  exhaustedPool,
  risingLag,
  evictingCache,
  errorRatio,
  slowerThanLastWeek,
  trafficDrop,
  retriesAndTimeouts,
  connectFailures,
  plaintextInStrict,
  fewValidProviders,
  manyWarnings,
  restarts,
  crashLoop,
  failingProbes,
  undeclaredCall,
  staleDeclaration,
  dependencyCycle,
  hubWithoutOwner,
  chattyAcrossBorders,
  productionNeedsOther,
  expiringCertificate,
  deprecatedCallee,
];
