import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start } from './children.mjs';
import { ROOT, STATE_DIR } from './paths.mjs';
import { Sentence } from './say.mjs';

const READY_TIMEOUT_MS = 180_000;
/** The first start with `--testbed` compiles Kubernetes, which is quiet for minutes. */
const BUILD_TIMEOUT_MS = 30 * 60_000;
const POLL_MS = 500;
const LAST_LINES = 30;

/** What V8 made of every module the last time. */
const COMPILE_CACHE = join(STATE_DIR, 'compile-cache');
const LIB = join(ROOT, 'scripts', 'lib');
/** TypeScript of the workspaces is compiled as it is loaded: nothing to build, nothing stale. */
const TRANSFORM = join(LIB, 'transform.cjs');

function keepLastLines(child, echo) {
  const lines = [];
  const collect = chunk => {
    for (const line of String(chunk).split(/\r?\n/)) {
      if (line) {
        lines.push(line);
        if (lines.length > LAST_LINES) {
          lines.shift();
        }
        echo?.(line);
      }
    }
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return lines;
}

function endedEarly(what, child, lines) {
  return new Promise((_, reject) =>
    child.once('exit', code =>
      reject(
        new Sentence(
          `${what} ended with code ${code} before it was ready. Its last lines:\n${lines.join(
            '\n',
          )}`,
        ),
      ),
    ),
  );
}

/**
 * Starts the playground (or the test bed with the same company) and waits for
 * its line `{"ready":true,…}`.
 */
export async function startPlayground({ node, env, stateDir, args, onLine }) {
  mkdirSync(stateDir, { recursive: true });
  const child = start(
    node,
    [
      '--require',
      TRANSFORM,
      join(ROOT, 'packages', 'playground', 'src', 'main.ts'),
      '--state-dir',
      stateDir,
      ...args,
    ],
    { cwd: ROOT, env: { ...env, NODE_COMPILE_CACHE: COMPILE_CACHE } },
  );
  let tellReady;
  const ready = new Promise(resolve => {
    tellReady = resolve;
  });
  const lines = keepLastLines(child, line => {
    onLine?.(line);
    if (line.startsWith('{"ready":true')) {
      tellReady(JSON.parse(line));
    }
  });
  const answer = await Promise.race([
    ready,
    endedEarly('The playground', child, lines),
    deadline(
      'The playground',
      lines,
      args.includes('--testbed') ? BUILD_TIMEOUT_MS : READY_TIMEOUT_MS,
    ),
  ]);
  return { child, answer };
}

function deadline(what, lines, timeoutMs = READY_TIMEOUT_MS) {
  return new Promise((_, reject) => {
    setTimeout(
      () =>
        reject(
          new Sentence(
            `${what} was not ready after ${
              timeoutMs / 1000
            } s. Its last lines:\n${lines.join('\n')}`,
          ),
        ),
      timeoutMs,
    ).unref();
  });
}

/**
 * The part of the configuration that depends on the options of the command. The
 * database outlives a restart, and with it the keys behind everybody's session.
 */
export function writeStartConfig({ port, guest, databaseDir, catalogToken }) {
  const url = `http://localhost:${port}`;
  const config = {
    app: {
      baseUrl: url,
      // Pages of an older build are for portals of several replicas.
      disableStaticFallbackCache: true,
      ...(guest ? { signIn: { guest: true } } : {}),
    },
    backend: {
      baseUrl: url,
      listen: { port, host: '127.0.0.1' },
      ...(catalogToken
        ? {
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: { token: catalogToken, subject: 'npm-start' },
                  accessRestrictions: [{ plugin: 'catalog' }],
                },
              ],
            },
          }
        : {}),
      ...(databaseDir
        ? {
            database: {
              client: 'better-sqlite3',
              connection: { directory: databaseDir },
            },
          }
        : {}),
    },
    ...(guest ? { auth: { providers: { guest: {} } } } : {}),
  };
  mkdirSync(STATE_DIR, { recursive: true });
  const file = join(STATE_DIR, `app-config.start.${port}.yaml`);
  // JSON is YAML: no library is needed before the packages are installed.
  writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
  return file;
}

/** Starts the portal's backend, which serves the built pages too, and waits until it is ready. */
export async function startBackend({ node, env, configFiles, url, onLine }) {
  const child = start(
    node,
    [
      '--no-node-snapshot',
      '--require',
      join(LIB, 'endWithParent.cjs'),
      '--require',
      TRANSFORM,
      join(ROOT, 'packages', 'backend', 'src', 'index.ts'),
      ...configFiles.flatMap(file => ['--config', file]),
    ],
    {
      cwd: join(ROOT, 'packages', 'backend'),
      env: {
        ...env,
        NODE_ENV: env.NODE_ENV ?? 'development',
        NODE_COMPILE_CACHE: COMPILE_CACHE,
      },
    },
  );
  const lines = keepLastLines(child, onLine);
  const isReady = async () => {
    for (;;) {
      try {
        const response = await fetch(
          new URL('/.backstage/health/v1/readiness', url),
          { signal: AbortSignal.timeout(2_000) },
        );
        if (response.ok) {
          return;
        }
      } catch {
        // Not listening yet.
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  };
  await Promise.race([
    isReady(),
    endedEarly('The portal', child, lines),
    deadline('The portal', lines),
  ]);
  return child;
}

/**
 * Waits until the catalog knows the people of the company: before that, nobody
 * of them can sign in.
 */
export async function waitForPeople({ url, catalogToken, people }) {
  const query = new URL(
    '/api/catalog/entities/by-query?filter=kind=user&limit=0',
    url,
  );
  const until = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const known = await fetch(query, {
      headers: { authorization: `Bearer ${catalogToken}` },
      signal: AbortSignal.timeout(5_000),
    })
      .then(response => response.json())
      .then(answer => answer.totalItems ?? 0)
      .catch(() => 0);
    if (known >= people) {
      return;
    }
    if (Date.now() > until) {
      throw new Sentence(
        `The catalog knows ${known} of ${people} people after ${
          READY_TIMEOUT_MS / 1000
        } s. The log of the portal says why.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
