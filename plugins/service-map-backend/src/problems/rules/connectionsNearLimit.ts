import { amountOf } from '../amounts';
import { perNode, type ProblemRule } from '../ProblemRule';

const WARNING_RATIO = 0.8;
const CRITICAL_RATIO = 0.9;

export const connectionsNearLimit: ProblemRule = {
  id: 'HP15',
  group: 'saturation',
  severity: 'warning',
  title: 'connectionsNearLimit',
  guard: 'For two minutes: a restart of callers reconnects them all.',
  mustLastMs: 2 * 60_000,
  find: perNode(problemNode => {
    const connections = amountOf(
      problemNode,
      'connections-used',
      problemNode.measures.connections,
    );
    if (!connections) return undefined;
    const { used, max } = connections;
    if (used <= max * WARNING_RATIO) return undefined;
    return {
      severity: used > max * CRITICAL_RATIO ? 'critical' : 'warning',
      numbers: { used, max },
    };
  }),
};
