/**
 * A process that holds the pods of one server, ours or the peer's way, and says
 * what that costs. Started once per measurement, so that nothing is warm.
 */
import { join } from 'node:path';
import { writeKubeconfig } from './kubeconfig';
import { injected } from './regression';
import { startStallProbe } from './stallProbe';

/** `folder` outlives this process: a cluster whose kubeconfig is gone is closed. */
const [kind, port, pods, folder] = [
  process.argv[2] as SubjectKind,
  Number(process.argv[3]),
  Number(process.argv[4]),
  process.argv[5],
];
const SYNC_TIMEOUT_MS = 300_000;

/** A start is over when the main thread was free for so long. */
const QUIET_MS = 1_000;
const QUIET_STEP_MS = 20;
const MAX_START_MS = 60_000;

const MARKER_POLL_MS = 10;

/** The plugin, what people would use instead, and one that only reads from the socket. */
export type SubjectKind = 'ours' | 'peer' | 'socket';

/** The client under test, seen from outside: all sides answer the same questions. */
export interface Subject {
  /** Resolves when all pods are there. */
  sync(): Promise<void>;
  count(): number;
  markerRestarts(): number;
  /** Bytes over all isolates after collection. */
  memoryBytes(): Promise<number>;
}

/** Only the side that is measured may be loaded. */
function load(): { open(kubeconfig: string): Promise<Subject> } {
  switch (kind) {
    case 'ours':
      return require('./ours');
    case 'peer':
      return require('./peer');
    default:
      return require('./socket');
  }
}

/** A backend that has just started still loads modules in the background. */
async function quiet() {
  const until = performance.now() + MAX_START_MS;
  let since = performance.now();
  while (performance.now() - since < QUIET_MS && performance.now() < until) {
    const before = performance.now();
    await new Promise(resolve => setTimeout(resolve, QUIET_STEP_MS));
    if (performance.now() - before > 3 * QUIET_STEP_MS) {
      since = performance.now();
    }
  }
}

function cpuSeconds(since?: NodeJS.CpuUsage) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

async function measureEvents(subject: Subject) {
  const from = performance.now();
  const cpu = process.cpuUsage();
  // Asking costs the core that is measured: only once everything has been sent.
  await new Promise<void>(resolve =>
    process.on('message', (message: { type: string }) => {
      if (message.type === 'all-sent') {
        resolve();
      }
    }),
  );
  while (subject.markerRestarts() < 77) {
    await new Promise(resolve => setTimeout(resolve, MARKER_POLL_MS));
  }
  process.send?.({
    type: 'caught-up',
    seconds: (performance.now() - from) / 1000,
    cpuSeconds: cpuSeconds(cpu),
  });
}

async function main() {
  // The modules are loaded and the backend runs before the cluster is known.
  const subject = await load().open(join(folder, 'kubeconfig'));
  await quiet();
  const probe = startStallProbe();
  const cpu = process.cpuUsage();
  writeKubeconfig(folder, port);
  const regression = injected(pods);
  await Promise.race([
    subject.sync(),
    new Promise((_, reject) => {
      setTimeout(
        () =>
          reject(new Error(`not in sync after ${SYNC_TIMEOUT_MS / 1000} s`)),
        SYNC_TIMEOUT_MS,
      ).unref();
    }),
  ]);
  const syncedAt = Date.now();
  const syncCpuSeconds = cpuSeconds(cpu);
  const stall = await probe.stop();
  if (subject.count() !== pods) {
    throw new Error(`${subject.count()} of ${pods} pods arrived`);
  }
  const memoryBytes = await subject.memoryBytes();
  process.send?.({
    type: 'synced',
    syncedAt,
    syncCpuSeconds,
    ...stall,
    memoryBytes,
    paddedBytes: regression.paddedBytes,
  });
  process.once('message', () => {
    measureEvents(subject).catch(fail);
  });
}

function fail(error: Error) {
  process.send?.({
    type: 'failed',
    message: String(error?.message ?? error).slice(0, 300),
  });
}

process.on('disconnect', () => process.exit(0));
main().catch(fail);
