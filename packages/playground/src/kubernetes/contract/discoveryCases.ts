import type { RegisterCase } from './Subject';

type Resources = {
  kind: string;
  groupVersion: string;
  resources: Array<{
    name: string;
    kind: string;
    namespaced: boolean;
    verbs: string[];
    shortNames?: string[];
    singularName: string;
  }>;
};

export function registerDiscoveryCases(check: RegisterCase): void {
  check('says its version', async ({ client }) => {
    const { status, body } = await client.get<Record<string, string>>(
      '/version',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      major: '1',
      minor: expect.any(String),
      gitVersion: expect.stringMatching(/^v1\.\d+\.\d+/),
    });
  });

  check('says that it is ready in plain text', async ({ client }) => {
    for (const path of ['/readyz', '/livez', '/healthz']) {
      const { status, bytes, headers } = await client.bytes(path);
      expect([status, bytes.toString(), headers['content-type']]).toEqual([
        200,
        'ok',
        'text/plain; charset=utf-8',
      ]);
    }
  });

  check('names the core version', async ({ client }) => {
    const { body } = await client.get<{ kind: string; versions: string[] }>(
      '/api',
    );
    expect(body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
  });

  check('lists groups with their preferred version', async ({ client }) => {
    const { body } = await client.get<{
      kind: string;
      apiVersion: string;
      groups: Array<{ name: string }>;
    }>('/apis');
    expect(body).toMatchObject({ kind: 'APIGroupList', apiVersion: 'v1' });
    expect(body.groups.find(it => it.name === 'apps')).toEqual({
      name: 'apps',
      versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
      preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
    });
    const group = await client.get('/apis/apps');
    expect(group.body).toMatchObject({
      kind: 'APIGroup',
      apiVersion: 'v1',
      name: 'apps',
    });
  });

  check(
    'describes kinds, their short names and subresources',
    async ({ client }) => {
      const core = (await client.get<Resources>('/api/v1')).body;
      expect(core).toMatchObject({
        kind: 'APIResourceList',
        groupVersion: 'v1',
      });
      expect(core.resources.find(it => it.name === 'pods')).toMatchObject({
        kind: 'Pod',
        singularName: 'pod',
        namespaced: true,
        shortNames: ['po'],
        verbs: [
          'create',
          'delete',
          'deletecollection',
          'get',
          'list',
          'patch',
          'update',
          'watch',
        ],
      });
      expect(core.resources.find(it => it.name === 'nodes')).toMatchObject({
        namespaced: false,
      });
      const apps = (await client.get<Resources>('/apis/apps/v1')).body;
      const names = apps.resources.map(it => it.name);
      expect(names).toEqual(
        expect.arrayContaining([
          'deployments',
          'deployments/scale',
          'deployments/status',
        ]),
      );
    },
  );

  check(
    'answers an unknown path, group or kind with plain text',
    async ({ client }) => {
      for (const path of [
        '/nothing',
        '/apis/nothing.example',
        '/apis/nothing.example/v1/things',
      ]) {
        const { status, bytes, headers } = await client.bytes(path);
        expect([
          path,
          status,
          bytes.toString(),
          headers['content-type'],
        ]).toEqual([
          path,
          404,
          '404 page not found\n',
          'text/plain; charset=utf-8',
        ]);
      }
    },
  );

  check(
    'answers an unknown kind or subresource of a known group with a Status',
    async ({ client }) => {
      for (const path of [
        '/api/v1/things',
        '/apis/apps/v1/namespaces/x/things/y',
        '/api/v1/namespaces/x/configmaps/y/scale',
      ]) {
        const { status, body } = await client.get(path);
        expect([path, status, body]).toEqual([
          path,
          404,
          {
            kind: 'Status',
            apiVersion: 'v1',
            metadata: {},
            status: 'Failure',
            message: 'the server could not find the requested resource',
            reason: 'NotFound',
            details: {},
            code: 404,
          },
        ]);
      }
    },
  );
}
