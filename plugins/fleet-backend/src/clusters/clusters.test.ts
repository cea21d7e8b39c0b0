import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { TestInventory } from '../__testUtils__/TestInventory';
import { ClusterRegistry } from './ClusterRegistry';
import { ClusterSource, FoundCluster, redacted } from './ClusterSource';
import { KubeconfigSource } from './KubeconfigSource';
import { withTimeout } from './withTimeout';

const never = new AbortController().signal;

/** Jest cannot load ES modules; Node's own `require` can. */
const loadClient = async (): Promise<
  Pick<typeof import('@kubernetes/client-node'), 'KubeConfig'>
> =>
  process.getBuiltinModule('node:module').createRequire(__filename)(
    '@kubernetes/client-node',
  );

function kubeconfig(users: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: one
  cluster: { server: 'https://10.0.0.1:6443', certificate-authority-data: Q0E= }
contexts:
- name: prod
  context: { cluster: one, user: portal }
- name: homeless
  context: { cluster: nowhere, user: portal }
- name: nobody
  context: { cluster: one, user: ghost }
users:
${users}`;
}

describe('a kubeconfig file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
    path = join(folder, 'config');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const find = (contexts?: string[]) =>
    new KubeconfigSource({ path, contexts, loadClient }).find(never);

  it('gives a cluster per context, with token and CA', async () => {
    await writeFile(
      path,
      kubeconfig('- name: portal\n  user: { token: secret }'),
    );
    const [prod] = await find(['prod']);
    expect(prod).toEqual({
      name: 'prod',
      connection: {
        name: 'prod',
        url: 'https://10.0.0.1:6443',
        caData: 'CA',
        serverName: undefined,
        skipTlsVerify: undefined,
        auth: { type: 'token', token: 'secret' },
      },
    });
  });

  it('is read again, so that a rotated token counts', async () => {
    await writeFile(path, kubeconfig('- name: portal\n  user: { token: old }'));
    const source = new KubeconfigSource({
      path,
      contexts: ['prod'],
      loadClient,
    });
    await source.find(never);
    await writeFile(path, kubeconfig('- name: portal\n  user: { token: new }'));
    expect(await source.find(never)).toMatchObject([
      { connection: { auth: { type: 'token', token: 'new' } } },
    ]);
  });

  it('may name a token file, which is read', async () => {
    await writeFile(join(folder, 'token'), 'from-file\n');
    await writeFile(
      path,
      kubeconfig(
        `- name: portal\n  user: { auth-provider: { name: tokenFile, config: { tokenFile: '${folder}/token' } } }`,
      ),
    );
    expect(await find(['prod'])).toMatchObject([
      { connection: { auth: { type: 'token', token: 'from-file' } } },
    ]);
  });

  it('may name a command that prints the token', async () => {
    const credential = JSON.stringify({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'from-command' },
    });
    await writeFile(
      path,
      kubeconfig(
        `- name: portal\n  user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: echo, args: ['${credential}'] } }`,
      ),
    );
    expect(await find(['prod'])).toMatchObject([
      { connection: { auth: { type: 'token', token: 'from-command' } } },
    ]);
  });

  it('with a command that fails is a problem of that cluster, without the secret', async () => {
    await writeFile(
      path,
      kubeconfig(
        `- name: portal\n  user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: sh, args: ['-c', 'echo token=hunter2 >&2; exit 3'] } }`,
      ),
    );
    const [prod] = await find(['prod']);
    expect(prod).toMatchObject({ problem: { code: 'bad-credentials-config' } });
    expect(JSON.stringify(prod)).not.toContain('hunter2');
  });

  it.each([
    ['missing', /has no context "missing"; it has prod, homeless, nobody/],
    ['homeless', /names a cluster that the file does not have/],
    ['nobody', /names a user that the file does not have/],
  ])('says what is wrong with context %s', async (context, message) => {
    await writeFile(
      path,
      kubeconfig('- name: portal\n  user: { token: secret }'),
    );
    const [found] = await find([context]);
    expect(found).toMatchObject({
      name: context,
      problem: {
        code: 'bad-credentials-config',
        message: expect.stringMatching(message),
      },
    });
  });

  it('that is missing or no YAML is a problem of the clusters that it should have had', async () => {
    expect(await find(['prod'])).toMatchObject([
      {
        name: 'prod',
        problem: { message: expect.stringContaining('cannot be read') },
      },
    ]);
    await writeFile(path, '{{{');
    expect(await find()).toMatchObject([{ name: path, problem: {} }]);
  });
});

describe('the registry of clusters', () => {
  class Source implements ClusterSource {
    constructor(readonly title: string, public found: FoundCluster[] | Error) {}
    async find() {
      if (this.found instanceof Error) {
        throw this.found;
      }
      return this.found;
    }
  }
  const cluster = (
    name: string,
    token = 't',
    url = 'https://x',
  ): FoundCluster => ({
    name,
    connection: { name, url, auth: { type: 'token', token } },
  });
  const logger = mockServices.logger.mock();

  async function run(...sources: Source[]) {
    jest.useFakeTimers();
    const inventory = new TestInventory();
    const registry = new ClusterRegistry({
      sources,
      inventory,
      logger,
      refreshMs: 1000,
      now: () => 5,
    });
    const controller = new AbortController();
    registry.start(controller.signal);
    await jest.advanceTimersByTimeAsync(0);
    return {
      inventory,
      registry,
      refresh: () => jest.advanceTimersByTimeAsync(1000),
      stop: () => controller.abort(),
    };
  }
  afterEach(() => {
    jest.useRealTimers();
    jest.clearAllMocks();
  });

  it('opens what it finds, and closes what is no longer there', async () => {
    const source = new Source('a', [cluster('one'), cluster('two')]);
    const { inventory, refresh, stop, registry } = await run(source);
    expect(inventory.opened.map(({ name }) => name)).toEqual(['one', 'two']);
    source.found = [cluster('two')];
    await refresh();
    expect(inventory.closed).toEqual(['one']);
    expect(registry.statuses().map(({ name }) => name)).toEqual(['two']);
    stop();
  });

  it('hands over changed credentials without opening the cluster anew', async () => {
    const source = new Source('a', [cluster('one', 'old')]);
    const { inventory, refresh, stop } = await run(source);
    await refresh();
    expect(inventory.credentials).toEqual([]);
    source.found = [cluster('one', 'new')];
    await refresh();
    expect(inventory.credentials).toEqual([
      ['one', { type: 'token', token: 'new' }],
    ]);
    expect(inventory.opened).toHaveLength(1);
    stop();
  });

  it('opens a cluster anew whose address changed', async () => {
    const source = new Source('a', [cluster('one')]);
    const { inventory, refresh, stop } = await run(source);
    source.found = [cluster('one', 't', 'https://y')];
    await refresh();
    expect(inventory.opened.map(({ url }) => url)).toEqual([
      'https://x',
      'https://y',
    ]);
    stop();
  });

  it('keeps the clusters of a source that fails as a whole', async () => {
    const source = new Source('a', [cluster('one')]);
    const { inventory, refresh, stop } = await run(source);
    source.found = new Error('catalog is away');
    await refresh();
    expect(inventory.closed).toEqual([]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('catalog is away'),
    );
    stop();
  });

  it('keeps an open cluster whose credentials cannot be renewed, and says so', async () => {
    const source = new Source('a', [cluster('one')]);
    const { inventory, refresh, stop, registry } = await run(source);
    source.found = [
      {
        name: 'one',
        problem: { code: 'bad-credentials-config', message: 'no helper' },
      },
    ];
    await refresh();
    expect(inventory.closed).toEqual([]);
    expect(registry.statuses()).toMatchObject([
      {
        name: 'one',
        freshness: 'live',
        problem: { message: 'no helper', since: 5 },
      },
    ]);
    expect(registry.connection('one')).toBeDefined();
    stop();
  });

  it('lets the first of two clusters with one name count', async () => {
    const { inventory, stop } = await run(
      new Source('a', [cluster('one', 'a')]),
      new Source('b', [cluster('one', 'b')]),
    );
    expect(inventory.opened).toMatchObject([{ auth: { token: 'a' } }]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('two clusters called "one"'),
    );
    stop();
  });

  it('fetches credentials when a cluster wants new ones, but not in a loop', async () => {
    const source = new Source('a', [cluster('one', 'old')]);
    const find = jest.spyOn(source, 'find');
    const { inventory, stop } = await run(source);
    source.found = [cluster('one', 'new')];
    inventory.wantCredentials('one');
    await jest.advanceTimersByTimeAsync(0);
    inventory.wantCredentials('one');
    await jest.advanceTimersByTimeAsync(0);
    expect(find).toHaveBeenCalledTimes(2);
    expect(inventory.credentials).toHaveLength(1);
    stop();
  });
});

describe('messages', () => {
  it.each([
    ['Authorization: Bearer abc.def', 'abc'],
    ['token=hunter2 refused', 'hunter2'],
    ['got eyJhbGciOi.eyJzdWIi.sig', 'eyJ'],
    ['-----BEGIN PRIVATE KEY----- MIIE -----END PRIVATE KEY-----', 'MIIE'],
  ])('never hold a credential: %s', (text, secret) => {
    expect(redacted(new Error(text))).not.toContain(secret);
  });

  it('name what took too long', async () => {
    await expect(
      withTimeout(new Promise(() => {}), 5, 'Getting the credentials'),
    ).rejects.toThrow('Getting the credentials took longer than 0.005 s');
  });
});
