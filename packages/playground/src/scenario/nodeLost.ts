import type { Scenario } from './Scenario';

/** Number of the node in its cluster; `hz-b-node-32` at the usual size. */
const POSITION = 31;

/** A machine stops reporting; what ran there is unknown until it comes back. */
export const nodeLost: Scenario = {
  name: 'node-lost',
  title: { en: 'A node goes silent', zh: '节点失联' },
  description: {
    en: 'One node of prod-hangzhou stops reporting. Its pods become unknown; new ones go elsewhere.',
    zh: 'prod-hangzhou 的一个节点停止上报。其上的 Pod 变为未知，新的 Pod 调度到别处。',
  },
  start(context) {
    const { live, controllers } = context.cluster('prod-hangzhou');
    const nodes = [...live.model.nodes.values()].filter(
      ({ gpus, ready }) => ready && gpus === 0,
    );
    const node = nodes[Math.min(POSITION, nodes.length - 1)];
    if (!node) {
      throw new Error('prod-hangzhou has no node that could go silent');
    }
    const tellPods = (withinMs: number) => {
      const current = live.model.nodes.get(node.name);
      for (const state of live.model.workloads.values()) {
        let isHit = false;
        for (const pod of [...state.pods.values()]) {
          if (pod.node?.name === node.name && current) {
            state.pods.set(pod.name, pod.with({ node: current }));
            isHit = true;
          }
        }
        if (isHit) {
          controllers.reassess(state, withinMs);
        }
      }
    };
    live.setNodeReady(node.name, false);
    live.events.record(
      {
        apiVersion: 'v1',
        kind: 'Node',
        namespace: '',
        name: node.name,
        uid: node.uid,
      },
      {
        type: 'Normal',
        reason: 'NodeNotReady',
        message: `Node ${node.name} status is now: NodeNotReady`,
        component: 'node-controller',
      },
    );
    tellPods(300);
    return () => {
      live.setNodeReady(node.name, true);
      tellPods(1500);
    };
  },
};
