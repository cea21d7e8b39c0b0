/**
 * A process that holds the pods of one server, ours or the peer's way, and says
 * what that costs. Started once per measurement, so that nothing is warm.
 */
import { join } from 'node:path';
import { writeKubeconfig } from './kubeconfig';
import { MARKER } from './realisticPod';
import { startStallProbe } from './stallProbe';

/** `folder` outlives this process: a cluster whose kubeconfig is gone is closed. */
const [kind, port, pods, folder] = [
  process.argv[2],
  Number(process.argv[3]),
  Number(process.argv[4]),
  process.argv[5],
];
const SYNC_TIMEOUT_MS = 300_000;

/** The client under test, seen from outside: both sides answer the same three questions. */
export interface Subject {
  /** Resolves when all pods are there. */
  sync(): Promise<void>;
  count(): number;
  markerRestarts(): number;
  /** Bytes over all isolates after collection. */
  memoryBytes(): Promise<number>;
}

async function main() {
  // Only the side that is measured may be loaded.
  const {
    open,
  }: { open(kubeconfig: string): Promise<Subject> } = require(kind === 'ours'
    ? './ours'
    : './peer');
  // The modules are loaded and the backend runs before the cluster is known.
  const subject = await open(join(folder, 'kubeconfig'));
  const probe = startStallProbe();
  writeKubeconfig(folder, port);
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
  const stall = await probe.stop();
  if (subject.count() !== pods) {
    throw new Error(`${subject.count()} of ${pods} pods arrived`);
  }
  const memoryBytes = await subject.memoryBytes();
  process.send?.({ type: 'synced', syncedAt, ...stall, memoryBytes });

  process.on('message', async () => {
    const from = performance.now();
    while (subject.markerRestarts() < 77) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    process.send?.({
      type: 'caught-up',
      seconds: (performance.now() - from) / 1000,
    });
  });
}

process.on('disconnect', () => process.exit(0));
main().catch(error => {
  process.send?.({
    type: 'failed',
    message: String(error?.message ?? error).slice(0, 300),
  });
});

export { MARKER };
