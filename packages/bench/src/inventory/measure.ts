import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../report';
import { regressionEnv, type Regression } from './regression';
import type { ServerMode } from './rendering';
import type { SubjectKind } from './subject';

const TASKSET = '/usr/bin/taskset';

/** A server that is stuck must not hang the bench. */
const ANSWER_TIMEOUT_MS = 600_000;

/** The watch behind a list opens a moment after the list is complete. */
const WATCH_OPENS_MS = 1_000;

export interface Measured {
  syncSeconds: number;
  /** Of all threads of the process, from the moment in which the cluster is known. */
  syncCpuSeconds: number;
  stallMs: number;
  memoryBytes: number;
  eventsPerSecond?: number;
  /** The same, if nothing else ran on the core. */
  eventsPerCpuSecond?: number;
}

export interface SeriesOptions {
  kind: SubjectKind;
  mode: ServerMode;
  pods: number;
  runs: number;
  /** Replayed after the first run; none when absent. */
  events?: number;
  regression?: Regression;
}

type Message = { type: string; [key: string]: unknown };

/** Several cold runs of one side at one size; medians. */
export async function series(options: SeriesOptions): Promise<Measured> {
  const { mode, pods, runs, events, regression } = options;
  const server = child(
    1,
    'podServer.ts',
    [String(pods), mode],
    regressionEnv(regression),
  );
  try {
    const { port } = await answer(server, 'ready');
    const all: Measured[] = [];
    for (let run = 0; run < runs; run++) {
      all.push(
        await measure(server, Number(port), {
          ...options,
          events: run === 0 ? events : undefined,
        }),
      );
    }
    const of = (read: (measured: Measured) => number) => median(all.map(read));
    return {
      ...all[0],
      syncSeconds: of(m => m.syncSeconds),
      syncCpuSeconds: of(m => m.syncCpuSeconds),
      stallMs: of(m => m.stallMs),
      memoryBytes: of(m => m.memoryBytes),
    };
  } finally {
    await ended(server);
  }
}

async function measure(
  server: ChildProcess,
  port: number,
  { kind, pods, events, regression }: SeriesOptions,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'panorama-bench-'));
  const subject = child(
    0,
    'subject.ts',
    [kind, String(port), String(pods), folder],
    regressionEnv(regression),
  );
  try {
    const synced = await answer(subject, 'synced');
    const asked = answer(server, 'first-request');
    server.send({ type: 'first-request' });
    const firstRequest = await asked;
    const measured: Measured = {
      syncSeconds: (Number(synced.syncedAt) - Number(firstRequest.at)) / 1000,
      syncCpuSeconds: Number(synced.syncCpuSeconds),
      stallMs: Number(synced.stallMs),
      memoryBytes: Number(synced.memoryBytes),
    };
    if (events) {
      await new Promise(resolve => setTimeout(resolve, WATCH_OPENS_MS));
      const caughtUp = answer(subject, 'caught-up');
      // Whoever waits for it comes later; a rejection must not end the process.
      caughtUp.catch(() => {});
      const replayed = answer(server, 'replayed');
      subject.send({ type: 'events' });
      server.send({ type: 'replay', events });
      await replayed;
      subject.send({ type: 'all-sent' });
      const { seconds, cpuSeconds } = await caughtUp;
      measured.eventsPerSecond = events / Number(seconds);
      measured.eventsPerCpuSecond = events / Number(cpuSeconds);
    }
    return measured;
  } finally {
    await ended(subject);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both sides of a measurement have a core of their own, where the machine lets us say so. */
function child(
  core: number,
  file: string,
  args: string[],
  env: Record<string, string>,
): ChildProcess {
  const nodeArgs = [
    '--expose-gc',
    '--max-old-space-size=12000',
    ...process.execArgv.filter(arg => arg !== '--expose-gc'),
  ];
  return fork(join(__dirname, file), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // There is no catalog in this process, and the log would say so all the time.
    env: { ...process.env, LOG_LEVEL: 'error', ...env },
    ...(existsSync(TASKSET)
      ? {
          execPath: TASKSET,
          execArgv: ['-c', String(core), process.execPath, ...nodeArgs],
        }
      : { execArgv: nodeArgs }),
  });
}

function answer(from: ChildProcess, type: string): Promise<Message> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => over(new Error(`no "${type}" in ${ANSWER_TIMEOUT_MS / 1000} s`)),
      ANSWER_TIMEOUT_MS,
    );
    const onExit = (code: number | null) =>
      over(new Error(`the process ended with code ${code}`));
    const onMessage = (message: Message) => {
      if (message.type === 'failed') {
        over(new Error(String(message.message)));
      } else if (message.type === type) {
        over();
        resolve(message);
      }
    };
    const over = (error?: Error) => {
      clearTimeout(timer);
      from.off('message', onMessage);
      from.off('exit', onExit);
      if (error) {
        reject(error);
      }
    };
    from.on('message', onMessage);
    from.on('exit', onExit);
  });
}

async function ended(process_: ChildProcess) {
  if (process_.exitCode === null && process_.signalCode === null) {
    const exit = new Promise(resolve => process_.once('exit', resolve));
    process_.kill('SIGKILL');
    await exit;
  }
}
