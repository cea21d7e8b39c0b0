import { existsSync } from 'node:fs';
import type { KubeObject, WatchEvent } from './ClusterClient';
import type { TestCluster } from './TestCluster';
import { OWN_STATUS_ANNOTATION } from './controlPlane';
import { createNodes } from './createNodes';
import { createObjects } from './createObjects';
import { eventually } from './eventually';
import { kubectl } from './kubectl';
import { canRun } from './requirement';
import { grant } from './rights';
import { startCluster } from './startCluster';

const STARTUP_MS = 120_000;
const PODS = '/api/v1/namespaces/shop/pods';

type List = {
  metadata: { resourceVersion: string; continue?: string };
  items: KubeObject[];
};

type PodStatus = {
  phase?: string;
  conditions?: Array<{ type: string; status: string }>;
};

function deployment(name: string, replicas: number): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'registry.test/shop/cart:1.0',
              resources: { requests: { cpu: '100m', memory: '64Mi' } },
            },
          ],
        },
      },
    },
  };
}

function isReady(pod: KubeObject): boolean {
  const status = pod.status as PodStatus;
  return Boolean(
    status.phase === 'Running' &&
      status.conditions?.some(
        it => it.type === 'Ready' && it.status === 'True',
      ),
  );
}

/** Events of a watch up to and including the first one that `isLast` likes. */
async function eventsUntil(
  cluster: TestCluster,
  query: string,
  isLast: (event: WatchEvent) => boolean,
): Promise<WatchEvent[]> {
  const events: WatchEvent[] = [];
  for await (const event of cluster.client.watch({
    path: `${PODS}?watch=1&${query}`,
  })) {
    events.push(event);
    if (isLast(event)) return events;
  }
  return events;
}

(canRun('cluster') ? describe : describe.skip)(
  'a cluster of the test bed',
  () => {
    let cluster: TestCluster;

    beforeAll(async () => {
      cluster = await startCluster({ name: 'main' });
      await createNodes(cluster, 3, {
        zones: ['zone-a', 'zone-b'],
        gpu: { nodes: 1, perNode: 4 },
      });
      await createObjects(cluster, [
        // The namespace comes second on purpose: createObjects sorts by what needs what.
        deployment('cart', 6),
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      ]);
    }, STARTUP_MS);

    afterAll(async () => {
      await cluster?.stop();
    }, STARTUP_MS);

    const pods = async () =>
      (await cluster.client.json<List>({ path: PODS })).items;

    it('reports the version that was asked for', async () => {
      const version = await cluster.client.json<{ gitVersion: string }>({
        path: '/version',
      });
      expect(version.gitVersion).toMatch(/^v1\.36\./);
    });

    it('runs the pods of a Deployment on the nodes that the scheduler chose', async () => {
      const running = await eventually('six ready pods', async () => {
        const found = (await pods()).filter(isReady);
        return found.length === 6 && found;
      });
      const nodes = running.map(
        it => (it.spec as { nodeName: string }).nodeName,
      );
      // The scheduler spreads the replicas of one owner over empty equal nodes.
      expect(new Set(nodes)).toEqual(new Set(['node-0', 'node-1', 'node-2']));
    });

    it('has nodes with zones and GPUs that kwok reports as ready', async () => {
      const nodes = await eventually('ready nodes', async () => {
        const { items } = await cluster.client.json<List>({
          path: '/api/v1/nodes',
        });
        const areReady = items.every(it =>
          (it.status as PodStatus).conditions?.some(
            condition =>
              condition.type === 'Ready' && condition.status === 'True',
          ),
        );
        return areReady && items;
      });
      expect(
        nodes.map(it => [
          it.metadata.name,
          it.metadata.labels?.['topology.kubernetes.io/zone'],
          (it.status as { allocatable: Record<string, string> }).allocatable[
            'nvidia.com/gpu'
          ],
        ]),
      ).toEqual([
        ['node-0', 'zone-a', '4'],
        ['node-1', 'zone-b', undefined],
        ['node-2', 'zone-a', undefined],
      ]);
    });

    it('streams the initial list of a watch and marks its end with a bookmark', async () => {
      const events = await eventsUntil(
        cluster,
        'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
        it => it.type === 'BOOKMARK',
      );
      expect(events.map(it => it.type)).toEqual([
        ...Array(6).fill('ADDED'),
        'BOOKMARK',
      ]);
      expect(events[6].object.metadata.annotations).toEqual({
        'k8s.io/initial-events-end': 'true',
      });
    });

    it('adds and removes pods when kubectl scales', async () => {
      const scale = (replicas: number) =>
        kubectl(cluster, [
          ...['-n', 'shop', 'scale', 'deploy/cart'],
          `--replicas=${replicas}`,
        ]);
      await scale(9);
      await eventually('nine ready pods', async () => {
        return (await pods()).filter(isReady).length === 9;
      });
      await scale(2);
      await eventually('two pods', async () => (await pods()).length === 2);
      expect(await pods()).toHaveLength(2);
    });

    it('replaces a deleted pod', async () => {
      const [victim] = await pods();
      await cluster.client.json({
        method: 'DELETE',
        path: `${PODS}/${victim.metadata.name}`,
      });
      await eventually('another ready pod in its place', async () => {
        const others = (await pods()).filter(
          it => isReady(it) && it.metadata.uid !== victim.metadata.uid,
        );
        return others.length === 2;
      });
      const gone = await cluster.client.request({
        path: `${PODS}/${victim.metadata.name}`,
      });
      expect(gone.status).toBe(404);
    });

    it('keeps a pod status that a test wrote, although kwok runs the node', async () => {
      const broken: KubeObject = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'broken',
          namespace: 'shop',
          annotations: { [OWN_STATUS_ANNOTATION]: 'custom' },
        },
        spec: {
          nodeName: 'node-0',
          containers: [{ name: 'main', image: 'registry.test/none:1' }],
        },
        status: {
          phase: 'Pending',
          containerStatuses: [
            {
              name: 'main',
              image: 'registry.test/none:1',
              imageID: '',
              ready: false,
              restartCount: 7,
              state: { waiting: { reason: 'ImagePullBackOff' } },
            },
          ],
        },
      };
      const plain: KubeObject = {
        ...broken,
        metadata: { name: 'plain', namespace: 'shop' },
        status: undefined,
      };
      // The second pod shows that kwok had its chance: it is created later and gets ready.
      await createObjects(cluster, [broken]);
      await createObjects(cluster, [plain]);
      await eventually('the plain pod to run', async () =>
        isReady(await cluster.client.json({ path: `${PODS}/plain` })),
      );
      const kept = await cluster.client.json({ path: `${PODS}/broken` });
      expect(kept.status).toMatchObject({
        phase: 'Pending',
        containerStatuses: [
          { state: { waiting: { reason: 'ImagePullBackOff' } } },
        ],
      });
    });

    it('refuses a person until a right is granted, and then only there', async () => {
      const asBea = (path: string) =>
        cluster.client.request({ path, token: cluster.tokenOf('bea') });
      expect((await asBea(PODS)).status).toBe(403);

      await grant(cluster, {
        to: { group: 'team-b' },
        clusterRole: 'view',
        namespace: 'shop',
      });
      await eventually('the right to work', async () => {
        return (await asBea(PODS)).status === 200;
      });
      expect((await asBea('/api/v1/pods')).status).toBe(403);
    });

    it('lets the portal act as a person only with the right to impersonate', async () => {
      const asAlice = () =>
        cluster.client.request({
          path: '/api/v1/namespaces',
          token: cluster.portalToken,
          impersonate: { user: 'alice', groups: ['team-a'] },
        });
      const refused = await asAlice();
      expect(refused.status).toBe(403);
      expect(refused.body.toString()).toContain('cannot impersonate');

      await grant(
        cluster,
        { to: { user: 'portal' }, clusterRole: 'cluster-admin' },
        { to: { group: 'team-a' }, clusterRole: 'view' },
      );
      await eventually('the impersonated list', async () => {
        return (await asAlice()).status === 200;
      });
    });

    it(
      'answers 410 to a list that continues and a watch that resumes from before its history',
      async () => {
        const page = await cluster.client.json<List>({
          path: `${PODS}?limit=1`,
        });
        await createObjects(cluster, [
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'later' } },
        ]);
        await cluster.expireHistory();

        const next = encodeURIComponent(page.metadata.continue ?? '');
        const answer = await cluster.client.request({
          path: `${PODS}?limit=1&continue=${next}`,
        });
        expect(answer.status).toBe(410);
        expect(JSON.parse(answer.body.toString())).toMatchObject({
          reason: 'Expired',
        });
        const [event] = await eventsUntil(
          cluster,
          `resourceVersion=${page.metadata.resourceVersion}`,
          () => true,
        );
        expect(event).toMatchObject({
          type: 'ERROR',
          object: { code: 410, reason: 'Expired' },
        });
      },
      STARTUP_MS,
    );

    it(
      'forgets what was created after the data that is restored',
      async () => {
        await cluster.saveData('before');
        await createObjects(cluster, [
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lost' } },
        ]);
        const path = '/api/v1/namespaces/lost';
        expect((await cluster.client.request({ path })).status).toBe(200);
        await cluster.restoreData('before');
        expect((await cluster.client.request({ path })).status).toBe(404);
      },
      STARTUP_MS,
    );

    it(
      'leaves no process and no file behind when it is stopped',
      async () => {
        const { folder } = cluster;
        const pids = Object.values(cluster.pids);
        expect(pids).toHaveLength(5);
        await cluster.stop();
        expect(existsSync(folder)).toBe(false);
        for (const pid of pids) {
          expect(() => process.kill(pid, 0)).toThrow('ESRCH');
        }
      },
      STARTUP_MS,
    );
  },
);
