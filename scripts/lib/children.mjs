import { spawn } from 'node:child_process';
import { Sentence } from './say.mjs';

const running = new Set();
const GRACE_MS = 5_000;

/**
 * Starts a program in a process group of its own, so that stopping it stops
 * what it started. Everything still running when this process ends is stopped.
 */
export function start(file, args, options = {}) {
  const child = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    ...options,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/** Asks politely, waits, then insists. Resolves when the program has ended. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise(resolve => child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(insist);
}

export async function stopAll() {
  await Promise.all([...running].map(stop));
}

/** Ctrl-C and `kill` stop every child before this process ends. */
export function stopChildrenOnSignals(onStopping = () => {}) {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (stopping) {
        return;
      }
      stopping = true;
      onStopping();
      await stopAll();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
  process.on('exit', () => {
    for (const child of running) {
      signalGroup(child, 'SIGKILL');
    }
  });
}

function notStarted(file, error) {
  return new Sentence(
    error.code === 'ENOENT'
      ? `${file} is not installed or not on the PATH.`
      : `${file} could not be started: ${error.message}.`,
  );
}

/**
 * Runs a program to its end on this terminal. In the process group of this one:
 * in one of its own it could not ask the person anything.
 *
 * @returns its exit code; 1 when a signal ended it
 * @throws Sentence when it cannot be started
 */
export async function runHere(file, args, options = {}) {
  const child = start(file, args, {
    ...options,
    stdio: 'inherit',
    detached: false,
  });
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(notStarted(file, error)));
    child.once('exit', code => resolve(code ?? 1));
  });
}

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws Sentence with the last lines of the output when it fails
 */
export async function run(
  file,
  args,
  { onLine, allowFailure, ...options } = {},
) {
  const child = start(file, args, options);
  child.stdin?.end();
  const lines = [];
  const collect = chunk => {
    for (const line of String(chunk).split(/\r?\n/)) {
      if (line) {
        lines.push(line);
        onLine?.(line);
      }
    }
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const code = await new Promise((resolve, reject) => {
    child.once('error', error => reject(notStarted(file, error)));
    child.once('close', resolve);
  });
  if (code !== 0 && !allowFailure) {
    throw new Sentence(
      `${[file, ...args].join(
        ' ',
      )} ended with code ${code}. Its last lines:\n${lines
        .slice(-25)
        .join('\n')}`,
    );
  }
  return { code, output: lines.join('\n') };
}
