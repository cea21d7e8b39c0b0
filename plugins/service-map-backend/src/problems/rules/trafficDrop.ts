import { perNode, type ProblemRule } from '../ProblemRule';

const LEFT_RATIO = 0.3;
/** Of what is quiet anyway, a drop is chance. */
const MIN_USUAL_PER_SECOND = 1;

export const trafficDrop: ProblemRule = {
  id: 'HP22',
  group: 'traffic',
  severity: 'warning',
  title: 'trafficDrop',
  guard:
    'At least one request a second is usual at this hour; for ten minutes.',
  mustLastMs: 10 * 60_000,
  find: perNode(({ measures }) => {
    const { requestsPerSecond: now, usualRequestsPerSecond: usual = 0 } =
      measures;
    if (now === undefined || usual < MIN_USUAL_PER_SECOND) return undefined;
    return now < usual * LEFT_RATIO ? { numbers: { now, usual } } : undefined;
  }),
};
