import type { StatusObject } from '../server/status';
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  type RegisterCase,
} from './Subject';

export function registerWriteCases(check: RegisterCase): void {
  check(
    'creates an object with an identity and gives it back',
    async subject => {
      const namespace = await subject.namespace();
      const { status, body } = await subject.client.post(
        configMaps(namespace),
        configMap('a', { x: '1' }),
      );
      expect(status).toBe(201);
      expect(body).toMatchObject({
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: {
          name: 'a',
          namespace,
          uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
          resourceVersion: expect.stringMatching(/^\d+$/),
          creationTimestamp: expect.stringMatching(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
          ),
        },
        data: { x: '1' },
      });
      expect(
        (await subject.client.get(`${configMaps(namespace)}/a`)).body,
      ).toEqual(body);
    },
  );

  check('makes up a name', async subject => {
    const namespace = await subject.namespace();
    const { body } = await subject.client.post(configMaps(namespace), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { generateName: 'made-' },
    });
    expect(body.metadata?.name).toMatch(/^made-[bcdfghjklmnpqrstvwxz2-9]{5}$/);
    expect(body.metadata?.generateName).toBe('made-');
  });

  check(
    'says in one shape what already exists and what does not',
    async subject => {
      const namespace = await subject.namespace();
      const path = deployments(namespace);
      await subject.client.create(path, deployment('web'));
      const twice = await subject.client.post<StatusObject>(
        path,
        deployment('web'),
      );
      expect([twice.status, twice.body]).toEqual([
        409,
        {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: 'deployments.apps "web" already exists',
          reason: 'AlreadyExists',
          details: { name: 'web', group: 'apps', kind: 'deployments' },
          code: 409,
        },
      ]);
      const missing = await subject.client.get<StatusObject>(`${path}/nobody`);
      expect([missing.status, missing.body]).toEqual([
        404,
        {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: 'deployments.apps "nobody" not found',
          reason: 'NotFound',
          details: { name: 'nobody', group: 'apps', kind: 'deployments' },
          code: 404,
        },
      ]);
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const { status, body } = await subject.client.call<StatusObject>(
          `${path}/nobody`,
          {
            method,
            ...(method !== 'DELETE' && { body: deployment('nobody') }),
            ...(method === 'PATCH' && {
              contentType: 'application/merge-patch+json',
            }),
          },
        );
        expect([method, status, body.reason]).toEqual([
          method,
          404,
          'NotFound',
        ]);
      }
    },
  );

  check(
    'creates nothing in a namespace that does not exist',
    async ({ client }) => {
      const { status, body } = await client.post<StatusObject>(
        configMaps('nowhere'),
        configMap('a'),
      );
      expect([status, body.reason, body.message, body.details]).toEqual([
        404,
        'NotFound',
        'namespaces "nowhere" not found',
        { name: 'nowhere', kind: 'namespaces' },
      ]);
    },
  );

  check('refuses names that break the rules', async subject => {
    const path = configMaps(await subject.namespace());
    const { status, body } = await subject.client.post<StatusObject>(
      path,
      configMap('Not_Good'),
    );
    expect([status, body.reason]).toEqual([422, 'Invalid']);
    expect(body.message).toMatch(
      /^ConfigMap "Not_Good" is invalid: metadata\.name: Invalid value: "Not_Good": a lowercase RFC 1123 subdomain must consist of/,
    );
    expect(body.details).toMatchObject({ name: 'Not_Good', kind: 'ConfigMap' });
    expect(body.details?.causes).toEqual([
      {
        reason: 'FieldValueInvalid',
        field: 'metadata.name',
        message: expect.stringMatching(
          /^Invalid value: "Not_Good": a lowercase/,
        ),
      },
    ]);
    const nameless = await subject.client.post<StatusObject>(path, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {},
    });
    expect([nameless.status, nameless.body.reason]).toEqual([422, 'Invalid']);
    expect(nameless.body.details?.causes).toEqual([
      {
        reason: 'FieldValueRequired',
        field: 'metadata.name',
        message: 'Required value: name or generateName is required',
      },
    ]);
    const dotted = await subject.client.post<StatusObject>(
      '/api/v1/namespaces',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a.b' } },
    );
    expect([dotted.status, dotted.body.reason]).toEqual([422, 'Invalid']);
  });

  check('refuses a body of another kind, place or format', async subject => {
    const namespace = await subject.namespace();
    const path = configMaps(namespace);
    const kind = await subject.client.post<StatusObject>(path, {
      ...configMap('a'),
      kind: 'Secret',
    });
    expect([kind.status, kind.body.reason]).toEqual([400, 'BadRequest']);
    const place = await subject.client.post<StatusObject>(path, {
      ...configMap('a'),
      metadata: { name: 'a', namespace: 'other' },
    });
    expect([place.status, place.body.reason, place.body.message]).toEqual([
      400,
      'BadRequest',
      'the namespace of the provided object does not match the namespace sent on the request',
    ]);
    const format = await subject.client.post<StatusObject>(path, 'hello', {
      contentType: 'text/plain',
    });
    expect([format.status, format.body.reason]).toEqual([
      415,
      'UnsupportedMediaType',
    ]);
    const broken = await subject.client.post<StatusObject>(path, '{"kind":');
    expect([broken.status, broken.body.reason]).toEqual([400, 'BadRequest']);
  });

  check('replaces only the version that was read', async subject => {
    const path = configMaps(await subject.namespace());
    const created = await subject.client.create(
      path,
      configMap('a', { x: '1' }),
    );
    const updated = await subject.client.put(`${path}/a`, {
      ...created,
      data: { x: '2' },
    });
    expect([updated.status, updated.body.data]).toEqual([200, { x: '2' }]);
    expect(updated.body.metadata?.uid).toBe(created.metadata?.uid);
    const stale = await subject.client.put<StatusObject>(`${path}/a`, {
      ...created,
      data: { x: '3' },
    });
    expect([stale.status, stale.body]).toEqual([
      409,
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message:
          'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
        reason: 'Conflict',
        details: { name: 'a', kind: 'configmaps' },
        code: 409,
      },
    ]);
    const blind = await subject.client.put(
      `${path}/a`,
      configMap('a', { x: '4' }),
    );
    expect([blind.status, blind.body.data]).toEqual([200, { x: '4' }]);
  });

  check('does not write what does not change', async subject => {
    const path = configMaps(await subject.namespace());
    const created = await subject.client.create(
      path,
      configMap('a', { x: '1' }),
    );
    const same = await subject.client.merge(`${path}/a`, { data: { x: '1' } });
    expect(same.body.metadata?.resourceVersion).toBe(
      created.metadata?.resourceVersion,
    );
  });

  check('merges a patch and removes what is null', async subject => {
    const path = configMaps(await subject.namespace());
    const created = await subject.client.create(
      path,
      configMap('a', { x: '1', y: '1' }, { app: 'shop', tier: 'web' }),
    );
    const { status, body } = await subject.client.merge(`${path}/a`, {
      metadata: { labels: { tier: null, zone: 'z1' } },
      data: { x: null, z: '3' },
    });
    expect([status, body.data, body.metadata?.labels]).toEqual([
      200,
      { y: '1', z: '3' },
      { app: 'shop', zone: 'z1' },
    ]);
    const stale = await subject.client.merge<StatusObject>(`${path}/a`, {
      metadata: { resourceVersion: created.metadata?.resourceVersion },
      data: { y: '2' },
    });
    expect([stale.status, stale.body.reason]).toEqual([409, 'Conflict']);
  });

  check(
    'patches by JSON patch, and not at all when a test fails',
    async subject => {
      const path = configMaps(await subject.namespace());
      await subject.client.create(path, configMap('a', { x: '1' }));
      const patch = (body: unknown) =>
        subject.client.call<StatusObject & { data: unknown }>(`${path}/a`, {
          method: 'PATCH',
          body,
          contentType: 'application/json-patch+json',
        });
      const done = await patch([
        { op: 'test', path: '/data/x', value: '1' },
        { op: 'replace', path: '/data/x', value: '2' },
        { op: 'add', path: '/data/y', value: '3' },
      ]);
      expect([done.status, done.body.data]).toEqual([200, { x: '2', y: '3' }]);
      const failed = await patch([
        { op: 'test', path: '/data/x', value: '1' },
        { op: 'remove', path: '/data/y' },
      ]);
      expect([failed.status, failed.body.reason]).toEqual([422, 'Invalid']);
      expect((await subject.client.get(`${path}/a`)).body.data).toEqual({
        x: '2',
        y: '3',
      });
    },
  );

  check('refuses a patch of an unknown format', async subject => {
    const path = configMaps(await subject.namespace());
    await subject.client.create(path, configMap('a'));
    const { status, body } = await subject.client.call<StatusObject>(
      `${path}/a`,
      { method: 'PATCH', body: {}, contentType: 'application/json' },
    );
    expect([status, body.reason]).toEqual([415, 'UnsupportedMediaType']);
  });

  check('keeps identity: another name or uid is refused', async subject => {
    const path = configMaps(await subject.namespace());
    const created = await subject.client.create(path, configMap('a'));
    const renamed = await subject.client.put<StatusObject>(
      `${path}/a`,
      configMap('b'),
    );
    expect([renamed.status, renamed.body.reason, renamed.body.message]).toEqual(
      [
        400,
        'BadRequest',
        'the name of the object (b) does not match the name on the URL (a)',
      ],
    );
    const other = {
      ...created,
      metadata: { name: 'a', uid: '00000000-0000-4000-8000-000000000000' },
    };
    const replaced = await subject.client.put<StatusObject>(`${path}/a`, other);
    expect([replaced.status, replaced.body.reason]).toEqual([409, 'Conflict']);
    expect(replaced.body.message).toContain(
      'Precondition failed: UID in precondition',
    );
  });

  check(
    'writes object and status apart, and counts generations of the first',
    async subject => {
      const path = deployments(await subject.namespace());
      const created = await subject.client.create(path, deployment('web', 1));
      expect(created.metadata?.generation).toBe(1);
      const status = await subject.client.merge(`${path}/web/status`, {
        status: { replicas: 1 },
        spec: { replicas: 9 },
      });
      expect(status.body).toMatchObject({
        spec: { replicas: 1 },
        status: { replicas: 1 },
        metadata: { generation: 1 },
      });
      const spec = await subject.client.merge(`${path}/web`, {
        spec: { replicas: 2 },
        status: { replicas: 7 },
      });
      expect(spec.body).toMatchObject({
        spec: { replicas: 2 },
        status: { replicas: 1 },
        metadata: { generation: 2 },
      });
      const label = await subject.client.merge(`${path}/web`, {
        metadata: { labels: { x: 'y' } },
      });
      expect(label.body.metadata?.generation).toBe(2);
    },
  );

  check('scales by the scale subresource', async subject => {
    const path = deployments(await subject.namespace());
    await subject.client.create(path, deployment('web', 1));
    const scale = await subject.client.get(`${path}/web/scale`);
    expect(scale.body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'web' },
      spec: { replicas: 1 },
      status: { selector: 'app=web' },
    });
    const scaled = await subject.client.merge(`${path}/web/scale`, {
      spec: { replicas: 3 },
    });
    expect([scaled.status, scaled.body.spec]).toEqual([200, { replicas: 3 }]);
    expect((await subject.client.get(`${path}/web`)).body.spec).toMatchObject({
      replicas: 3,
    });
  });

  check('stores nothing in a dry run', async subject => {
    const path = configMaps(await subject.namespace());
    const created = await subject.client.post(
      `${path}?dryRun=All`,
      configMap('a', { x: '1' }),
    );
    expect([created.status, created.body.data]).toEqual([201, { x: '1' }]);
    expect(created.body.metadata?.uid).toEqual(expect.any(String));
    expect(created.body.metadata?.resourceVersion).toBeUndefined();
    expect((await subject.client.get(`${path}/a`)).status).toBe(404);
    const real = await subject.client.create(path, configMap('b', { x: '1' }));
    const patched = await subject.client.merge(`${path}/b?dryRun=All`, {
      data: { x: '2' },
    });
    expect(patched.body.data).toEqual({ x: '2' });
    await subject.client.delete(`${path}/b?dryRun=All`);
    expect((await subject.client.get(`${path}/b`)).body).toEqual(real);
    const odd = await subject.client.post<StatusObject>(
      `${path}?dryRun=Some`,
      configMap('c'),
    );
    expect([odd.status, odd.body.reason]).toEqual([422, 'Invalid']);
    expect(odd.body.message).toBe(
      'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Some"]: supported values: "All"',
    );
  });

  check('does not allow methods where they make no sense', async subject => {
    const path = configMaps(await subject.namespace());
    const { status, body } = await subject.client.put<StatusObject>(
      path,
      configMap('a'),
    );
    expect([status, body.reason]).toEqual([405, 'MethodNotAllowed']);
  });
}
