import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runSession } from './runSession.ts';
import type { Session, SessionOptions } from './session.ts';

const PARENT_POLL_MS = 500;

/**
 * Starts a session, and returns after somebody ended it: by SIGINT, SIGTERM or SIGHUP, or, with `watchParent`, by the
 * end of the process that started this one.
 */
export async function runUntilEnded(
  options: SessionOptions,
  folder: string,
  behaviour: {
    watchParent: boolean;
    log: (line: string) => void;
    onReady: (session: Session) => void;
  },
): Promise<void> {
  // Before everything is up there is nothing to end in order: the lifeline takes care of what has started.
  let end: () => void = () => process.exit(1);
  const onSignal = () => end();
  const parent = process.ppid;
  // The timer also keeps this process alive: its servers do not.
  const timer = setInterval(() => {
    if (behaviour.watchParent && process.ppid !== parent) end();
  }, PARENT_POLL_MS);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, onSignal);
  }
  try {
    const running = await runSession(options, folder, behaviour.log);
    const ended = new Promise<void>(done => {
      end = done;
    });
    behaviour.onReady(running.session);
    await ended;
    await rm(join(folder, 'state.json'), { force: true });
    await running.stop();
  } finally {
    clearInterval(timer);
  }
}
