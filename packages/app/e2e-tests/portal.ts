import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  test as base,
  expect,
  type Browser,
  type Download,
  type Page,
} from '@playwright/test';

const ROOT = resolve(__dirname, '..', '..', '..');
const READY_TIMEOUT_MS = 400_000;

/** A person of the playground's company. */
export interface Person {
  name: string;
  email: string;
  password: string;
  role: string;
}

export interface Portal {
  url: string;
  controlUrl: string;
  /** What the playground wrote about itself. */
  playgroundFile: string;
  people: Person[];
  /** The person whose role contains this text. */
  person(role: string): Person;
  scenario(name: string): Promise<void>;
  reset(): Promise<void>;
  /** Ends only the backend, to see what an open page does. */
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? done(address.port)
          : fail(new Error('no port was given')),
      );
    });
  });
}

/** Runs `npm start` as a person would, with its own port and state folder. */
export async function startPortal(args: string[] = []): Promise<Portal> {
  const port = await freePort();
  const stateDir = mkdtempSync(join(tmpdir(), 'panorama-e2e-'));
  const child: ChildProcess = spawn(
    'node',
    [join(ROOT, 'scripts', 'start.mjs'), '--port', String(port), ...args],
    {
      cwd: ROOT,
      env: { ...process.env, PANORAMA_STATE_DIR: stateDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`The portal was not ready in time:\n${output}`)),
      READY_TIMEOUT_MS,
    );
    const collect = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('Ready after')) {
        clearTimeout(timer);
        done();
      }
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('exit', code =>
      fail(new Error(`npm start ended with code ${code}:\n${output}`)),
    );
  });
  return describePortal({
    url: `http://localhost:${port}`,
    stateDir,
    stop: () =>
      new Promise(done => {
        child.once('exit', () => done());
        child.kill('SIGTERM');
      }),
  });
}

/** A portal with what its playground wrote about itself. */
function describePortal(options: {
  url: string;
  stateDir: string;
  stop: () => Promise<void>;
}): Portal {
  const { url, stateDir, stop } = options;
  const playgroundFile = join(stateDir, 'playground', 'playground.json');
  const playground = JSON.parse(readFileSync(playgroundFile, 'utf8'));
  const post = async (path: string) => {
    const response = await fetch(new URL(path, playground.controlUrl), {
      method: 'POST',
    });
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}`);
    }
  };
  const people: Person[] = playground.users;
  return {
    url,
    controlUrl: playground.controlUrl,
    playgroundFile,
    people,
    person(role) {
      const found = people.find(person => person.role.includes(role));
      if (!found) {
        throw new Error(
          `Nobody has the role "${role}"; there are ${people
            .map(p => p.role)
            .join(', ')}`,
        );
      }
      return found;
    },
    scenario: name => post(`/scenarios/${name}`),
    reset: () => post('/reset'),
    stop,
  };
}

/**
 * While a test is being written, a portal that runs already saves the wait:
 * PANORAMA_PORTAL_URL says where it is, PANORAMA_STATE_DIR where its playground wrote.
 */
function runningPortal(): Portal | undefined {
  const url = process.env.PANORAMA_PORTAL_URL;
  return url
    ? describePortal({
        url,
        stateDir: process.env.PANORAMA_STATE_DIR ?? join(ROOT, '.panorama'),
        stop: async () => {},
      })
    : undefined;
}

/** Signs in through the provider's own login page, in the popup that the portal opens. */
export async function signIn(page: Page, portal: Portal, person: Person) {
  await page.goto(portal.url);
  const popupOpens = page.waitForEvent('popup');
  await page.getByRole('button', { name: /sign in/i }).click();
  const popup = await popupOpens;
  await popup.getByLabel(/e-?mail/i).fill(person.email);
  await popup.getByLabel(/password/i).fill(person.password);
  await popup.getByRole('button', { name: /sign in/i }).click();
  await expect(page.getByRole('link', { name: 'Fleet' }).first()).toBeVisible();
}

/** A browser of one person; closing the page closes its other tabs too. */
export async function signedInPage(
  browser: Browser,
  portal: Portal,
  person: Person,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.once('close', () => context.close());
  await signIn(page, portal, person);
  return page;
}

/** Opens the panel of the worst pod that a filter finds, and returns it. */
export async function openPodPanel(page: Page, portal: Portal, q: string) {
  await page.goto(
    `${portal.url}/fleet/pods?view=table&q=${encodeURIComponent(q)}`,
  );
  await page.getByRole('table').getByRole('row').nth(1).click();
  await expect(page).toHaveURL(/sel=pod/);
  return page.getByRole('complementary').last();
}

/** What the browser saves for an entry of the Export menu. */
export async function savedFile(page: Page, entry: string): Promise<Download> {
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: entry }).click();
  return download;
}

/** One portal with the simulated company for all tests of a worker. */
export const test = base.extend<object, { portal: Portal }>({
  portal: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const portal = runningPortal() ?? (await startPortal());
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker', timeout: READY_TIMEOUT_MS },
  ],
});

export { expect };
