import { accessSync, constants, existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

function onPath(file) {
  return (process.env.PATH ?? '')
    .split(':')
    .some(folder => existsSync(join(folder, file)));
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where Debian and the usual desktops put Chromium. */
export function chromium() {
  return [
    process.env.PANORAMA_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find(file => file && executable(file));
}

export function contracts() {
  const folder =
    process.env.PANORAMA_CONTRACTS ?? join(ROOT, '..', 'shared', 'contracts');
  return existsSync(folder) ? folder : undefined;
}

function postgres() {
  return (
    spawnSync('sh', ['-c', 'ls /usr/lib/postgresql/*/bin/initdb']).status === 0
  );
}

/**
 * What some tests need beyond Node, each with the sentence that is printed when
 * it is missing. `PANORAMA_REQUIRE=browser,cluster` turns the sentence into a failure.
 */
export const PREREQUISITES = {
  browser: {
    present: () => Boolean(chromium()),
    missing:
      'Chromium is not installed (apt-get install chromium fonts-noto-cjk)',
  },
  cluster: {
    present: () =>
      onPath('go') || process.env.PANORAMA_TESTBED_CACHE !== undefined,
    missing:
      'Go is not installed, and the test bed builds its servers with it (apt-get install golang-go; any version)',
  },
  postgres: {
    present: postgres,
    missing: 'PostgreSQL is not installed (apt-get install postgresql)',
  },
  prometheus: {
    present: () => onPath('prometheus') && onPath('promtool'),
    missing: 'Prometheus is not installed (apt-get install prometheus)',
  },
  contracts: {
    present: () => Boolean(contracts()),
    missing:
      "The vendors' API descriptions are not there (PANORAMA_CONTRACTS names their folder)",
  },
};

/** @returns names that `PANORAMA_REQUIRE` lists */
export function required() {
  return (process.env.PANORAMA_REQUIRE ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
}
