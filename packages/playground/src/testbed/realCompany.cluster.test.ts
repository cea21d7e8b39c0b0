import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canRun, eventually, type TestCluster } from '@panorama/testbed';
import { groupsOf, KUBE_GROUP_PREFIX, PEOPLE } from '../company/people';
import { CaseClient } from '../kubernetes/contract/CaseClient';
import { createPlayground, type Playground } from '../Playground';
import { startRealCompany, type RealCompany } from './startRealCompany';
import { registerWorkloadEditCases } from './workloadEditCases';

const CLUSTER = 'staging';
const PODS = 60;
const PODS_DEADLINE_MS = 120_000;

interface Workload {
  metadata: { namespace: string; name: string };
  spec: { replicas?: number };
  status: { readyReplicas?: number };
}

interface Question {
  namespace?: string;
  verb: string;
  group?: string;
  resource: string;
}

/** What an engineer of tracking asks of her own, another team's and everybody's things. */
const QUESTIONS: Question[] = [
  { namespace: 'tracking-staging', verb: 'list', resource: 'pods' },
  { namespace: 'tracking-staging', verb: 'delete', resource: 'pods' },
  {
    namespace: 'tracking-dev',
    verb: 'patch',
    group: 'apps',
    resource: 'deployments',
  },
  { namespace: 'tracking-staging', verb: 'create', resource: 'namespaces' },
  { namespace: 'scanning-staging', verb: 'list', resource: 'pods' },
  { namespace: 'scanning-staging', verb: 'get', resource: 'configmaps' },
  { namespace: 'kube-system', verb: 'list', resource: 'pods' },
  { verb: 'list', resource: 'nodes' },
  { verb: 'list', resource: 'pods' },
];

function review(email: string, { group, ...question }: Question) {
  const person = PEOPLE.find(each => each.email === email);
  if (!person) {
    throw new Error(`nobody has the address ${email}`);
  }
  return {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: {
      user: email,
      groups: groupsOf(person).map(each => `${KUBE_GROUP_PREFIX}${each}`),
      resourceAttributes: { ...question, ...(group && { group }) },
    },
  };
}

const SAR = '/apis/authorization.k8s.io/v1/subjectaccessreviews';

(canRun('cluster') ? describe : describe.skip)(
  'the company on a real cluster',
  () => {
    let stateDir: string;
    let company: RealCompany;
    let cluster: TestCluster;
    const log: string[] = [];

    beforeAll(async () => {
      stateDir = await mkdtemp(join(tmpdir(), 'real-company-'));
      company = await startRealCompany({
        pods: PODS,
        clusters: [CLUSTER],
        stateDir,
        log: line => log.push(line),
      });
      [cluster] = company.servers;
    }, 180_000);

    afterAll(async () => {
      await company?.stop();
      await rm(stateDir, { recursive: true, force: true });
    });

    const workloads = async (plural: string) =>
      (
        await cluster.client.json<{ items: Workload[] }>({
          path: `/apis/apps/v1/${plural}`,
        })
      ).items;

    it(
      'runs all pods of all Deployments and StatefulSets, none held back by a quota or a missing volume',
      async () => {
        for (const plural of ['deployments', 'statefulsets']) {
          await eventually(
            `all ${plural} are ready`,
            async () =>
              (
                await workloads(plural)
              ).every(
                ({ spec, status }) =>
                  (status.readyReplicas ?? 0) === (spec.replicas ?? 1),
              ),
            PODS_DEADLINE_MS,
          );
        }
        const { items: pods } = await cluster.client.json<{
          items: Array<{ status: { phase: string } }>;
        }>({ path: '/api/v1/pods' });
        expect(pods.length).toBeGreaterThan(PODS * 0.8);
        expect(pods.length).toBeLessThan(PODS * 1.2);
        const { items: refusals } = await cluster.client.json<{
          items: Array<{ message: string }>;
        }>({ path: '/api/v1/events?fieldSelector=reason=FailedCreate' });
        expect(refusals.map(({ message }) => message)).toEqual([]);
      },
      PODS_DEADLINE_MS * 2,
    );

    it('is what the portal may read, and no Secret', async () => {
      const statusOf = async (path: string) =>
        (await cluster.client.request({ path, token: cluster.portalToken }))
          .status;
      expect(await statusOf('/api/v1/pods?limit=1')).toBe(200);
      expect(
        await statusOf('/apis/tenant.kubesphere.io/v1beta1/workspaces'),
      ).toBe(200);
      expect(await statusOf('/api/v1/secrets?limit=1')).toBe(403);
    });

    it('says what it does, and leaves a kubeconfig that works', async () => {
      expect(log).toContainEqual(expect.stringMatching(/^staging: starting/));
      expect(company.kubeconfigs[CLUSTER]).toBe(
        join(stateDir, `kubeconfig.${CLUSTER}.json`),
      );
      await eventually('the head count is there', async () => {
        const [{ nodes, pods }] = company.clusterStates();
        return nodes > 0 && pods > 0;
      });
    });

    describe('with an edited Deployment', () => {
      let client: CaseClient;

      beforeAll(() => {
        client = new CaseClient({
          url: cluster.url,
          caData: cluster.caData,
          token: cluster.adminToken,
        });
      });

      afterAll(() => client.close());

      registerWorkloadEditCases(
        it,
        () => ({ client, namespace: 'tracking-staging', name: 'tracking-api' }),
        PODS_DEADLINE_MS,
      );
    });

    describe('asked for rights', () => {
      let playground: Playground;
      let simulated: CaseClient;

      beforeAll(async () => {
        playground = await createPlayground({
          pods: 600,
          pace: 0,
          preset: 'healthy',
          clusters: [CLUSTER],
        });
        const { server } = playground.cluster(CLUSTER);
        const token = 'administrator';
        server.tokens.add(token, { name: 'admin', groups: ['system:masters'] });
        simulated = new CaseClient({
          url: server.url,
          caData: server.caData,
          token,
        });
      }, 60_000);

      afterAll(async () => {
        simulated?.close();
        await playground?.stop();
      });

      it.each(['ma.li', 'sun.jia', 'guo.qiang', 'tang.rui', 'zhao.min'])(
        'answers for %s as the simulated cluster does',
        async id => {
          const answers = { real: {}, simulated: {} } as Record<
            'real' | 'simulated',
            Record<string, boolean>
          >;
          for (const question of QUESTIONS) {
            const body = review(`${id}@panorama.example`, question);
            const key = `${question.verb} ${question.resource} in ${
              question.namespace ?? 'all'
            }`;
            const real = await cluster.client.json<{
              status: { allowed: boolean };
            }>({ method: 'POST', path: SAR, body });
            answers.real[key] = real.status.allowed;
            const { status } = await simulated.create(SAR, body);
            answers.simulated[key] = (status as { allowed: boolean }).allowed;
          }
          expect(answers.real).toEqual(answers.simulated);
        },
      );
    });
  },
);
