import { perNode, MINUTE_MS, type ProblemRule } from '../ProblemRule';

const RISING_MS = 15 * MINUTE_MS;
/** Below, consumers that commit in batches look like lag. */
const MIN_MESSAGES = 1000;

export const risingLag: ProblemRule = {
  id: 'HP17',
  group: 'saturation',
  severity: 'warning',
  title: 'risingLag',
  guard: 'Rising for fifteen minutes, and at least a thousand messages.',
  mustLastMs: 0,
  find: perNode(({ measures: { lag } }) =>
    lag && lag.risingForMs >= RISING_MS && lag.messages >= MIN_MESSAGES
      ? { numbers: { messages: lag.messages, risingForMs: lag.risingForMs } }
      : undefined,
  ),
};
