import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TESTBED_FOLDER } from './folders.ts';

let shell: ChildProcess | undefined;

/**
 * A small shell that outlives this process and then ends what this process started.
 *
 * Exit hooks are not enough: they do not run on SIGKILL, and under jest `process.on('exit')` belongs to the sandbox.
 * The kernel closes the pipe in every case. The shell has a session of its own, so that Ctrl-C does not reach it.
 */
function lifeline(): ChildProcess {
  if (shell) return shell;
  shell = spawn('/bin/sh', [join(TESTBED_FOLDER, 'src', 'lifeline.sh')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  // Neither the shell nor its pipe may keep this process alive.
  shell.unref();
  const pipe = shell.stdin as NodeJS.WritableStream & { unref?: () => void };
  pipe.unref?.();
  pipe.on('error', () => {
    shell = undefined;
  });
  return shell;
}

function tell(
  word: 'run' | 'ended' | 'folder' | 'kept',
  value: string | number,
) {
  lifeline().stdin?.write(`${word} ${value}\n`);
}

/** Names a process that must not outlive this one. */
export function endWithUs(pid: number): void {
  tell('run', pid);
}

/** Takes it back: the process has ended and its id may soon be somebody else's. */
export function hasEnded(pid: number): void {
  tell('ended', pid);
}

/** A folder that disappears when its owner calls `remove`, or when this process ends. */
export async function throwawayFolder(
  prefix: string,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `panorama-testbed-${prefix}-`));
  tell('folder', path);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
      tell('kept', path);
    },
  };
}
