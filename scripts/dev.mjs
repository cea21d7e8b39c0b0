#!/usr/bin/env node
// `npm run dev`: the pages from the development server, which reloads as you type.
import { join } from 'node:path';
import { start, stopAll, stopChildrenOnSignals } from './lib/children.mjs';
import { ROOT, STATE_DIR } from './lib/paths.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { takeStateFolder } from './lib/stateFolder.mjs';
import { command, say, step } from './lib/say.mjs';
import { prepare } from './lib/toolchain.mjs';

const APP_PORT = 3000;
const BACKEND_PORT = 7007;

await command(async () => {
  await requireFreePort(APP_PORT);
  await requireFreePort(BACKEND_PORT);
  takeStateFolder(STATE_DIR, `http://localhost:${APP_PORT}`);
  stopChildrenOnSignals(() => say('\nStopping …'));
  const tools = await prepare();
  const { startPlayground } = await import('./lib/portal.mjs');
  const stateDir = join(STATE_DIR, 'playground');
  await step('Starting the company', () =>
    startPlayground({
      ...tools,
      stateDir,
      args: ['--portal-url', `http://localhost:${BACKEND_PORT}`],
    }),
  );
  const child = start(
    join(ROOT, 'node_modules', '.bin', 'backstage-cli'),
    [
      'repo',
      'start',
      '--config',
      join(ROOT, 'app-config.yaml'),
      '--config',
      join(stateDir, 'app-config.playground.yaml'),
      '--config',
      join(ROOT, 'app-config.dev.yaml'),
    ],
    { cwd: ROOT, env: tools.env, stdio: 'inherit' },
  );
  await new Promise(resolve => child.once('exit', resolve));
  await stopAll();
});
