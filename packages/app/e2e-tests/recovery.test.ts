import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { freePort, signedInPage, type Person, type Portal } from './portal';

const ROOT = resolve(__dirname, '..', '..', '..');
const START_TIMEOUT_MS = 300_000;
/** As long as the real ones: shorter tokens are refused. */
const CATALOG_TOKEN = 'catalog-token-of-the-recovery-test';

interface Child {
  kill(signal: string): void;
  once(event: 'exit', listener: () => void): void;
}

/** The company and the portal as two programs, so that one can end without the other. */
async function startParts() {
  const stateDir = mkdtempSync(join(tmpdir(), 'panorama-recovery-'));
  process.env.PANORAMA_STATE_DIR = stateDir;
  const parts = await import(join(ROOT, 'scripts', 'lib', 'portal.mjs'));
  const { prepare } = await import(
    join(ROOT, 'scripts', 'lib', 'toolchain.mjs')
  );
  const tools = await prepare();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const playgroundDir = join(stateDir, 'playground');
  const playground = await parts.startPlayground({
    ...tools,
    stateDir: playgroundDir,
    args: ['--pods', '600', '--portal-url', url],
  });
  const startPortal = (): Promise<Child> =>
    parts.startBackend({
      ...tools,
      url,
      configFiles: [
        join(ROOT, 'app-config.yaml'),
        join(playgroundDir, 'app-config.playground.yaml'),
        parts.writeStartConfig({
          port,
          catalogToken: CATALOG_TOKEN,
          databaseDir: join(stateDir, 'database'),
        }),
      ],
    });
  const waitForPeople = () =>
    parts.waitForPeople({ url, catalogToken: CATALOG_TOKEN, people: 1 });
  return { url, playground, startPortal, waitForPeople };
}

const ended = (child: Child) =>
  new Promise<void>(done => {
    child.once('exit', () => done());
    child.kill('SIGKILL');
  });

base(
  'an open page recovers when the portal is killed and comes back',
  async ({ browser }) => {
    base.setTimeout(START_TIMEOUT_MS);
    const { url, playground, startPortal, waitForPeople } = await startParts();
    let backend = await startPortal();
    await waitForPeople();
    try {
      const people: Person[] = playground.answer.users;
      const admin = people.find(person =>
        person.role.includes('administrator'),
      )!;
      const page = await signedInPage(browser, { url } as Portal, admin);
      await page.goto(`${url}/fleet/pods`);
      const count = page.getByTestId('fleet-match-count');
      await expect(count).toHaveText(/[1-9]\d* pods$/);

      await ended(backend);
      await expect(
        page.getByText(/reconnect|connecting again|no connection/i).first(),
      ).toBeVisible();
      await expect(count).toHaveText(/[1-9]\d* pods$/);

      backend = await startPortal();
      await expect(page.getByText(/4 of 4 clusters/)).toBeVisible({
        timeout: 90_000,
      });
      await page.close();
    } finally {
      await ended(backend);
      await ended(playground.child);
    }
  },
);
