import { existsSync } from 'node:fs';
import { contractsFolder } from './folders.ts';
import { missingPostgres } from './postgres.ts';
import { missingPrometheus } from './prometheus.ts';
import { missingTools, type KubernetesVersion } from './toolsets.ts';

/** Words of `PANORAMA_REQUIRE` that the test bed knows. */
export type Requirement =
  | 'cluster'
  | 'cluster-1.33'
  | 'postgres'
  | 'prometheus'
  | 'contracts';

/** What is not there, and what to do about it; undefined when everything is there. */
type Lack = { what: string; wayOut: string } | undefined;

function lackOfTools(version: KubernetesVersion, wayOut: string): Lack {
  const missing = missingTools(version);
  return missing.length > 0 ? { what: missing.join(', '), wayOut } : undefined;
}

const LACKS: Record<Requirement, () => Lack> = {
  cluster: () => lackOfTools('1.36', 'run testbed/build'),
  'cluster-1.33': () =>
    lackOfTools('1.33', 'run testbed/build --kubernetes 1.33'),
  postgres() {
    const what = missingPostgres();
    return what ? { what, wayOut: 'apt-get install postgresql-15' } : undefined;
  },
  prometheus() {
    const what = missingPrometheus();
    return what ? { what, wayOut: 'apt-get install prometheus' } : undefined;
  },
  contracts() {
    const what = contractsFolder();
    return existsSync(what)
      ? undefined
      : { what, wayOut: 'set PANORAMA_CONTRACTS to where they are' };
  },
};

/**
 * Whether a suite that needs something of this machine can run here. If not: throws when `PANORAMA_REQUIRE` names the
 * word (CI names all of them, so that nothing is left out there), otherwise prints why and returns false.
 *
 *     (canRun('cluster') ? describe : describe.skip)('on a real cluster', …)
 */
export function canRun(
  word: Requirement,
  options: {
    env?: NodeJS.ProcessEnv;
    tell?: (sentence: string) => void;
  } = {},
): boolean {
  const {
    env = process.env,
    tell = sentence => process.stderr.write(`${sentence}\n`),
  } = options;
  const lack = LACKS[word]();
  if (!lack) return true;
  if ((env.PANORAMA_REQUIRE ?? '').split(/[\s,]+/).includes(word)) {
    throw new Error(
      `PANORAMA_REQUIRE names ${word}, but this machine lacks ${lack.what}: ${lack.wayOut}`,
    );
  }
  tell(
    `Skipped tests that need ${word}: this machine lacks ${lack.what} (${lack.wayOut}).`,
  );
  return false;
}
