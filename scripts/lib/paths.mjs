import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What a running portal leaves on disk: ports, generated configuration, build stamps. */
export const STATE_DIR =
  process.env.PANORAMA_STATE_DIR || join(ROOT, '.panorama');

/** Node and Yarn of our own, where the machine's do not fit. */
export const TOOLCHAIN_DIR = join(ROOT, '.toolchain');
