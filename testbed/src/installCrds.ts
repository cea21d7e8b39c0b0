import { join } from 'node:path';
import type { TestCluster } from './TestCluster.ts';
import { eventually } from './eventually.ts';
import { contractsFolder } from './folders.ts';
import { kubectl } from './kubectl.ts';

const ESTABLISH_MS = 30_000;

/** Where the vendors' CRDs are, if `canRun('contracts')`. */
export function crdsFolder(): string {
  return join(contractsFolder(), 'crds');
}

/**
 * Installs all CRDs below a folder and waits until the server serves them. Server-side apply, because some of them are
 * too large for the annotation that a client-side one keeps.
 * @throws Error with kubectl's words when a file is refused.
 */
export async function installCrds(
  cluster: TestCluster,
  folder: string,
): Promise<void> {
  await kubectl(cluster, [
    'apply',
    '--server-side',
    '--recursive',
    '-f',
    folder,
  ]);
  // Right after it was written a definition has no conditions at all, and
  // `kubectl wait` takes that for an error instead of waiting.
  await eventually(
    'the definitions are established',
    () =>
      kubectl(
        cluster,
        [
          'wait',
          '--for=condition=Established',
          `--timeout=${ESTABLISH_MS / 1000}s`,
          'crd',
          '--all',
        ],
        { timeoutMs: ESTABLISH_MS + 5_000 },
      ),
    ESTABLISH_MS,
  );
}
