import { SimulatedCluster } from '../SimulatedCluster';
import { runKubernetesCases } from './kubernetes.cases';

runKubernetesCases({
  name: 'the simulated Kubernetes API',
  async open() {
    const cluster = new SimulatedCluster({
      name: 'contract',
      freshnessTimeoutMs: 200,
      tokens: {
        'admin-token': { name: 'admin', groups: ['system:masters'] },
        'alice-token': { name: 'alice', groups: ['team-a'] },
      },
    });
    const { url, caData } = await cluster.listen();
    return {
      url,
      caData,
      adminToken: 'admin-token',
      otherToken: 'alice-token',
      compact: async () => cluster.store.compact(),
      close: () => cluster.stop(),
    };
  },
});
