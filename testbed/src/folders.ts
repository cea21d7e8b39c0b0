import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, in every way it can be loaded: by jest, by Node with type stripping, by a bundler. */
export const TESTBED_FOLDER = resolve(
  dirname(fileURLToPath(import.meta.url)),
  '..',
);

/** Where each Go module lies that pins the binaries of the test bed. */
export const TOOLS_FOLDER = join(TESTBED_FOLDER, 'tools');

/**
 * Where built binaries stay, outside the work tree, so that a machine builds them once for all clones.
 * `PANORAMA_TESTBED_CACHE` wins, then the XDG cache folder.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return (
    env.PANORAMA_TESTBED_CACHE ||
    join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'panorama-testbed')
  );
}

/** Where `testbed/up` keeps what it started: logs, data, kubeconfig files, `state.json`. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  return (
    env.PANORAMA_TESTBED_STATE ||
    join(
      env.XDG_STATE_HOME || join(homedir(), '.local', 'state'),
      'panorama-testbed',
    )
  );
}

/** Vendors' CRDs and API descriptions that are not part of the repository; tests say so when the folder is absent. */
export function contractsFolder(env: NodeJS.ProcessEnv = process.env): string {
  return (
    env.PANORAMA_CONTRACTS ||
    resolve(TESTBED_FOLDER, '..', '..', 'shared', 'contracts')
  );
}
