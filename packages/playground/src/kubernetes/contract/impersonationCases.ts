import type { StatusObject } from '../server/status';
import { RBAC, binding, createReader, eventually, grantAlice } from './grants';
import { configMaps, pods, randomName, type RegisterCase } from './Subject';

export function registerImpersonationCases(check: RegisterCase): void {
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
