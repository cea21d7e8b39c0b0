import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';

const PORTAL_URL = 'http://localhost:7007';
const CALLBACK = `${PORTAL_URL}/api/auth/sso/handler/frame`;

interface ReadyLine {
  ready: true;
  controlUrl: string;
  issuer: string;
  config: string;
}

interface ConfiguredCluster {
  name: string;
  url: string;
  caData: string;
  serviceAccountToken: string;
}

function startProcess(stateDir: string): ChildProcess {
  return spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      join(__dirname, '..', 'main.ts'),
      '--state-dir',
      stateDir,
      '--pods',
      '600',
      '--pace',
      '0',
      '--portal-url',
      PORTAL_URL,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
}

async function readyLine(child: ChildProcess): Promise<ReadyLine> {
  if (!child.stdout) {
    throw new Error('the playground has no standard output');
  }
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"ready":true')) {
      return JSON.parse(line);
    }
  }
  throw new Error('the playground ended before it was ready');
}

function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode === null
    ? new Promise(resolve => child.once('exit', resolve))
    : Promise.resolve(child.exitCode);
}

/** A browser as far as sign-in needs one: cookies, and redirects one at a time. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async go(url: string, form?: Record<string, string>) {
    const response = await fetch(url, {
      redirect: 'manual',
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      headers: {
        cookie: [...this.#cookies]
          .map(([name, value]) => `${name}=${value}`)
          .join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return {
      status: response.status,
      location: location === null ? undefined : new URL(location, url).href,
      text: await response.text(),
    };
  }
}

/** A GET with the cluster's own CA; `onChunk` sees the body as it comes. */
function getFromCluster(
  cluster: ConfiguredCluster,
  path: string,
  onChunk: (text: string) => void = () => {},
) {
  const call = request(`${cluster.url}${path}`, {
    ca: Buffer.from(cluster.caData, 'base64'),
    headers: { authorization: `Bearer ${cluster.serviceAccountToken}` },
  });
  const answer = new Promise<{ status: number; text: string }>(
    (resolve, reject) => {
      call.on('error', reject);
      call.on('response', response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => {
          text += chunk;
          onChunk(text);
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text }),
        );
        response.on('error', reject);
      });
    },
  );
  call.end();
  return { answer, abort: () => call.destroy() };
}

jest.setTimeout(60_000);

describe('the playground process', () => {
  let stateDir: string;
  let child: ChildProcess;
  let line: ReadyLine;
  let clusters: ConfiguredCluster[];
  let oidc: { clientId: string; clientSecret: string; metadataUrl: string };

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'playground-'));
    child = startProcess(stateDir);
    line = await readyLine(child);
    const config = parse(await readFile(line.config, 'utf8'));
    clusters = config.kubernetes.clusterLocatorMethods[0].clusters;
    oidc = config.auth.providers.sso.development;
  }, 60_000);

  afterAll(async () => {
    child.kill('SIGKILL');
    await ended(child);
    await rm(stateDir, { recursive: true, force: true });
  });

  const find = (name: string) => {
    const cluster = clusters.find(each => each.name === name);
    if (!cluster) {
      throw new Error(`${name} is not configured`);
    }
    return cluster;
  };

  async function signIn(email: string, extra = '') {
    const browser = new Browser();
    const start = await browser.go(
      `${line.issuer}/auth?client_id=${
        oidc.clientId
      }&redirect_uri=${encodeURIComponent(
        CALLBACK,
      )}&response_type=code&scope=openid%20profile%20email%20groups%20offline_access&state=s1${extra}`,
    );
    const page = await browser.go(start.location ?? '');
    const posted = await browser.go(start.location ?? '', {
      email,
      password: 'panorama',
    });
    const back = posted.location ? await browser.go(posted.location) : posted;
    return { page, posted, back, browser, interaction: start.location ?? '' };
  }

  async function redeem(parameters: Record<string, string>) {
    const response = await fetch(`${line.issuer}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(
          `${oidc.clientId}:${oidc.clientSecret}`,
        ).toString('base64')}`,
      },
      body: new URLSearchParams(parameters),
    });
    return { status: response.status, body: await response.json() };
  }

  it('signs a person in by the authorisation code flow, with groups and a refresh token', async () => {
    const { page, back } = await signIn('lin.wei@panorama.example');
    expect(page.text).toContain('Lin Wei');
    const returned = new URL(back.location ?? '');
    expect(`${returned.origin}${returned.pathname}`).toBe(CALLBACK);
    expect(returned.searchParams.get('state')).toBe('s1');
    const { body: tokens } = await redeem({
      grant_type: 'authorization_code',
      code: returned.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    });
    const me = await fetch(`${line.issuer}/me`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await me.json()).toEqual({
      sub: 'lin.wei',
      name: 'Lin Wei',
      email: 'lin.wei@panorama.example',
      email_verified: true,
      groups: ['team-tracking', 'team-tracking-leads'],
    });
    const refreshed = await redeem({
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body.access_token).not.toBe(tokens.access_token);
  });

  it('shows the page again for a wrong password', async () => {
    const { browser, interaction } = await signIn('nobody@panorama.example');
    const refused = await browser.go(interaction, {
      email: 'lin.wei@panorama.example',
      password: 'wrong',
    });
    expect(refused.status).toBe(401);
    expect(refused.text).toContain('No such address, or not its password.');
  });

  it('refuses to send anybody to another address than the portal', async () => {
    const answer = await new Browser().go(
      `${line.issuer}/auth?client_id=${
        oidc.clientId
      }&redirect_uri=${encodeURIComponent(
        'http://evil.example/',
      )}&response_type=code&scope=openid`,
    );
    expect(answer.status).toBe(400);
    expect(answer.location).toBeUndefined();
  });

  it('accepts parameters of its own and remembers them', async () => {
    await signIn('wu.tao@panorama.example', '&login_channel=scan&site=nanjing');
    const state = await (await fetch(`${line.controlUrl}/state`)).json();
    expect(state.signIn.customParameters).toContainEqual({
      login_channel: 'scan',
      site: 'nanjing',
    });
  });

  it('configures clusters that can be read with their token, but for Secrets', async () => {
    expect(clusters.map(({ name }) => name)).toEqual([
      'prod-hangzhou',
      'prod-shanghai',
      'staging',
      'edge',
    ]);
    let pods = 0;
    for (const cluster of clusters) {
      const { text } = await getFromCluster(cluster, '/api/v1/pods').answer;
      pods += JSON.parse(text).items.length;
    }
    expect(pods).toBe(600);
    expect(
      (await getFromCluster(clusters[0], '/api/v1/secrets').answer).status,
    ).toBe(403);
    const withoutToken = { ...clusters[0], serviceAccountToken: 'guessed' };
    expect(
      (await getFromCluster(withoutToken, '/api/v1/pods').answer).status,
    ).toBe(401);
  });

  it('tells a watcher of redis-down, and the logs say why', async () => {
    const hangzhou = find('prod-hangzhou');
    const list = await getFromCluster(hangzhou, '/api/v1/pods').answer;
    const { resourceVersion } = JSON.parse(list.text).metadata;
    const startedAt = Date.now();
    let crashedPod = '';
    let abort = () => {};
    const crashed = new Promise<void>((resolve, reject) => {
      const watch = getFromCluster(
        hangzhou,
        `/api/v1/namespaces/tracking-prod/pods?watch=1&resourceVersion=${resourceVersion}`,
        text => {
          for (const event of text.split('\n').slice(0, -1)) {
            const { object } = JSON.parse(event);
            const reason =
              object.status?.containerStatuses?.[0]?.state?.waiting?.reason;
            if (
              object.metadata.name.startsWith('tracking-api-') &&
              reason === 'CrashLoopBackOff'
            ) {
              crashedPod = object.metadata.name;
              resolve();
            }
          }
        },
      );
      abort = watch.abort;
      watch.answer.catch(reject);
    });
    const answer = await fetch(`${line.controlUrl}/scenarios/redis-down`, {
      method: 'POST',
    });
    expect(await answer.json()).toMatchObject({
      name: 'redis-down',
      title: { en: expect.any(String) },
    });
    await crashed;
    abort();
    process.stdout.write(
      `redis-down reached a watcher after ${Date.now() - startedAt} ms\n`,
    );

    const logs = await getFromCluster(
      hangzhou,
      `/api/v1/namespaces/tracking-prod/pods/${crashedPod}/log?container=app&previous=true`,
    ).answer;
    expect(logs.text.trimEnd().split('\n').pop()).toBe(
      'Error: connect ECONNREFUSED 10.96.41.20:6379',
    );
    await fetch(`${line.controlUrl}/reset`, { method: 'POST' });
    const { scenarios } = await (
      await fetch(`${line.controlUrl}/scenarios`)
    ).json();
    expect(scenarios.some(({ active }: { active: boolean }) => active)).toBe(
      false,
    );
  });

  it('names the known scenarios when asked for another', async () => {
    const answer = await fetch(`${line.controlUrl}/scenarios/nonsense`, {
      method: 'POST',
    });
    expect(answer.status).toBe(404);
    expect((await answer.json()).message).toContain('redis-down');
  });

  it('refuses changes that another site asks for', async () => {
    const answer = await fetch(`${line.controlUrl}/scenarios/node-lost`, {
      method: 'POST',
      headers: { origin: 'http://evil.example' },
    });
    expect(answer.status).toBe(403);
  });

  it('writes a catalog that the portal can read', async () => {
    const config = parse(await readFile(line.config, 'utf8'));
    const [organisation] = config.catalog.locations;
    expect(organisation.rules[0].allow.sort()).toEqual(['Group', 'User']);
    expect(await readFile(organisation.target, 'utf8')).toContain(
      'lin.wei@panorama.example',
    );
  });

  it('ends when whoever started it is gone', async () => {
    child.stdin?.end();
    expect(await ended(child)).toBe(0);
    await expect(fetch(line.controlUrl)).rejects.toThrow();
  });
});
