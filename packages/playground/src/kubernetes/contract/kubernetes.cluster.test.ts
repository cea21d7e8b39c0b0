import { canRun, startCluster } from '@panorama/testbed';
import { runKubernetesCases } from './kubernetes.cases';

if (canRun('cluster')) {
  runKubernetesCases({
    name: 'the real kube-apiserver',
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
} else {
  describe.skip('the real kube-apiserver', () => {
    it('runs the cases of kubernetes.cases.ts', () => undefined);
  });
}
