/**
 * What it costs to hold every pod of a cluster: memory per pod, initial sync,
 * the longest stall of the main thread, events per second; ours and an informer
 * of `@kubernetes/client-node`, against the same server with pre-rendered pods.
 *
 * - Memory per pod is the slope between two sizes, over all isolates, after
 *   collection; the fixed cost of either side is not in it.
 * - Stall is the median of several runs, less that of an idle thread in the same
 *   process. The server is pinned to another core where `taskset` exists.
 * - `--sizes 12000,100000`, `--runs 5`, `--out FILE`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, report, type BenchResult } from '../report';

const EVENTS = 100_000;
const FOLDER = join(__dirname, '..', 'inventory');
const TASKSET = '/usr/bin/taskset';

interface Measured {
  syncSeconds: number;
  stallMs: number;
  memoryBytes: number;
  eventsPerSecond?: number;
}

type Message = { type: string; [key: string]: unknown };

function child(core: number, file: string, args: string[]): ChildProcess {
  const pinned = existsSync(TASKSET);
  return fork(join(FOLDER, file), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // There is no catalog in this process, and the log would say so all the time.
    env: { ...process.env, LOG_LEVEL: 'error' },
    execArgv: [
      '--expose-gc',
      '--max-old-space-size=12000',
      ...process.execArgv.filter(a => a !== '--expose-gc'),
    ],
    ...(pinned
      ? {
          execPath: TASKSET,
          execArgv: [
            '-c',
            String(core),
            process.execPath,
            '--expose-gc',
            '--max-old-space-size=12000',
            ...process.execArgv.filter(a => a !== '--expose-gc'),
          ],
        }
      : {}),
  });
}

function answer(from: ChildProcess, type: string): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: Message) => {
      if (message.type === 'failed') {
        reject(new Error(String(message.message)));
      } else if (message.type === type) {
        from.off('message', onMessage);
        resolve(message);
      }
    };
    from.on('message', onMessage);
    from.once('exit', code => reject(new Error(`ended with code ${code}`)));
  });
}

async function ended(process_: ChildProcess) {
  if (process_.exitCode === null && process_.signalCode === null) {
    const exit = new Promise(resolve => process_.once('exit', resolve));
    process_.kill('SIGKILL');
    await exit;
  }
}

async function withServer<T>(
  pods: number,
  use: (server: ChildProcess, port: number) => Promise<T>,
): Promise<T> {
  const server = child(1, 'podServer.ts', [String(pods)]);
  try {
    const ready = await answer(server, 'ready');
    return await use(server, Number(ready.port));
  } finally {
    await ended(server);
  }
}

async function measure(
  kind: 'ours' | 'peer',
  server: ChildProcess,
  port: number,
  pods: number,
  withEvents: boolean,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'panorama-bench-'));
  const subject = child(0, 'subject.ts', [
    kind,
    String(port),
    String(pods),
    folder,
  ]);
  try {
    const synced = await answer(subject, 'synced');
    const asked = answer(server, 'first-request');
    server.send({ type: 'first-request' });
    const firstRequest = await asked;
    const measured: Measured = {
      syncSeconds: (Number(synced.syncedAt) - Number(firstRequest.at)) / 1000,
      stallMs: Number(synced.stallMs),
      memoryBytes: Number(synced.memoryBytes),
    };
    if (withEvents) {
      // The watch behind the list opens a moment after the list is complete.
      await new Promise(resolve => setTimeout(resolve, 1_000));
      const caughtUp = answer(subject, 'caught-up');
      subject.send({ type: 'events' });
      server.send({ type: 'replay', events: EVENTS });
      measured.eventsPerSecond = EVENTS / Number((await caughtUp).seconds);
    }
    return measured;
  } finally {
    await ended(subject);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Several cold runs of one side at one size. */
async function series(kind: 'ours' | 'peer', pods: number, runs: number) {
  return withServer(pods, async (server, port) => {
    const all: Measured[] = [];
    for (let run = 0; run < runs; run++) {
      all.push(await measure(kind, server, port, pods, run === 0));
    }
    return {
      syncSeconds: median(all.map(m => m.syncSeconds)),
      stallMs: median(all.map(m => m.stallMs)),
      memoryBytes: median(all.map(m => m.memoryBytes)),
      eventsPerSecond: all[0].eventsPerSecond ?? 0,
    };
  });
}

async function main() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '12000,100000' },
      runs: { type: 'string', default: '5' },
    },
    strict: false,
  });
  const sizes = String(values.sizes).split(',').map(Number);
  const runs = Number(values.runs);
  const base = Math.round(sizes[0] / 4);
  const oursBase = await series('ours', base, 1);
  const peerBase = await series('peer', base, 1);
  const peerSmall = await series('peer', sizes[0], runs);
  const peerSlope =
    (peerSmall.memoryBytes - peerBase.memoryBytes) / (sizes[0] - base);

  const results: BenchResult[] = [];
  for (const size of sizes) {
    const ours = await series('ours', size, runs);
    const bytesPerPod =
      (ours.memoryBytes - oursBase.memoryBytes) / (size - base);
    const notes = [
      `memory is the slope from ${base} pods; peer's slope is from ${base} to ${sizes[0]}`,
    ];
    let peer: typeof ours | undefined =
      size === sizes[0] ? peerSmall : undefined;
    if (!peer) {
      try {
        peer = await series('peer', size, 1);
      } catch (error) {
        notes.push(
          `the peer cannot do ${size} pods: ${(error as Error).message}`,
        );
      }
    }
    results.push({
      name: 'fleet-inventory',
      size,
      figures: {
        bytesPerPod,
        syncSeconds: ours.syncSeconds,
        maxStallMs: ours.stallMs,
        eventsPerSecond: ours.eventsPerSecond,
        peerBytesPerPod: peerSlope,
        ...(peer
          ? {
              peerSyncSeconds: peer.syncSeconds,
              peerMaxStallMs: peer.stallMs,
              peerEventsPerSecond: peer.eventsPerSecond,
            }
          : {}),
      },
      ratios: {
        memory: peerSlope / bytesPerPod,
        ...(peer
          ? {
              sync: peer.syncSeconds / ours.syncSeconds,
              stall: peer.stallMs / Math.max(0.1, ours.stallMs),
              events: ours.eventsPerSecond / peer.eventsPerSecond,
            }
          : {}),
      },
      notes,
    });
  }
  report(results);
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
