#!/usr/bin/env node
// Makes a Backstage app with create-app, follows the README's steps for adding
// the fleet to it, with our packages packed as they would be published, and
// looks at the heatmap in a browser.
import { createRequire } from 'node:module';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, start, stopAll, stopChildrenOnSignals } from './lib/children.mjs';
import { ROOT } from './lib/paths.mjs';
import { chromium } from './lib/prerequisites.mjs';
import { command, say, Sentence, step } from './lib/say.mjs';
import { startPlayground } from './lib/portal.mjs';
import { prepare } from './lib/toolchain.mjs';

const CREATE_APP = '0.9.2';
const PODS = 600;
const PAGE_TIMEOUT_MS = 240_000;
const require = createRequire(join(ROOT, 'package.json'));

const bin = name => join(ROOT, 'node_modules', '.bin', name);

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function publicPackages() {
  return ['packages', 'plugins']
    .flatMap(group =>
      readdirSync(join(ROOT, group)).map(name => join(ROOT, group, name)),
    )
    .filter(folder => existsSync(join(folder, 'package.json')))
    .map(folder => ({
      folder,
      manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
    }))
    .filter(({ manifest }) => !manifest.private);
}

/** Builds and packs every package that a company would install. */
async function packAll({ node, env }, tarballs) {
  await run(node, [bin('tsc'), '--pretty', 'false'], { cwd: ROOT, env });
  const packages = publicPackages();
  for (const { folder, manifest } of packages) {
    await run(node, [bin('backstage-cli'), 'package', 'build'], {
      cwd: folder,
      env,
    });
    const file = join(
      tarballs,
      `${manifest.name.replace('@', '').replace('/', '-')}.tgz`,
    );
    await run('yarn', ['pack', '--out', file], { cwd: folder, env });
  }
  return packages.map(({ manifest }) => manifest.name);
}

/** A registry of our own for the scope @panorama; everything else comes from the usual one. */
async function startRegistry({ node, env }, folder, tarballs) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = join(folder, 'verdaccio.yaml');
  writeFileSync(
    config,
    JSON.stringify({
      storage: join(folder, 'storage'),
      uplinks: {},
      packages: { '@panorama/*': { access: '$all', publish: '$all' } },
      log: { type: 'stdout', level: 'warn' },
      max_body_size: '50mb',
    }),
  );
  start(
    node,
    [bin('verdaccio'), '--config', config, '--listen', `127.0.0.1:${port}`],
    { cwd: folder, env },
  );
  for (let tries = 0; ; tries += 1) {
    try {
      await fetch(`${url}/-/ping`);
      break;
    } catch {
      if (tries > 120) {
        throw new Sentence('The local registry did not start.');
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }
  const npmrc = join(folder, 'npmrc');
  writeFileSync(npmrc, `//127.0.0.1:${port}/:_authToken=local\n`);
  for (const file of readdirSync(tarballs)) {
    await run(
      'npm',
      [
        'publish',
        join(tarballs, file),
        '--registry',
        url,
        '--userconfig',
        npmrc,
      ],
      { cwd: folder, env },
    );
  }
  return url;
}

/** What the README tells people to type and to write, in its own words. */
function readmeSteps() {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const section = readme
    .split(/^## /m)
    .find(text => text.startsWith('Add it to your own Backstage'));
  if (!section) {
    throw new Sentence(
      'README.md has no section "Add it to your own Backstage".',
    );
  }
  const blocks = [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(
    ([, language, text]) => ({ language, text }),
  );
  const of = language =>
    blocks
      .filter(block => block.language === language)
      .map(block => block.text);
  return { commands: of('bash').join('\n'), backend: of('ts').join('\n') };
}

async function createStockApp({ node, env }, folder, registry) {
  const maker = join(folder, 'create-app');
  mkdirSync(maker);
  writeFileSync(
    join(maker, 'package.json'),
    // The newest cli-common is published without all of its parts.
    JSON.stringify({
      dependencies: { '@backstage/create-app': CREATE_APP },
      overrides: { '@backstage/cli-common': '0.3.1' },
    }),
  );
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: maker, env });
  const app = join(folder, 'app');
  const child = start(
    node,
    [
      join(maker, 'node_modules', '.bin', 'backstage-create-app'),
      '--skip-install',
      '--path',
      app,
    ],
    { cwd: maker, env },
  );
  child.stdin.end('stock\n');
  child.stdout.resume();
  child.stderr.resume();
  await new Promise(resolve => child.once('close', resolve));

  // Yarn itself comes from our toolchain: its release is not in a package registry.
  rmSync(join(app, '.yarn'), { recursive: true, force: true });
  const yarnrc = readFileSync(join(app, '.yarnrc.yml'), 'utf8').replace(
    /^yarnPath:.*$/m,
    '',
  );
  writeFileSync(
    join(app, '.yarnrc.yml'),
    `${yarnrc.replace(
      "- '@backstage/*'",
      "- '@backstage/*'\n  - '@panorama/*'",
    )}\nnpmScopes:\n  panorama:\n    npmRegistryServer: '${registry}'\nunsafeHttpWhitelist: ['127.0.0.1']\n`,
  );
  const manifest = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
  delete manifest.packageManager;
  const ours = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  manifest.resolutions = { ...manifest.resolutions, ...ours.resolutions };
  manifest.dependenciesMeta = ours.dependenciesMeta;
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(join(app, 'yarn.lock'), '');
  return app;
}

function writeLocalConfig(app, { port, backendPort, clusters }) {
  const local = {
    app: {
      baseUrl: `http://localhost:${port}`,
      listen: { host: '127.0.0.1', port },
    },
    backend: {
      baseUrl: `http://localhost:${backendPort}`,
      listen: { port: backendPort, host: '127.0.0.1' },
      cors: { origin: `http://localhost:${port}` },
    },
    integrations: { github: [] },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      ...clusters,
    },
  };
  writeFileSync(
    join(app, 'app-config.local.yaml'),
    JSON.stringify(local, null, 2),
  );
}

async function lookAtHeatmap(url) {
  const { chromium: browserType } = require('@playwright/test');
  const browser = await browserType.launch({
    executablePath: chromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
    });
    const deadline = Date.now() + PAGE_TIMEOUT_MS;
    for (;;) {
      try {
        await page.goto(url, { timeout: 30_000 });
        await page
          .getByRole('button', { name: 'Enter' })
          .click({ timeout: 20_000 });
        break;
      } catch (error) {
        if (Date.now() > deadline) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, 1000));
      }
    }
    // Leaving the page before the session is there would throw it away.
    await page
      .getByRole('link', { name: 'Fleet' })
      .first()
      .click({ timeout: 60_000 });
    await page
      .getByTestId('fleet-match-count')
      .filter({ hasText: /[1-9]\d* pods/ })
      .waitFor({ timeout: 60_000 });
    const count = await page.getByTestId('fleet-match-count').innerText();
    const canvases = await page.locator('canvas').count();
    if (canvases === 0) {
      throw new Sentence('The stock app shows the page, but no heatmap.');
    }
    return count;
  } finally {
    await browser.close();
  }
}

await command(async () => {
  stopChildrenOnSignals();
  const tools = await prepare();
  const folder = mkdtempSync(join(tmpdir(), 'panorama-stock-app-'));
  try {
    const tarballs = join(folder, 'tarballs');
    mkdirSync(tarballs);
    const names = await step('Packing what would be published', () =>
      packAll(tools, tarballs),
    );
    const registry = await step(
      `Publishing ${names.length} packages to a local registry`,
      () => startRegistry(tools, folder, tarballs),
    );
    const app = await step(`Making an app with create-app ${CREATE_APP}`, () =>
      createStockApp(tools, folder, registry),
    );
    const { commands, backend } = readmeSteps();
    await step("Following the README's commands", () =>
      run('bash', ['-euc', `yarn install\n${commands}`], {
        cwd: app,
        // A new app has no lockfile yet, and Yarn refuses to write one in CI.
        env: { ...tools.env, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
      }),
    );
    const index = join(app, 'packages', 'backend', 'src', 'index.ts');
    writeFileSync(
      index,
      readFileSync(index, 'utf8').replace(
        'backend.start();',
        `${backend}\nbackend.start();`,
      ),
    );

    const stateDir = join(folder, 'playground');
    const { answer } = await step('Starting the clusters', () =>
      startPlayground({ ...tools, stateDir, args: ['--pods', String(PODS)] }),
    );
    const { parse } = require('yaml');
    const overlay = parse(
      readFileSync(join(stateDir, 'app-config.playground.yaml'), 'utf8'),
    );
    const [port, backendPort] = [await freePort(), await freePort()];
    writeLocalConfig(app, { port, backendPort, clusters: overlay.kubernetes });

    const log = join(folder, 'app.log');
    const child = start('yarn', ['start'], {
      cwd: app,
      env: { ...tools.env, GITHUB_TOKEN: 'unused', CI: 'true' },
    });
    child.stdout.on('data', chunk => appendFileSync(log, chunk));
    child.stderr.on('data', chunk => appendFileSync(log, chunk));
    try {
      const count = await step('Opening the heatmap', () =>
        lookAtHeatmap(`http://localhost:${port}`),
      );
      say(
        `  The stock app shows ${count} of ${
          answer.clusters?.length ?? 'the'
        } clusters.`,
      );
    } catch (error) {
      say(
        existsSync(log)
          ? readFileSync(log, 'utf8').split('\n').slice(-60).join('\n')
          : 'no log',
      );
      throw error;
    }
  } finally {
    await stopAll();
    rmSync(folder, { recursive: true, force: true });
  }
});
process.exit(process.exitCode);
