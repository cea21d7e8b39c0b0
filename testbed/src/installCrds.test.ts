import type { TestCluster } from './TestCluster';
import { createObjects } from './createObjects';
import { crdsFolder, installCrds } from './installCrds';
import { canRun } from './requirement';
import { startCluster } from './startCluster';

const STARTUP_MS = 120_000;

(canRun('cluster') && canRun('contracts') ? describe : describe.skip)(
  'the definitions that vendors of tenant platforms publish',
  () => {
    let cluster: TestCluster;

    beforeAll(async () => {
      cluster = await startCluster({
        name: 'definitions',
        controllerManager: false,
        scheduler: false,
        kwok: false,
      });
      await installCrds(cluster, crdsFolder());
    }, STARTUP_MS);

    afterAll(async () => {
      await cluster?.stop();
    }, STARTUP_MS);

    it('are served, and check what is written', async () => {
      const workspace = {
        apiVersion: 'tenant.kubesphere.io/v1beta1',
        kind: 'Workspace',
        metadata: { name: 'retail' },
      };
      await createObjects(cluster, [
        { ...workspace, spec: { manager: 'alice' } },
      ]);
      const kept = await cluster.client.json({
        path: '/apis/tenant.kubesphere.io/v1beta1/workspaces/retail',
      });
      expect(kept.spec).toEqual({ manager: 'alice' });
      await expect(
        createObjects(cluster, [
          {
            ...workspace,
            metadata: { name: 'other' },
            spec: { manager: ['alice'] },
          },
        ]),
      ).rejects.toThrow(/422: .*spec.manager.*must be of type string/);
    });

    it('can be installed a second time', async () => {
      await expect(installCrds(cluster, crdsFolder())).resolves.toBeUndefined();
    });
  },
);
