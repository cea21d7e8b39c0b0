import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { KUBECTL, binaryPath } from './toolsets.ts';

const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** The kubectl of the machine, else the built one, else undefined (`testbed/build` then builds one). */
export function findKubectl(): string | undefined {
  const candidates = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map(it => join(it, 'kubectl'));
  candidates.push(binaryPath(KUBECTL, 'kubectl'));
  return candidates.find(it => {
    try {
      accessSync(it, constants.X_OK);
      return existsSync(it);
    } catch {
      return false;
    }
  });
}

/** Output of a kubectl that ended well. */
export type KubectlOutput = { stdout: string; stderr: string };

/**
 * Runs kubectl against a cluster, as its administrator unless the arguments say otherwise (`--context`, `--as`).
 * @throws Error with kubectl's own words when it ends with another code than 0.
 */
export async function kubectl(
  cluster: { kubeconfigPath: string; folder: string },
  args: string[],
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<KubectlOutput> {
  const file = findKubectl();
  if (!file) {
    throw new Error(
      'no kubectl on the PATH or in the cache; run testbed/build',
    );
  }
  try {
    return await promisify(execFile)(file, args, {
      env: {
        ...process.env,
        KUBECONFIG: cluster.kubeconfigPath,
        KUBECACHEDIR: join(cluster.folder, 'kubectl'),
      },
      timeout: options.timeoutMs ?? TIMEOUT_MS,
      maxBuffer: MAX_OUTPUT_BYTES,
      signal: options.signal,
    });
  } catch (error) {
    const { stdout, stderr, message } = error as {
      stdout?: string;
      stderr?: string;
      message: string;
    };
    // `kubectl auth can-i` says "no" on standard output and nothing else.
    const words = stderr?.trim() || stdout?.trim() || message;
    throw new Error(`kubectl ${args.join(' ')} failed: ${words}`, {
      cause: error,
    });
  }
}
