import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCluster } from '../TestCluster.ts';
import { isAlive } from '../isAlive.ts';
import { kubeconfig } from '../kubeconfig.ts';
import type { TestPostgres } from '../postgres.ts';
import type { KubernetesVersion } from '../toolsets.ts';

/** What `testbed/up` was asked for. */
export type SessionOptions = {
  clusters: string[];
  kubernetes: KubernetesVersion;
  /** Undefined: as the version has it. */
  watchList?: boolean;
  nodes: number;
  postgres: boolean;
};

/** `state.json`: everything that a person or a start script has to know about what runs. */
export type Session = {
  /** The process that owns all servers; SIGTERM ends them. */
  pid: number;
  options: SessionOptions;
  /** One kubeconfig for all clusters, with one context for each user. */
  kubeconfigPath: string;
  clusters: Array<{
    name: string;
    url: string;
    version: string;
    folder: string;
    caFile: string;
    caData: string;
    kubeconfigPath: string;
    tokens: Record<string, string>;
    /** Server name → process id, to kill one and watch the portal. */
    pids: Record<string, number>;
  }>;
  postgres?: { connectionString: string };
};

const STATE_FILE = 'state.json';

/** The session in a folder, or undefined when nothing runs there. */
export function readSession(folder: string): Session | undefined {
  const file = join(folder, STATE_FILE);
  if (!existsSync(file)) return undefined;
  const session = JSON.parse(readFileSync(file, 'utf8')) as Session;
  return isAlive(session.pid) && isTestbed(session.pid) ? session : undefined;
}

/** Process ids are used again: one that is not ours must not be taken for ours, let alone be ended. */
function isTestbed(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  return (
    existsSync(file) && /cli.(serve|up)\.ts/.test(readFileSync(file, 'utf8'))
  );
}

/** Empties the folder, which only the owner may read: it will hold tokens. */
export async function prepareSessionFolder(folder: string): Promise<void> {
  if (existsSync(folder) && !existsSync(join(folder, '.testbed'))) {
    throw new Error(
      `${folder} exists and was not made by testbed/up; name another folder with --state, or remove it`,
    );
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  await writeFile(join(folder, '.testbed'), '');
}

/** Writes `state.json` and the common kubeconfig; readers see the old state or the new one, never a half. */
export async function writeSession(
  folder: string,
  options: SessionOptions,
  clusters: TestCluster[],
  postgres: TestPostgres | undefined,
): Promise<Session> {
  const kubeconfigPath = join(folder, 'kubeconfig.json');
  const session: Session = {
    pid: process.pid,
    options,
    kubeconfigPath,
    clusters: clusters.map(it => ({
      name: it.name,
      url: it.url,
      version: it.version,
      folder: it.folder,
      caFile: it.caFile,
      caData: it.caData,
      kubeconfigPath: it.kubeconfigPath,
      tokens: { ...it.tokens },
      pids: it.pids,
    })),
    ...(postgres
      ? { postgres: { connectionString: postgres.connectionString } }
      : {}),
  };
  await writeFile(kubeconfigPath, kubeconfig(session.clusters), {
    mode: 0o600,
  });
  const file = join(folder, STATE_FILE);
  await writeFile(`${file}.part`, JSON.stringify(session, null, 2), {
    mode: 0o600,
  });
  await rename(`${file}.part`, file);
  return session;
}

/** What a person reads after `testbed/up`. */
export function describeSession(folder: string, session: Session): string {
  return [
    ...session.clusters.map(
      it => `${it.name}  Kubernetes ${it.version}  ${it.url}`,
    ),
    ...(session.postgres
      ? [`postgres  ${session.postgres.connectionString}`]
      : []),
    '',
    `export KUBECONFIG=${session.kubeconfigPath}`,
    `state, tokens and logs: ${folder}`,
  ].join('\n');
}
