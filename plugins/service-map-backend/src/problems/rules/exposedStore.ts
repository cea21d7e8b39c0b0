import { perNode, type ProblemRule } from '../ProblemRule';

const STORES = new Set(['database', 'queue', 'middleware']);

export const exposedStore: ProblemRule = {
  id: 'HP08',
  group: 'availability',
  severity: 'critical',
  title: 'exposedStore',
  guard: 'Databases, queues and middleware only.',
  mustLastMs: 0,
  find: perNode(({ node, services }) => {
    if (!STORES.has(node.kind)) return undefined;
    const exposed = services.find(
      ({ type }) => type === 'NodePort' || type === 'LoadBalancer',
    );
    if (!exposed) return undefined;
    const { name: service, type } = exposed;
    return {
      texts: { service, type },
      evidence: [
        {
          type: 'kubernetes',
          at: `Service ${node.place?.cluster}/${node.place?.namespace}/${service}`,
        },
      ],
    };
  }),
};
