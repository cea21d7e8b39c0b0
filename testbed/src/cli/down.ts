import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isAlive } from '../isAlive.ts';
import { stateFolder } from '../folders.ts';
import { main } from './main.ts';
import { readSession } from './session.ts';

const POLL_MS = 50;
const DEADLINE_MS = 20_000;

const USAGE = `Stops what testbed/up started, and removes its data and logs.

testbed/down [--state FOLDER]`;

main(USAGE, async () => {
  const { values } = parseArgs({ options: { state: { type: 'string' } } });
  const folder = values.state ?? stateFolder();
  const session = readSession(folder);
  if (session) {
    process.kill(session.pid, 'SIGTERM');
    const deadline = Date.now() + DEADLINE_MS;
    while (isAlive(session.pid) && Date.now() < deadline) await sleep(POLL_MS);
    if (isAlive(session.pid)) {
      // Its lifeline ends the servers.
      process.kill(session.pid, 'SIGKILL');
    }
  }
  if (existsSync(join(folder, '.testbed'))) {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  await rm(`${folder}.log`, { force: true });
  await rm(`${folder}.errors.log`, { force: true });
  console.log(session ? 'stopped' : 'nothing was running');
});
