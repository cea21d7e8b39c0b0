import type { KubeObject } from '../KubeObject';
import type { StatusObject } from '../server/status';
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  type RegisterCase,
  type Subject,
} from './Subject';

const managersOf = ({ metadata }: KubeObject) =>
  (metadata?.managedFields ?? []).map(it => [
    it.manager,
    it.operation,
    it.fieldsV1,
  ]);

/** Applies data of the ConfigMap `a` as one of several managers. */
const applyData = <T = KubeObject>(
  { client }: Subject,
  path: string,
  manager: string,
  data: Record<string, string>,
  options: { force?: boolean } = {},
) => client.apply<T>(`${path}/a`, manager, configMap('a', data), options);

export function registerApplyCases(check: RegisterCase): void {
  check(
    'creates what is not there, and then does nothing for the same again',
    async subject => {
      const path = configMaps(await subject.namespace());
      const first = await subject.client.apply(
        `${path}/a`,
        'one',
        configMap('a', { x: '1' }, { app: 'shop' }),
      );
      expect(first.status).toBe(201);
      expect(first.body).toMatchObject({
        kind: 'ConfigMap',
        data: { x: '1' },
        metadata: { name: 'a', labels: { app: 'shop' } },
      });
      expect(managersOf(first.body)).toEqual([
        [
          'one',
          'Apply',
          {
            'f:data': { 'f:x': {} },
            'f:metadata': { 'f:labels': { 'f:app': {} } },
          },
        ],
      ]);
      const again = await subject.client.apply(
        `${path}/a`,
        'one',
        configMap('a', { x: '1' }, { app: 'shop' }),
      );
      expect(again.status).toBe(200);
      expect(again.body.metadata?.resourceVersion).toBe(
        first.body.metadata?.resourceVersion,
      );
    },
  );

  check('takes YAML', async subject => {
    const path = configMaps(await subject.namespace());
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  x: "1"\n';
    const { status, body } = await subject.client.apply(
      `${path}/a`,
      'one',
      yaml,
    );
    expect([status, body.data]).toEqual([201, { x: '1' }]);
  });

  check('merges what different managers say', async subject => {
    const path = configMaps(await subject.namespace());
    await applyData(subject, path, 'one', { x: '1' });
    const { body } = await applyData(subject, path, 'two', { y: '2' });
    expect(body.data).toEqual({ x: '1', y: '2' });
  });

  check(
    'refuses to change what another manager applied, and names the field',
    async subject => {
      const path = configMaps(await subject.namespace());
      await applyData(subject, path, 'one', { x: '1', y: '1' });
      const single = await applyData<StatusObject>(subject, path, 'two', {
        x: '2',
      });
      expect([single.status, single.body.reason, single.body.message]).toEqual([
        409,
        'Conflict',
        'Apply failed with 1 conflict: conflict with "one": .data.x',
      ]);
      expect(single.body.details?.causes).toEqual([
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "one"',
          field: '.data.x',
        },
      ]);
      const both = await applyData<StatusObject>(subject, path, 'two', {
        x: '2',
        y: '2',
      });
      expect(both.body.message).toBe(
        'Apply failed with 2 conflicts: conflicts with "one":\n- .data.x\n- .data.y',
      );
      expect((await subject.client.get(`${path}/a`)).body.data).toEqual({
        x: '1',
        y: '1',
      });
    },
  );

  check(
    'takes the field when forced, and then the other conflicts',
    async subject => {
      const path = configMaps(await subject.namespace());
      await applyData(subject, path, 'one', { x: '1' });
      const forced = await applyData(
        subject,
        path,
        'two',
        { x: '2' },
        { force: true },
      );
      expect([forced.status, forced.body.data]).toEqual([200, { x: '2' }]);
      expect(managersOf(forced.body)).toEqual([
        ['two', 'Apply', { 'f:data': { 'f:x': {} } }],
      ]);
      const back = await applyData<StatusObject>(subject, path, 'one', {
        x: '1',
      });
      expect([back.status, back.body.reason]).toEqual([409, 'Conflict']);
    },
  );

  check(
    'removes what a manager no longer says, unless another says it too',
    async subject => {
      const path = configMaps(await subject.namespace());
      await applyData(subject, path, 'one', { mine: '1', shared: '1' });
      await applyData(subject, path, 'two', { shared: '1' });
      const { body } = await applyData(subject, path, 'one', { other: '1' });
      expect(body.data).toEqual({ other: '1', shared: '1' });
    },
  );

  check(
    'removes the list item that a manager no longer says, and keeps one that another still describes',
    async subject => {
      const path = deployments(await subject.namespace());
      const withContainers = (containers: object[]) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { template: { spec: { containers } } },
      });
      await subject.client.apply(`${path}/web`, 'one', deployment('web'));
      await subject.client.apply(
        `${path}/web`,
        'two',
        withContainers([
          { name: 'side', image: 'registry.example/side:1' },
          { name: 'app', workingDir: '/work' },
        ]),
      );
      const { body } = await subject.client.apply(`${path}/web`, 'two', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', labels: { checked: 'yes' } },
      });
      const spec = body.spec as {
        template: { spec: { containers: Array<Record<string, unknown>> } };
      };
      expect(
        spec.template.spec.containers.map(it => [
          it.name,
          it.image,
          it.workingDir,
        ]),
      ).toEqual([['app', 'registry.example/app:1', undefined]]);
    },
  );

  check('conflicts with a field that was updated', async subject => {
    const path = configMaps(await subject.namespace());
    await applyData(subject, path, 'one', { x: '1' });
    await subject.client.merge(`${path}/a?fieldManager=editor`, {
      data: { x: '2' },
    });
    const { status, body } = await applyData<StatusObject>(
      subject,
      path,
      'one',
      { x: '1' },
    );
    expect(status).toBe(409);
    expect(body.message).toMatch(
      /^Apply failed with 1 conflict: conflict with "editor" using v1(?: at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?: \.data\.x$/,
    );
  });

  check('merges lists by name', async subject => {
    const path = deployments(await subject.namespace());
    const base = deployment('web', 2);
    await subject.client.apply(`${path}/web`, 'one', base);
    const { status, body } = await subject.client.apply(`${path}/web`, 'two', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        template: {
          spec: {
            containers: [{ name: 'side', image: 'registry.example/side:1' }],
          },
        },
      },
    });
    expect(status).toBe(200);
    const spec = body.spec as {
      template: {
        spec: { containers: Array<{ name: string; image: string }> };
      };
    };
    expect(
      spec.template.spec.containers.map(it => [it.name, it.image]),
    ).toEqual([
      ['app', 'registry.example/app:1'],
      ['side', 'registry.example/side:1'],
    ]);
    const conflict = await subject.client.apply<StatusObject>(
      `${path}/web`,
      'two',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          template: {
            spec: {
              containers: [{ name: 'app', image: 'registry.example/app:2' }],
            },
          },
        },
      },
    );
    expect(conflict.body.details?.causes).toEqual([
      {
        reason: 'FieldManagerConflict',
        message: 'conflict with "one"',
        field: '.spec.template.spec.containers[name="app"].image',
      },
    ]);
  });

  check('wants a field manager, and no managed fields', async subject => {
    const path = configMaps(await subject.namespace());
    const nobody = await subject.client.call<StatusObject>(`${path}/a`, {
      method: 'PATCH',
      body: configMap('a'),
      contentType: 'application/apply-patch+yaml',
    });
    expect([nobody.status, nobody.body.reason, nobody.body.message]).toEqual([
      422,
      'Invalid',
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ]);
    const owned = configMap('a', { x: '1' });
    owned.metadata = {
      ...owned.metadata,
      managedFields: [
        {
          manager: 'm',
          operation: 'Apply',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': {} },
        },
      ],
    };
    const { status, body } = await subject.client.apply<StatusObject>(
      `${path}/a`,
      'one',
      owned,
    );
    expect([status, body.reason, body.message]).toEqual([
      400,
      'BadRequest',
      'metadata.managedFields must be nil',
    ]);
  });

  check('applies in a dry run without storing', async subject => {
    const path = configMaps(await subject.namespace());
    const { status, body } = await subject.client.call(
      `${path}/a?fieldManager=one&dryRun=All`,
      {
        method: 'PATCH',
        body: configMap('a', { x: '1' }),
        contentType: 'application/apply-patch+yaml',
      },
    );
    expect([status, body.data]).toEqual([201, { x: '1' }]);
    expect((await subject.client.get(`${path}/a`)).status).toBe(404);
  });
}
