import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ALPHA_WORDS,
  BRAVO_WORDS,
  PEOPLE,
  startTwoTeams,
  TwoTeams,
} from '../__testUtils__/twoTeams';
import { payloadsOf } from '../stream/__testUtils__/viewing';
import { fleetRoutes } from '.';

/** Requests by the path of their route. `own` is about team Alpha, `foreign` about team Bravo. */
const CASES: Record<
  string,
  {
    own: string[];
    foreign?: Array<[asked: string, nobodys: string]>;
    saysNothing?: boolean;
  }
> = {
  '/clusters': { own: ['/clusters'] },
  '/clusters/:cluster': {
    own: ['/clusters/north'],
    foreign: [['/clusters/southside', '/clusters/nowhere']],
  },
  '/namespaces': {
    own: ['/namespaces', '/namespaces?sort=pods&order=desc'],
    foreign: [
      ['/namespaces?cluster=southside', '/namespaces?cluster=nowhere'],
      ['/namespaces?tenant=bravo', '/namespaces?tenant=nobody'],
    ],
  },
  '/workloads': {
    own: ['/workloads', '/workloads?q=kind:Deployment'],
    foreign: [
      ['/workloads?namespace=bravo-vault', '/workloads?namespace=nowhere'],
    ],
  },
  '/pods': {
    own: [
      '/pods',
      '/pods?limit=1',
      '/pods?format=csv',
      '/pods?format=ndjson&sort=createdAt&order=desc',
      '/pods?q=-ns:nothing',
    ],
    foreign: [['/pods?q=ns:bravo-vault', '/pods?q=ns:nowhere']],
  },
  '/clusters/:cluster/namespaces/:namespace/pods/:name': {
    own: [
      '/clusters/north/namespaces/alpha-shop/pods/storefront-5d4f8c7b9-aaaa0',
    ],
    foreign: [
      [
        '/clusters/north/namespaces/bravo-vault/pods/vault-5d4f8c7b9-bbbb0',
        '/clusters/north/namespaces/bravo-nowhere/pods/nothing-5d4f8c7b9-bbbb0',
      ],
    ],
  },
  '/clusters/:cluster/namespaces/:namespace/pods/:name/events': {
    own: [
      '/clusters/north/namespaces/alpha-shop/pods/storefront-5d4f8c7b9-aaaa0/events',
    ],
    foreign: [
      [
        '/clusters/north/namespaces/bravo-vault/pods/vault-5d4f8c7b9-bbbb0/events',
        '/clusters/north/namespaces/bravo-nowhere/pods/nothing-5d4f8c7b9-bbbb0/events',
      ],
    ],
  },
  '/clusters/:cluster/namespaces/:namespace/pods/:name/logs': {
    own: [
      '/clusters/north/namespaces/alpha-shop/pods/storefront-5d4f8c7b9-aaaa0/logs',
    ],
    foreign: [
      [
        '/clusters/north/namespaces/bravo-vault/pods/vault-5d4f8c7b9-bbbb0/logs',
        '/clusters/north/namespaces/bravo-nowhere/pods/nothing-5d4f8c7b9-bbbb0/logs',
      ],
    ],
  },
  '/events': { own: ['/events'] },
  '/entities/:kind/:namespace/:name/pods': {
    own: ['/entities/component/default/storefront/pods'],
    foreign: [
      [
        '/entities/component/default/vault/pods',
        '/entities/component/default/nothing/pods',
      ],
    ],
  },
  '/me': { own: ['/me'], saysNothing: true },
};

/** A foreign thing and one that nobody has are answered alike, but for the words that the question brought. */
function withoutQuestion(raw: string, question: string): string {
  return question
    .split(/[/?=&:]/)
    .filter(word => word.length > 3)
    .sort((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, '…'), raw);
}

describe('bytes that leave the backend', () => {
  let company: TwoTeams;

  beforeAll(async () => {
    company = await startTwoTeams();
    await company.inventory.setWorkloadAttributes([
      {
        cluster: 'north',
        namespace: 'alpha-shop',
        kind: 'Deployment',
        name: 'storefront',
        entityRef: 'component:default/storefront',
        owner: 'group:default/team-alpha',
      },
      {
        cluster: 'north',
        namespace: 'bravo-vault',
        kind: 'Deployment',
        name: 'vault',
        entityRef: 'component:default/vault',
        owner: 'group:default/team-bravo',
      },
    ]);
  });
  afterAll(() => company.stop());

  it('are searched for every route there is', () => {
    expect(Object.keys(CASES).sort()).toEqual(
      fleetRoutes()
        .map(({ path }) => path)
        .sort(),
    );
  });

  const own = Object.entries(CASES).flatMap(([, { own: paths, saysNothing }]) =>
    paths.map(path => [path, saysNothing ?? false] as const),
  );
  const foreign = Object.values(CASES).flatMap(
    ({ foreign: pairs = [] }) => pairs,
  );

  it.each(own)('of %s tell team Alpha nothing of team Bravo', async path => {
    const { raw, status } = await company.get(path, PEOPLE.ann);
    expect(status).toBe(200);
    expect(raw).not.toMatch(BRAVO_WORDS);
  });

  it.each(own.filter(([, saysNothing]) => !saysNothing))(
    'of %s do tell team Alpha of team Alpha',
    async path => {
      const { raw } = await company.get(path, PEOPLE.ann);
      expect(raw).toMatch(
        path === '/clusters' || path === '/clusters/north'
          ? /"pods":3\b/
          : ALPHA_WORDS,
      );
    },
  );

  it.each(own)(
    'of %s tell somebody who owns nothing neither names nor sums',
    async path => {
      const { raw, status } = await company.get(path, PEOPLE.nick);
      expect(withoutQuestion(raw, path)).not.toMatch(BRAVO_WORDS);
      expect(withoutQuestion(raw, path)).not.toMatch(ALPHA_WORDS);
      expect(raw).not.toMatch(/"(pods|totalItems|namespaces|clusters)":[1-9]/);
      expect([200, 404]).toContain(status);
    },
  );

  it.each(foreign)('answer %s like %s', async (asked, nobodys) => {
    const one = await company.get(asked, PEOPLE.ann);
    const other = await company.get(nobodys, PEOPLE.ann);
    expect(one.status).toBe(other.status);
    expect(withoutQuestion(one.raw, asked)).toBe(
      withoutQuestion(other.raw, nobodys),
    );
    expect(withoutQuestion(one.raw, asked)).not.toMatch(BRAVO_WORDS);
  });

  it.each([...own.map(([path]) => path), '/stream'])(
    'of %s need a sign-in',
    async path => {
      const { status } = await company.get(path);
      expect(status).toBe(401);
    },
  );

  it.each([
    ...own.map(([path]) => path).filter(path => path !== '/me'),
    '/stream',
  ])('of %s need fleet.view', async path => {
    const { status, raw } = await company.get(path, PEOPLE.stranger);
    expect(status).toBe(403);
    expect(withoutQuestion(raw, path)).not.toMatch(ALPHA_WORDS);
  });

  it('show what the search looks for to those who may see it', async () => {
    for (const path of [
      '/pods',
      '/namespaces',
      '/workloads',
      '/events',
      '/clusters',
    ]) {
      const { raw } = await company.get(path, PEOPLE.root);
      expect(raw).toMatch(BRAVO_WORDS);
    }
  });

  it('never hold values of environment variables, not even for the platform', async () => {
    const { raw, status } = await company.get(
      '/clusters/north/namespaces/bravo-vault/pods/vault-5d4f8c7b9-bbbb0',
      PEOPLE.root,
    );
    expect(status).toBe(200);
    expect(raw).not.toContain('hunter2');
  });

  it.each(['/clusters', '/clusters/north'])(
    'of %s tell what nodes use only to those who see the whole cluster',
    async path => {
      company.inventory.measureNodes('north', {
        'gamma-7': { cpuMillicores: 1234, memoryBytes: 987_654_321 },
        'was-deleted': { cpuMillicores: 5, memoryBytes: 5 },
        'half-measured': { cpuMillicores: 5 },
      });
      const root = await company.get(path, PEOPLE.root);
      expect(root.raw).toContain(
        '"nodeUsage":{"nodes":1,"cpuMillicores":1234,"memoryBytes":987654321}',
      );
      for (const person of [PEOPLE.ann, PEOPLE.bob, PEOPLE.nick]) {
        const { raw } = await company.get(path, person);
        expect(raw).not.toMatch(/1234|987654321|nodeUsage|half-measured/);
      }
    },
  );

  it('tell the use of each node that was measured', async () => {
    const { raw } = await company.get('/clusters/north', PEOPLE.root);
    expect(JSON.parse(raw).nodes).toEqual([
      expect.objectContaining({
        name: 'gamma-7',
        used: { cpuMillicores: 1234, memoryBytes: 987_654_321 },
      }),
    ]);
  });

  it('of logs need a right of their own', async () => {
    const pod =
      '/clusters/north/namespaces/bravo-vault/pods/vault-5d4f8c7b9-bbbb1';
    expect((await company.get(pod, PEOPLE.bob)).status).toBe(200);
    const { status, raw } = await company.get(`${pod}/logs`, PEOPLE.bob);
    expect(status).toBe(403);
    expect(raw).not.toContain('a line from');
    expect((await company.get(`${pod}/logs`, PEOPLE.root)).raw).toContain(
      'a line from',
    );
  });

  async function streamOf(person: string): Promise<string> {
    const controller = new AbortController();
    const response = await fetch(`${company.url}/stream`, {
      headers: { authorization: mockCredentials.user.header(person) },
      signal: controller.signal,
    });
    const bytes: Uint8Array[] = [];
    const timer = setTimeout(() => controller.abort(), 700);
    try {
      for await (const chunk of response.body ?? []) {
        bytes.push(chunk);
      }
    } catch {
      // Ended by the timer: a stream has no end of its own.
    }
    clearTimeout(timer);
    return payloadsOf(Buffer.concat(bytes))
      .map(({ payload }) => Buffer.from(payload).toString('latin1'))
      .join('\n');
  }

  it('of the stream tell team Alpha nothing of team Bravo', async () => {
    const text = await streamOf(PEOPLE.ann);
    expect(text).toMatch(ALPHA_WORDS);
    expect(text).not.toMatch(BRAVO_WORDS);
    expect(text).not.toContain('4711');
  });

  it('of the stream tell somebody who owns nothing nothing', async () => {
    const text = await streamOf(PEOPLE.nick);
    expect(text).not.toMatch(ALPHA_WORDS);
    expect(text).not.toMatch(BRAVO_WORDS);
    expect(text).not.toContain('north');
    expect(await streamOf(PEOPLE.root)).toMatch(BRAVO_WORDS);
  });
});
