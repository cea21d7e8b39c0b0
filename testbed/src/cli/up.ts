import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { exclusive } from '../exclusive.ts';
import { TESTBED_FOLDER } from '../folders.ts';
import { main } from './main.ts';
import { UP_USAGE, parseUpOptions } from './options.ts';
import { runUntilEnded } from './runUntilEnded.ts';
import { describeSession, readSession, type Session } from './session.ts';

const POLL_MS = 100;

/** Starts the process that owns the servers, repeats what it says, and leaves when everything is ready. */
async function startDetached(folder: string): Promise<Session> {
  // Beside the folder and not in it: the folder is emptied at each start.
  const logFile = `${folder}.log`;
  const errorFile = `${folder}.errors.log`;
  const log = openSync(logFile, 'w');
  const errors = openSync(errorFile, 'w');
  const child = spawn(
    process.execPath,
    [
      ...process.execArgv,
      join(TESTBED_FOLDER, 'src', 'cli', 'serve.ts'),
      ...process.argv.slice(2),
    ],
    { stdio: ['ignore', log, errors], detached: true },
  );
  closeSync(log);
  closeSync(errors);
  let outcome: string | undefined;
  child.once('error', error => (outcome = error.message));
  child.once('exit', code => (outcome = `exit code ${code}`));
  let shown = 0;
  for (;;) {
    const text = readFileSync(logFile, 'utf8');
    if (outcome !== undefined) {
      const words = readFileSync(errorFile, 'utf8').trim();
      throw new Error(words || `the owner of the servers ended: ${outcome}`);
    }
    const lines = text.slice(shown, text.lastIndexOf('\n') + 1);
    shown += lines.length;
    const isReady = /^ready$/m.test(lines);
    process.stdout.write(lines.replace(/^ready\n/m, ''));
    const session = isReady ? readSession(folder) : undefined;
    if (session) {
      child.unref();
      return session;
    }
    await sleep(POLL_MS);
  }
}

main(UP_USAGE, async () => {
  const { session, folder, foreground } = parseUpOptions(process.argv.slice(2));
  await mkdir(dirname(folder), { recursive: true });

  const running = readSession(folder);
  if (running) {
    if (!isDeepStrictEqual(running.options, session)) {
      throw new Error(
        `something else runs in ${folder}: ${JSON.stringify(
          running.options,
        )}; testbed/down first, or name another folder with --state`,
      );
    }
    console.log(describeSession(folder, running));
    return;
  }
  if (foreground) {
    await runUntilEnded(session, folder, {
      watchParent: true,
      log: line => console.log(line),
      onReady: it => console.log(`${describeSession(folder, it)}\nready`),
    });
    return;
  }
  await exclusive(`${folder}.lock`, async () => {
    // Another `up` may have been faster while this one waited.
    const started = readSession(folder) ?? (await startDetached(folder));
    console.log(describeSession(folder, started));
  });
});
