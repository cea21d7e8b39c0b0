import type { StatusObject } from '../server/status';
import {
  configMap,
  configMaps,
  namesOf,
  pod,
  pods,
  type ListBody,
  type RegisterCase,
  type Subject,
} from './Subject';

async function createConfigMaps(
  { client }: Subject,
  namespace: string,
  names: string[],
): Promise<void> {
  for (const name of names)
    await client.create(configMaps(namespace), configMap(name));
}

export function registerListCases(check: RegisterCase): void {
  check(
    'lists by name, with a resourceVersion, and without kind on the items',
    async subject => {
      const namespace = await subject.namespace();
      await createConfigMaps(subject, namespace, ['b', 'a', 'a-b', 'a.b']);
      const { status, body } = await subject.client.get<ListBody>(
        configMaps(namespace),
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({
        kind: 'ConfigMapList',
        apiVersion: 'v1',
        metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
      });
      expect(namesOf(body)).toEqual(['a', 'a-b', 'a.b', 'b']);
      expect(body.items[0].kind).toBeUndefined();
      expect(body.items[0].apiVersion).toBeUndefined();
    },
  );

  check(
    'orders a list over namespaces by namespace and name',
    async subject => {
      const first = await subject.namespace();
      const second = await subject.namespace();
      await createConfigMaps(subject, second, ['a']);
      await createConfigMaps(subject, first, ['b']);
      const { body } = await subject.client.get<ListBody>('/api/v1/configmaps');
      const places = body.items.map(
        it => `${it.metadata?.namespace}/${it.metadata?.name}`,
      );
      expect(places).toEqual([...places].sort());
      expect(places).toEqual(
        expect.arrayContaining([`${first}/b`, `${second}/a`]),
      );
    },
  );

  check(
    'gives an empty list for a namespace that does not exist',
    async ({ client }) => {
      const { status, body } = await client.get<ListBody>(
        configMaps('nowhere'),
      );
      expect([status, body.items]).toEqual([200, []]);
    },
  );

  check(
    'pages show the state of the first page, each object once',
    async subject => {
      const { client } = subject;
      const namespace = await subject.namespace();
      const path = configMaps(namespace);
      await createConfigMaps(subject, namespace, ['a', 'b', 'c', 'd', 'e']);
      const first = (await client.get<ListBody>(`${path}?limit=2`)).body;
      expect(namesOf(first)).toEqual(['a', 'b']);
      expect(first.metadata.remainingItemCount).toBe(3);
      await client.create(path, configMap('bb'));
      await client.delete(`${path}/d`);
      const second = (
        await client.get<ListBody>(
          `${path}?limit=2&continue=${first.metadata.continue}`,
        )
      ).body;
      expect(namesOf(second)).toEqual(['c', 'd']);
      expect(second.metadata).toMatchObject({
        remainingItemCount: 1,
        resourceVersion: first.metadata.resourceVersion,
      });
      const third = (
        await client.get<ListBody>(
          `${path}?limit=2&continue=${second.metadata.continue}`,
        )
      ).body;
      expect(namesOf(third)).toEqual(['e']);
      expect(third.metadata.continue ?? '').toBe('');
      expect(third.metadata.remainingItemCount).toBeUndefined();
    },
  );

  check('counts no remaining items when a selector is given', async subject => {
    const namespace = await subject.namespace();
    for (const name of ['a', 'b', 'c']) {
      await subject.client.create(
        configMaps(namespace),
        configMap(name, {}, { app: 'x' }),
      );
    }
    const { body } = await subject.client.get<ListBody>(
      `${configMaps(namespace)}?limit=1&labelSelector=app%3Dx`,
    );
    expect(namesOf(body)).toEqual(['a']);
    expect(body.metadata.continue).toEqual(expect.any(String));
    expect(body.metadata.remainingItemCount).toBeUndefined();
  });

  check(
    'refuses a continue token that is none, and one together with a resourceVersion',
    async subject => {
      const namespace = await subject.namespace();
      await createConfigMaps(subject, namespace, ['a', 'b']);
      const path = configMaps(namespace);
      const broken = await subject.client.get<StatusObject>(
        `${path}?limit=1&continue=nonsense`,
      );
      expect([broken.status, broken.body.reason]).toEqual([400, 'BadRequest']);
      const { body } = await subject.client.get<ListBody>(`${path}?limit=1`);
      const both = await subject.client.get<StatusObject>(
        `${path}?limit=1&resourceVersion=${body.metadata.resourceVersion}&continue=${body.metadata.continue}`,
      );
      expect([both.status, both.body.reason, both.body.message]).toEqual([
        400,
        'BadRequest',
        'specifying resource version is not allowed when using continue',
      ]);
    },
  );

  check('selects by labels', async subject => {
    const namespace = await subject.namespace();
    const path = configMaps(namespace);
    await subject.client.create(
      path,
      configMap('web-prod', {}, { app: 'web', env: 'prod' }),
    );
    await subject.client.create(
      path,
      configMap('web-test', {}, { app: 'web', env: 'test' }),
    );
    await subject.client.create(
      path,
      configMap('db-prod', {}, { app: 'db', env: 'prod' }),
    );
    await subject.client.create(path, configMap('bare'));
    const table: Array<[selector: string, expected: string[]]> = [
      ['app=web', ['web-prod', 'web-test']],
      ['app==web,env=prod', ['web-prod']],
      ['app!=web', ['bare', 'db-prod']],
      ['app', ['db-prod', 'web-prod', 'web-test']],
      ['!app', ['bare']],
      ['env in (prod,test),app notin (db)', ['web-prod', 'web-test']],
      ['env notin (prod)', ['bare', 'web-test']],
    ];
    for (const [selector, expected] of table) {
      const { body } = await subject.client.get<ListBody>(
        `${path}?labelSelector=${encodeURIComponent(selector)}`,
      );
      expect([selector, namesOf(body)]).toEqual([selector, expected]);
    }
    const { status, body } = await subject.client.get<StatusObject>(
      `${path}?labelSelector=${encodeURIComponent('a in (')}`,
    );
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
  });

  check('selects pods by node, phase and name', async subject => {
    const namespace = await subject.namespace();
    const path = pods(namespace);
    await subject.client.create(path, pod('placed', { nodeName: 'node-1' }));
    await subject.client.create(path, pod('waiting'));
    await subject.client.merge(`${path}/placed/status`, {
      status: { phase: 'Running' },
    });
    const table: Array<[selector: string, expected: string[]]> = [
      ['spec.nodeName=node-1', ['placed']],
      ['spec.nodeName=', ['waiting']],
      ['spec.nodeName!=node-1', ['waiting']],
      ['status.phase=Running', ['placed']],
      ['status.phase=Pending', ['waiting']],
      ['metadata.name=waiting', ['waiting']],
      [`metadata.namespace=${namespace},status.phase!=Running`, ['waiting']],
    ];
    for (const [selector, expected] of table) {
      const { body } = await subject.client.get<ListBody>(
        `${path}?fieldSelector=${encodeURIComponent(selector)}`,
      );
      expect([selector, namesOf(body)]).toEqual([selector, expected]);
    }
  });

  check('refuses a field that a kind does not select by', async subject => {
    const namespace = await subject.namespace();
    for (const path of [pods(namespace), configMaps(namespace)]) {
      const { status, body } = await subject.client.get<StatusObject>(
        `${path}?fieldSelector=spec.colour%3Dred`,
      );
      expect([status, body.reason]).toEqual([400, 'BadRequest']);
      expect(body.message).toContain('spec.colour');
    }
  });

  check(
    'gives exactly an older state, and one not older than another',
    async subject => {
      const { client } = subject;
      const namespace = await subject.namespace();
      const path = configMaps(namespace);
      await client.create(path, configMap('a'));
      const { resourceVersion } = (await client.get<ListBody>(path)).body
        .metadata;
      const { metadata } = await client.create(path, configMap('b'));
      const exact = await client.get<ListBody>(
        `${path}?resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`,
      );
      expect(namesOf(exact.body)).toEqual(['a']);
      expect(exact.body.metadata.resourceVersion).toBe(resourceVersion);
      const paged = await client.get<ListBody>(
        `${path}?resourceVersion=${resourceVersion}&limit=10`,
      );
      expect(namesOf(paged.body)).toEqual(['a']);
      const newer = await client.get<ListBody>(
        `${path}?resourceVersion=${metadata?.resourceVersion}&resourceVersionMatch=NotOlderThan`,
      );
      expect(namesOf(newer.body)).toEqual(['a', 'b']);
    },
  );

  check('does not know a resourceVersion of the future', async subject => {
    const namespace = await subject.namespace();
    const { status, body } = await subject.client.get<StatusObject>(
      `${configMaps(
        namespace,
      )}?resourceVersion=999999999&resourceVersionMatch=NotOlderThan`,
    );
    expect([status, body.reason]).toEqual([504, 'Timeout']);
    expect(body.message).toMatch(
      /^Timeout: Too large resource version: 999999999, current: \d+$/,
    );
    expect(body.details).toEqual({
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    });
  });

  check('refuses options that do not go together', async ({ client }) => {
    const table: Array<[query: string, message: string]> = [
      [
        'resourceVersionMatch=Exact',
        'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
      ],
      [
        'resourceVersion=0&resourceVersionMatch=Exact',
        'resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
      ],
      [
        'sendInitialEvents=true',
        'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list',
      ],
      [
        'watch=1&resourceVersionMatch=NotOlderThan',
        'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ],
    ];
    for (const [query, message] of table) {
      const { status, body } = await client.get<StatusObject>(
        `/api/v1/pods?${query}`,
      );
      expect([query, status, body.reason, body.message]).toEqual([
        query,
        422,
        'Invalid',
        `ListOptions.meta.k8s.io "" is invalid: ${message}`,
      ]);
      expect(body.details).toMatchObject({
        group: 'meta.k8s.io',
        kind: 'ListOptions',
      });
    }
  });

  check('gives metadata alone when asked', async subject => {
    const namespace = await subject.namespace();
    await subject.client.create(
      configMaps(namespace),
      configMap('a', { secret: 'x' }),
    );
    const { body } = await subject.client.get<ListBody>(configMaps(namespace), {
      accept:
        'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
    });
    expect(body).toMatchObject({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
    });
    expect(body.items[0].metadata?.name).toBe('a');
    expect(body.items[0]).not.toHaveProperty('data');
  });

  check('compresses a large list for those who accept it', async subject => {
    const namespace = await subject.namespace();
    const data = { text: 'abcdefgh'.repeat(4_000) };
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await subject.client.create(configMaps(namespace), configMap(name, data));
    }
    const headers = { 'accept-encoding': 'gzip' };
    const large = await subject.client.bytes(configMaps(namespace), {
      headers,
    });
    expect(large.headers['content-encoding']).toBe('gzip');
    expect(
      namesOf(JSON.parse(large.bytes.toString()) as ListBody),
    ).toHaveLength(6);
    const small = await subject.client.bytes(
      `${configMaps(namespace)}?limit=1`,
      { headers },
    );
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  check(
    'forgets: an old state and an old page are 410, and the rest of the pages can be had as they are now',
    async subject => {
      const { client } = subject;
      const namespace = await subject.namespace();
      const path = configMaps(namespace);
      await createConfigMaps(subject, namespace, ['a', 'b', 'c']);
      const first = (await client.get<ListBody>(`${path}?limit=1`)).body;
      await client.create(path, configMap('d'));
      await subject.compact();
      const exact = await client.get<StatusObject>(
        `${path}?resourceVersion=${first.metadata.resourceVersion}&resourceVersionMatch=Exact`,
      );
      expect([exact.status, exact.body.reason, exact.body.message]).toEqual([
        410,
        'Expired',
        'The resourceVersion for the provided list is too old.',
      ]);
      const page = await client.get<StatusObject>(
        `${path}?limit=1&continue=${first.metadata.continue}`,
      );
      expect([page.status, page.body.reason]).toEqual([410, 'Expired']);
      expect(page.body.message).toMatch(
        /^The provided continue parameter is too old to display a consistent list result/,
      );
      const rest = await client.get<ListBody>(
        `${path}?continue=${page.body.metadata.continue}`,
      );
      expect(namesOf(rest.body)).toEqual(['b', 'c', 'd']);
    },
  );
}
