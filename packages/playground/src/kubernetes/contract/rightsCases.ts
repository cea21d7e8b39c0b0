import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '../KubeObject';
import type { StatusObject } from '../server/status';
import {
  configMap,
  configMaps,
  pods,
  randomName,
  type RegisterCase,
  type Subject,
} from './Subject';

const RBAC = 'rbac.authorization.k8s.io';
const REVIEWS = '/apis/authorization.k8s.io/v1';

type Review = KubeObject & {
  status: { allowed: boolean; reason?: string; denied?: boolean };
};

function binding(
  namespace: string,
  role: string,
  subject: { kind: 'User' | 'Group'; name: string },
): KubeObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: randomName('binding'), namespace },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects: [{ ...subject, apiGroup: RBAC }],
  };
}

/** `view` and the like are filled by a controller that does not run here. */
async function createReader({ client }: Subject): Promise<string> {
  const name = randomName('reader');
  await client.create(`/apis/${RBAC}/v1/clusterroles`, {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules: [
      {
        apiGroups: [''],
        resources: ['pods', 'configmaps'],
        verbs: ['get', 'list', 'watch'],
      },
    ],
  });
  return name;
}

/** Gives alice a ClusterRole of that name and these rules. */
async function grantAlice(
  { client }: Subject,
  name: string,
  rules: object[],
): Promise<void> {
  await client.create(`/apis/${RBAC}/v1/clusterroles`, {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  });
  await client.create(`/apis/${RBAC}/v1/clusterrolebindings`, {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: [{ kind: 'User', name: 'alice', apiGroup: RBAC }],
  });
}

/** A real server learns of a binding through a watch, some milliseconds later. */
async function eventually(run: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      await run();
      return;
    } catch (cause) {
      if (performance.now() > deadline) throw cause;
      await sleep(50);
    }
  }
}

async function refusal(
  { client, otherToken }: Subject,
  path: string,
  method = 'GET',
): Promise<[number, string | undefined, string | undefined, unknown]> {
  const { status, body } = await client.call<StatusObject>(path, {
    token: otherToken,
    method,
  });
  return [status, body.reason, body.message, body.details];
}

export function registerRightsCases(check: RegisterCase): void {
  check('does not know a wrong token', async ({ client }) => {
    const { status, body } = await client.get<StatusObject>('/api/v1/pods', {
      token: 'nobody',
    });
    expect([status, body]).toEqual([
      401,
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      },
    ]);
  });

  check(
    'treats nobody as anonymous, who may see the version and nothing more',
    async ({ client }) => {
      expect((await client.get('/version', { token: null })).status).toBe(200);
      const { status, body } = await client.get<StatusObject>('/api/v1/pods', {
        token: null,
      });
      expect([status, body.message]).toEqual([
        403,
        'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
      ]);
    },
  );

  check('says who may not do what where', async subject => {
    expect(await refusal(subject, '/api/v1/pods')).toEqual([
      403,
      'Forbidden',
      'pods is forbidden: User "alice" cannot list resource "pods" in API group "" at the cluster scope',
      { kind: 'pods' },
    ]);
    expect(
      await refusal(
        subject,
        '/apis/apps/v1/namespaces/shop/deployments?watch=1',
      ),
    ).toEqual([
      403,
      'Forbidden',
      'deployments.apps is forbidden: User "alice" cannot watch resource "deployments" in API group "apps" in the namespace "shop"',
      { group: 'apps', kind: 'deployments' },
    ]);
    expect(
      await refusal(subject, '/api/v1/namespaces/shop/pods/cart/log'),
    ).toEqual([
      403,
      'Forbidden',
      'pods "cart" is forbidden: User "alice" cannot get resource "pods/log" in API group "" in the namespace "shop"',
      { name: 'cart', kind: 'pods' },
    ]);
    expect(await refusal(subject, '/api/v1/namespaces/shop')).toEqual([
      403,
      'Forbidden',
      'namespaces "shop" is forbidden: User "alice" cannot get resource "namespaces" in API group "" in the namespace "shop"',
      { name: 'shop', kind: 'namespaces' },
    ]);
    expect(await refusal(subject, '/api/v1/nodes/n1', 'DELETE')).toEqual([
      403,
      'Forbidden',
      'nodes "n1" is forbidden: User "alice" cannot delete resource "nodes" in API group "" at the cluster scope',
      { name: 'n1', kind: 'nodes' },
    ]);
    expect(await refusal(subject, '/metrics')).toEqual([
      403,
      'Forbidden',
      'forbidden: User "alice" cannot get path "/metrics"',
      {},
    ]);
  });

  check('asks for rights before it looks for the kind', async subject => {
    const [status, , message] = await refusal(subject, '/api/v1/things');
    expect([status, message]).toEqual([
      403,
      'things is forbidden: User "alice" cannot list resource "things" in API group "" at the cluster scope',
    ]);
  });

  check('grants by a RoleBinding in its namespace only', async subject => {
    const { client, otherToken } = subject;
    const mine = await subject.namespace();
    const theirs = await subject.namespace();
    await client.create(
      `/apis/${RBAC}/v1/namespaces/${mine}/rolebindings`,
      binding(mine, await createReader(subject), {
        kind: 'Group',
        name: 'team-a',
      }),
    );
    await eventually(async () => {
      expect((await client.get(pods(mine), { token: otherToken })).status).toBe(
        200,
      );
    });
    expect((await client.get(pods(theirs), { token: otherToken })).status).toBe(
      403,
    );
    expect(
      (
        await client.get(`/api/v1/namespaces/${mine}/secrets`, {
          token: otherToken,
        })
      ).status,
    ).toBe(403);
    expect(
      (
        await client.post(configMaps(mine), configMap('a'), {
          token: otherToken,
        })
      ).status,
    ).toBe(403);
  });

  check(
    'grants by name, and lists only what is asked for by that name',
    async subject => {
      const { client, otherToken } = subject;
      const namespace = await subject.namespace();
      await client.create(configMaps(namespace), configMap('mine'));
      const role = randomName('reader');
      await client.create(`/apis/${RBAC}/v1/namespaces/${namespace}/roles`, {
        apiVersion: `${RBAC}/v1`,
        kind: 'Role',
        metadata: { name: role },
        rules: [
          {
            apiGroups: [''],
            resources: ['configmaps'],
            resourceNames: ['mine'],
            verbs: ['get', 'list'],
          },
        ],
      });
      const bound = binding(namespace, role, { kind: 'User', name: 'alice' });
      bound.roleRef = { apiGroup: RBAC, kind: 'Role', name: role };
      await client.create(
        `/apis/${RBAC}/v1/namespaces/${namespace}/rolebindings`,
        bound,
      );
      const asAlice = (path: string) => client.get(path, { token: otherToken });
      await eventually(async () => {
        expect((await asAlice(`${configMaps(namespace)}/mine`)).status).toBe(
          200,
        );
      });
      expect((await asAlice(`${configMaps(namespace)}/other`)).status).toBe(
        403,
      );
      expect((await asAlice(configMaps(namespace))).status).toBe(403);
      expect(
        (
          await asAlice(
            `${configMaps(namespace)}?fieldSelector=metadata.name%3Dmine`,
          )
        ).status,
      ).toBe(200);
    },
  );

  check('answers what the asker may do', async subject => {
    const { client, otherToken } = subject;
    const namespace = await subject.namespace();
    const ask = (token: string | undefined, resourceAttributes: object) =>
      client.post<Review>(
        `${REVIEWS}/selfsubjectaccessreviews`,
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes },
        },
        { token },
      );
    const wish = { namespace, verb: 'list', resource: 'pods' };
    const admin = await ask(undefined, wish);
    expect([admin.status, admin.body.kind, admin.body.status.allowed]).toEqual([
      201,
      'SelfSubjectAccessReview',
      true,
    ]);
    const before = await ask(otherToken, wish);
    expect([before.status, before.body.status]).toEqual([
      201,
      { allowed: false },
    ]);
    const reader = await createReader(subject);
    const bound = binding(namespace, reader, { kind: 'User', name: 'alice' });
    await client.create(
      `/apis/${RBAC}/v1/namespaces/${namespace}/rolebindings`,
      bound,
    );
    await eventually(async () => {
      const { body } = await ask(otherToken, wish);
      expect(body.status).toEqual({
        allowed: true,
        reason: `RBAC: allowed by RoleBinding "${bound.metadata?.name}/${namespace}" of ClusterRole "${reader}" to User "alice"`,
      });
    });
    expect(
      (await ask(otherToken, { ...wish, verb: 'delete' })).body.status.allowed,
    ).toBe(false);
  });

  check('answers for others only those who may ask', async subject => {
    const { client, otherToken } = subject;
    const namespace = await subject.namespace();
    await client.create(
      `/apis/${RBAC}/v1/namespaces/${namespace}/rolebindings`,
      binding(namespace, await createReader(subject), {
        kind: 'Group',
        name: 'team-b',
      }),
    );
    const ask = (spec: object, token?: string) =>
      client.post<Review & StatusObject>(
        `${REVIEWS}/subjectaccessreviews`,
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec,
        },
        { token },
      );
    const resourceAttributes = {
      namespace,
      verb: 'get',
      group: '',
      resource: 'pods',
      name: 'x',
    };
    await eventually(async () => {
      const { status, body } = await ask({
        user: 'bea',
        groups: ['team-b'],
        resourceAttributes,
      });
      expect([status, body.status.allowed]).toEqual([201, true]);
    });
    expect(
      (await ask({ user: 'bea', resourceAttributes })).body.status.allowed,
    ).toBe(false);
    const path = await ask({
      user: 'bea',
      nonResourceAttributes: { path: '/metrics', verb: 'get' },
    });
    expect(path.body.status.allowed).toBe(false);
    const foreign = await ask({ user: 'bea', resourceAttributes }, otherToken);
    expect([foreign.status, foreign.body.message]).toEqual([
      403,
      'subjectaccessreviews.authorization.k8s.io is forbidden: User "alice" cannot create resource "subjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope',
    ]);
    const empty = await ask({ user: 'bea' });
    expect([empty.status, empty.body.reason]).toEqual([422, 'Invalid']);
    const nobody = await ask({ resourceAttributes });
    expect([nobody.status, nobody.body.reason]).toEqual([422, 'Invalid']);
  });

  check('lists the rules that hold in a namespace', async subject => {
    const { client, otherToken } = subject;
    const namespace = await subject.namespace();
    await client.create(
      `/apis/${RBAC}/v1/namespaces/${namespace}/rolebindings`,
      binding(namespace, await createReader(subject), {
        kind: 'User',
        name: 'alice',
      }),
    );
    type Rules = KubeObject & {
      status: {
        incomplete: boolean;
        resourceRules: Array<{
          verbs: string[];
          apiGroups: string[];
          resources: string[];
        }>;
      };
    };
    const ask = (space: string) =>
      client.post<Rules>(
        `${REVIEWS}/selfsubjectrulesreviews`,
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectRulesReview',
          spec: { namespace: space },
        },
        { token: otherToken },
      );
    const readsPods = ({ status }: Rules) =>
      status.resourceRules.some(
        it =>
          it.resources.includes('pods') &&
          it.apiGroups.includes('') &&
          it.verbs.includes('list'),
      );
    await eventually(async () => {
      const { status, body } = await ask(namespace);
      expect([status, readsPods(body)]).toEqual([201, true]);
    });
    expect(readsPods((await ask('elsewhere')).body)).toBe(false);
  });

  check('acts as somebody else for those who may', async subject => {
    const { client } = subject;
    type Who = { status: { userInfo: { username: string; groups: string[] } } };
    const whoAmI = (headers: Record<string, string | string[]>) =>
      client.post<Who & StatusObject>(
        '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
        { headers },
      );
    const bea = await whoAmI({
      'impersonate-user': 'bea',
      'impersonate-group': ['team-b', 'night-shift'],
    });
    expect(bea.status).toBe(201);
    expect(bea.body.status.userInfo).toMatchObject({
      username: 'bea',
      groups: ['team-b', 'night-shift', 'system:authenticated'],
    });
    const account = await whoAmI({
      'impersonate-user': 'system:serviceaccount:shop:cart',
    });
    expect(account.body.status.userInfo.groups).toEqual([
      'system:serviceaccounts',
      'system:serviceaccounts:shop',
      'system:authenticated',
    ]);
    const { status, body } = await client.get<StatusObject>('/api/v1/pods', {
      headers: { 'impersonate-user': 'bea' },
    });
    expect([status, body.message]).toEqual([
      403,
      'pods is forbidden: User "bea" cannot list resource "pods" in API group "" at the cluster scope',
    ]);
  });

  check(
    'does not let others act as somebody else',
    async ({ client, otherToken }) => {
      const asBea = (headers: Record<string, string>) =>
        client.get<StatusObject>('/api/v1/pods', {
          token: otherToken,
          headers,
        });
      const user = await asBea({ 'impersonate-user': 'bea' });
      expect([user.status, user.body.reason, user.body.message]).toEqual([
        403,
        'Forbidden',
        'pods is forbidden: User "alice" cannot impersonate-on:user-info:list resource "pods" in API group "" at the cluster scope',
      ]);
      const groupOnly = await asBea({ 'impersonate-group': 'team-b' });
      expect([groupOnly.status, groupOnly.body.reason]).toEqual([
        400,
        'BadRequest',
      ]);
      expect(groupOnly.body.message).toContain(
        'without impersonating a user name',
      );
    },
  );

  check('lets an impersonator be only whom it was granted', async subject => {
    const { client, otherToken } = subject;
    const name = randomName('impersonator');
    await grantAlice(subject, name, [
      {
        apiGroups: [''],
        resources: ['users'],
        resourceNames: ['bea'],
        verbs: ['impersonate'],
      },
    ]);
    try {
      const message = async (headers: Record<string, string>) =>
        (
          await client.get<StatusObject>('/api/v1/pods', {
            token: otherToken,
            headers,
          })
        ).body.message;
      await eventually(async () => {
        expect(await message({ 'impersonate-user': 'bea' })).toBe(
          'pods is forbidden: User "bea" cannot list resource "pods" in API group "" at the cluster scope',
        );
      });
      expect(await message({ 'impersonate-user': 'otto' })).toMatch(
        /^users "otto" is forbidden: User "alice" cannot impersonate/,
      );
      expect(
        await message({
          'impersonate-user': 'bea',
          'impersonate-group': 'team-b',
        }),
      ).toMatch(
        /^groups "team-b" is forbidden: User "alice" cannot impersonate/,
      );
    } finally {
      await client.delete(`/apis/${RBAC}/v1/clusterrolebindings/${name}`);
    }
  });

  check('lets somebody act as another for one verb only', async subject => {
    const { client, otherToken } = subject;
    const namespace = await subject.namespace();
    const reader = await createReader(subject);
    await client.create(
      `/apis/${RBAC}/v1/namespaces/${namespace}/rolebindings`,
      binding(namespace, reader, { kind: 'User', name: 'carol' }),
    );
    const name = randomName('constrained');
    await grantAlice(subject, name, [
      {
        apiGroups: ['authentication.k8s.io'],
        resources: ['users'],
        resourceNames: ['carol'],
        verbs: ['impersonate:user-info'],
      },
      {
        apiGroups: [''],
        resources: ['pods'],
        verbs: ['impersonate-on:user-info:list'],
      },
    ]);
    try {
      const asCarol = (path: string) =>
        client.get(path, {
          token: otherToken,
          headers: { 'impersonate-user': 'carol' },
        });
      await eventually(async () => {
        expect((await asCarol(pods(namespace))).status).toBe(200);
      });
      expect((await asCarol(`${pods(namespace)}/x`)).status).toBe(403);
      expect((await asCarol(configMaps(namespace))).status).toBe(403);
    } finally {
      await client.delete(`/apis/${RBAC}/v1/clusterrolebindings/${name}`);
    }
  });
}
