import { perNode, type ProblemRule } from '../ProblemRule';

export const serviceWithoutPods: ProblemRule = {
  id: 'HP05',
  group: 'availability',
  severity: 'warning',
  title: 'serviceWithoutPods',
  guard:
    'The Service has a selector, its endpoints are counted, and nobody scaled it to zero.',
  mustLastMs: 3 * 60_000,
  find: perNode(({ node, services, workloads }) => {
    const isOff =
      workloads.length > 0 && workloads.every(({ desired }) => desired === 0);
    const empty = services.filter(
      ({ hasSelector, readyEndpoints }) => hasSelector && readyEndpoints === 0,
    );
    if (isOff || empty.length === 0) return undefined;
    const place = `${node.place?.cluster}/${node.place?.namespace}`;
    return {
      texts: { service: empty[0].name },
      numbers: { services: empty.length },
      evidence: empty.map(({ name }) => ({
        type: 'kubernetes',
        at: `Service ${place}/${name}`,
      })),
    };
  }),
};
