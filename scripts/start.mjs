#!/usr/bin/env node
// `npm start [-- --pods N --port N --testbed --guest --seed N --verbose]`
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { join, relative } from 'node:path';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { buildApp } from './lib/build.mjs';
import { stopAll, stopChildrenOnSignals } from './lib/children.mjs';
import { ROOT, STATE_DIR } from './lib/paths.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { takeStateFolder } from './lib/stateFolder.mjs';
import {
  bold,
  command,
  dim,
  duration,
  say,
  Sentence,
  step,
} from './lib/say.mjs';
import { prepare } from './lib/toolchain.mjs';

/** As a person types it. */
const LOGS = relative(process.cwd(), join(STATE_DIR, 'logs'));

const HELP = `npm start                       the portal with a company in a box
npm start -- --pods 100000      another size (default 6000; more than 100000 is slow to read)
npm start -- --port 8007        another port (default 7007)
npm start -- --testbed          real control planes instead of simulated clusters
npm start -- --guest            offer "Guest" beside the company's sign-in
npm start -- --verbose          the logs of everything that runs`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        pods: { type: 'string', default: '6000' },
        port: { type: 'string', default: '7007' },
        seed: { type: 'string' },
        testbed: { type: 'boolean', default: false },
        guest: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const number = (name, text, least, most) => {
      const value = Number(text);
      if (!Number.isInteger(value) || value < least || value > most) {
        throw new Sentence(
          `--${name} must be a whole number from ${least} to ${most}, not "${text}".`,
        );
      }
      return value;
    };
    return {
      ...values,
      pods: number('pods', values.pods, 200, 1_000_000),
      port: number('port', values.port, 1, 65_000),
    };
  } catch (error) {
    throw error instanceof Sentence
      ? error
      : new Sentence(`${error.message}\n\n${HELP}`);
  }
}

function logFile(name) {
  const folder = join(STATE_DIR, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.log`);
  rmSync(file, { force: true });
  return file;
}

function lineSink(name, verbose) {
  const file = logFile(name);
  return line => {
    appendFileSync(file, `${line}\n`);
    if (verbose) {
      say(dim(`${name.padEnd(10)} ${line}`));
    }
  };
}

async function main() {
  const options = readOptions();
  if (options.help) {
    say(HELP);
    return;
  }
  const startedAt = Date.now();
  const url = `http://localhost:${options.port}`;
  await requireFreePort(options.port, '--port');
  takeStateFolder(STATE_DIR, url);
  say(bold('Panorama'));

  stopChildrenOnSignals(() => say('\nStopping …'));
  const tools = await prepare();
  const { startPlayground, startBackend, writeStartConfig, waitForPeople } =
    await import('./lib/portal.mjs');

  const stateDir = join(STATE_DIR, 'playground');
  const args = ['--pods', String(options.pods), '--portal-url', url];
  if (options.seed) {
    args.push('--seed', options.seed);
  }
  if (options.testbed) {
    args.push('--testbed');
  }
  // The two have nothing to wait for in each other.
  const [playground] = await Promise.all([
    step(
      options.testbed
        ? 'Starting real control planes (built once, about 9 minutes)'
        : `Starting the company (${options.pods.toLocaleString('en')} pods)`,
      () =>
        startPlayground({
          ...tools,
          stateDir,
          args,
          onLine: lineSink('playground', options.verbose),
        }),
    ),
    buildApp(tools),
  ]);
  const catalogToken = randomBytes(24).toString('base64url');
  const backend = await step('Starting the portal', async () => {
    const child = await startBackend({
      ...tools,
      url,
      configFiles: [
        join(ROOT, 'app-config.yaml'),
        join(stateDir, 'app-config.playground.yaml'),
        writeStartConfig({
          ...options,
          catalogToken,
          databaseDir: join(STATE_DIR, 'database'),
        }),
      ],
      onLine: lineSink('portal', options.verbose),
    });
    await waitForPeople({
      url,
      catalogToken,
      people: playground.answer.users.filter(
        user => !user.role.includes('not in the catalog'),
      ).length,
    });
    return child;
  });

  say(`\nReady after ${duration(Date.now() - startedAt)}:  ${bold(url)}\n`);
  say('Sign in as one of');
  for (const user of playground.answer.users) {
    say(
      `  ${user.email.padEnd(34)} ${dim('password')} ${user.password.padEnd(
        12,
      )} ${user.role}`,
    );
  }
  const scenario = options.testbed ? 'scale-out' : 'redis-down';
  say(
    `\nChange the company:  npm run scenario ${scenario}   ${dim(
      `or at ${playground.answer.controlUrl}`,
    )}`,
  );
  say(dim(`Logs: ${LOGS}   Stop: Ctrl-C`));

  await Promise.race(
    [
      ['portal', backend],
      ['playground', playground.child],
    ].map(
      ([name, child]) =>
        new Promise((_, reject) =>
          child.once('exit', code =>
            reject(
              new Sentence(
                `The ${name} ended with code ${code}. Its log: ${join(
                  LOGS,
                  `${name}.log`,
                )}`,
              ),
            ),
          ),
        ),
    ),
  );
}

await command(async () => {
  try {
    await main();
  } finally {
    await stopAll();
  }
});
process.exit(process.exitCode);
