import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canRun,
  createObjects,
  startCluster,
  type KubeObject,
  type TestCluster,
} from '@panorama/testbed';
import { parse } from 'yaml';
import { InventoryClient } from './InventoryClient';
import { waitFor, workerForTests } from './testUtils/inventory';

const DOCUMENT = join(__dirname, '../../../../docs/operate/clusters.md');
const RBAC = 'rbac.authorization.k8s.io';

interface Role extends KubeObject {
  rules: Array<{ apiGroups: string[]; resources: string[]; verbs: string[] }>;
}

/** The ClusterRole that operators are told to apply, out of the page itself. */
function documentedRole(): Role {
  const blocks = readFileSync(DOCUMENT, 'utf8').matchAll(
    /```yaml\n([\s\S]*?)```/g,
  );
  for (const [, yaml] of blocks) {
    const object = parse(yaml);
    if (object?.kind === 'ClusterRole') {
      return object;
    }
  }
  throw new Error(`${DOCUMENT} shows no ClusterRole`);
}

/** A service account that has this role and no other right, with a token of its own. */
async function accountWith(cluster: TestCluster, role: Role): Promise<string> {
  const { name } = role.metadata;
  await createObjects(cluster, [
    role,
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: 'default' },
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'default' }],
    } as KubeObject,
  ]);
  const { status } = await cluster.client.json<{ status: { token: string } }>({
    method: 'POST',
    path: `/api/v1/namespaces/default/serviceaccounts/${name}/token`,
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    },
  });
  return status.token;
}

(canRun('cluster') ? describe : describe.skip)(
  'an account of a real cluster',
  () => {
    let cluster: TestCluster;
    let inventory: InventoryClient;
    const log: string[] = [];
    const open = async (name: string, role: Role) => {
      const token = await accountWith(cluster, role);
      await inventory.openCluster({
        name,
        url: cluster.url,
        caData: cluster.caData,
        auth: { type: 'token', token },
      });
      return token;
    };
    const status = (name: string) =>
      inventory.statuses().find(known => known.name === name);
    const forbidden = (name: string) =>
      status(name)?.missingKinds.flatMap(({ kind, reason }) =>
        reason === 'forbidden' ? kind : [],
      );

    beforeAll(async () => {
      cluster = await startCluster({
        name: 'rights',
        kwok: false,
        controllerManager: false,
        scheduler: false,
      });
      const write = (text: string) => log.push(text);
      inventory = new InventoryClient({
        logger: { debug: write, info: write, warn: write, error: write },
        worker: workerForTests(),
      });
    }, 180_000);

    afterAll(async () => {
      await inventory?.stop();
      await cluster?.stop();
    });

    it('with the documented role reads every kind that the cluster serves, and no Secret', async () => {
      const token = await open('documented', documentedRole());
      await waitFor(() => status('documented')?.freshness === 'live', 60_000);
      await waitFor(
        () =>
          inventory.objects.count(`clusterroles.${RBAC}`, 'documented') > 10 &&
          inventory.objects.count('namespaces', 'documented') > 0 &&
          inventory.objects.count('services', 'documented') > 0,
        60_000,
      );
      // Installed by choice; when they are known to be missing, all kinds were asked for.
      await waitFor(
        () => status('documented')!.missingKinds.length === 4,
        60_000,
      );
      expect(status('documented')!.missingKinds).toEqual(
        [
          'workspacerolebindings.iam.kubesphere.io',
          'workspaces.tenant.kubesphere.io',
          'gateways.gateway.networking.k8s.io',
          'httproutes.gateway.networking.k8s.io',
        ].map(kind => ({ kind, reason: 'not-served' })),
      );
      expect(log.filter(line => line.includes('may not'))).toEqual([]);
      const secrets = await cluster.client.request({
        path: '/api/v1/secrets',
        token,
      });
      expect(secrets.status).toBe(403);
    }, 120_000);

    it('with a narrower role is told which kinds it may not read, each once, and shows the rest', async () => {
      const role = documentedRole();
      await open('narrow', {
        ...role,
        metadata: { name: 'narrow-reader' },
        rules: role.rules.map(rule => ({
          ...rule,
          resources: rule.resources.filter(
            resource => resource !== 'configmaps' && resource !== 'roles',
          ),
        })),
      });
      await waitFor(() => status('narrow')?.freshness === 'live', 60_000);
      await waitFor(() => forbidden('narrow')?.length === 2, 60_000);
      expect(forbidden('narrow')?.sort()).toEqual([
        'configmaps',
        `roles.${RBAC}`,
      ]);
      expect(status('narrow')?.problem).toBeUndefined();
      const named = () =>
        log.flatMap(
          line =>
            /^narrow: the portal may not list and watch (.*)$/
              .exec(line)?.[1]
              .split(', ') ?? [],
        );
      await waitFor(() => named().length >= 2);
      expect(named().sort()).toEqual(['configmaps', `roles.${RBAC}`]);
    }, 120_000);
  },
);
