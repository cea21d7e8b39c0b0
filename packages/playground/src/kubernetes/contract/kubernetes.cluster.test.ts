import { canRun, startCluster } from '@panorama/testbed';
import { runKubernetesCases } from './kubernetes.cases';

runKubernetesCases({
  name: 'the real kube-apiserver',
  canRun: canRun('cluster'),
  async open() {
    // Nothing but the API: controllers would change what a case has just written.
    const cluster = await startCluster({
      name: 'contract',
      controllerManager: false,
      scheduler: false,
      kwok: false,
    });
    return {
      url: cluster.url,
      caData: cluster.caData,
      adminToken: cluster.adminToken,
      otherToken: cluster.tokenOf('alice'),
      compact: () => cluster.expireHistory(),
      close: () => cluster.stop(),
    };
  },
});
