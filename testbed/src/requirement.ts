import { missingTools, type KubernetesVersion } from './toolsets.ts';
import { missingPostgres } from './postgres.ts';

/** Words of `PANORAMA_REQUIRE` that the test bed knows. */
export type Requirement = 'cluster' | 'postgres';

/**
 * Whether a suite that needs real servers can run here. If not: throws when `PANORAMA_REQUIRE` names the word (CI names
 * all of them, so that nothing is left out there), otherwise prints why and returns false.
 *
 *     (canRun('cluster') ? describe : describe.skip)('on a real cluster', …)
 */
export function canRun(
  word: Requirement,
  options: {
    version?: KubernetesVersion;
    env?: NodeJS.ProcessEnv;
    tell?: (sentence: string) => void;
  } = {},
): boolean {
  const {
    env = process.env,
    tell = sentence => process.stderr.write(`${sentence}\n`),
  } = options;
  const missing =
    word === 'cluster'
      ? missingTools(options.version).join(', ')
      : missingPostgres();
  if (!missing) return true;
  const wayOut =
    word === 'cluster' ? 'run testbed/build' : 'install PostgreSQL 15';
  const required = (env.PANORAMA_REQUIRE ?? '').split(/[\s,]+/);
  if (required.includes(word)) {
    throw new Error(
      `PANORAMA_REQUIRE names ${word}, but this machine lacks ${missing}: ${wayOut}`,
    );
  }
  tell(
    `Skipped tests that need ${word}: this machine lacks ${missing} (${wayOut}).`,
  );
  return false;
}
