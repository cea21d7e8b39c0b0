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
import { RBAC, binding, createReader, eventually } from './grants';

const REVIEWS = '/apis/authorization.k8s.io/v1';

type Review = KubeObject & {
  status: { allowed: boolean; reason?: string; denied?: boolean };
};

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
}
