import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServerFailedError, ServerProcess } from './ServerProcess.ts';
import { throwawayFolder } from './lifeline.ts';
import { freePorts } from './ports.ts';

/** Debian keeps versions side by side; another place can be named by `PANORAMA_POSTGRES_BIN`. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';
const OLDEST_MAJOR = 15;
const INITDB_TIMEOUT_MS = 60_000;
const READY_MS = 30_000;
const SUPERUSER = 'panorama';

/** A running throwaway PostgreSQL. */
export type TestPostgres = {
  /** `postgres://panorama:…@127.0.0.1:<port>/postgres`; a superuser, who may create databases. */
  connectionString: string;
  host: string;
  port: number;
  user: string;
  password: string;
  pid: number;
  /** Ends it and removes its data. */
  stop: () => Promise<void>;
};

function binFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.PANORAMA_POSTGRES_BIN) return env.PANORAMA_POSTGRES_BIN;
  if (!existsSync(DEBIAN_FOLDER)) return undefined;
  return readdirSync(DEBIAN_FOLDER)
    .map(Number)
    .filter(it => it >= OLDEST_MAJOR)
    .sort((a, b) => a - b)
    .map(it => join(DEBIAN_FOLDER, String(it), 'bin'))
    .find(it => existsSync(join(it, 'initdb')));
}

/** What is missing for `startPostgres`, or undefined. */
export function missingPostgres(): string | undefined {
  const bin = binFolder();
  if (bin && existsSync(join(bin, 'initdb'))) return undefined;
  return `PostgreSQL ${OLDEST_MAJOR} or newer (${
    bin ?? join(DEBIAN_FOLDER, String(OLDEST_MAJOR), 'bin')
  })`;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody` where that user is missing. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(it => it.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const user = users.find(it => it[0] === name);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and /etc/passwd has neither postgres nor nobody; run the tests as another user',
  );
}

/**
 * The eighth line of `postmaster.pid` is the server's own word for its state (PostgreSQL's
 * `src/include/utils/pidfile.h`). An open port is not enough: it opens before sessions are let in.
 */
async function isAccepting(dataFolder: string): Promise<boolean> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8');
  return text.split('\n')[7]?.trim() === 'ready';
}

async function startOnce(
  bin: string,
  folder: { path: string; remove: () => Promise<void> },
  password: string,
): Promise<TestPostgres> {
  const owner = unprivilegedUser();
  const data = join(folder.path, 'data');
  const [port] = await freePorts(1);
  const server = new ServerProcess(
    {
      name: 'postgres',
      file: join(bin, 'postgres'),
      args: [
        ...['-D', data],
        ...['-p', String(port)],
        ...['-c', 'listen_addresses=127.0.0.1'],
        ...['-c', `unix_socket_directories=${folder.path}`],
        // The data is thrown away: durability off, as fast as the disk cache.
        ...['-c', 'fsync=off'],
        ...['-c', 'synchronous_commit=off'],
        ...['-c', 'full_page_writes=off'],
        ...['-c', 'max_connections=200'],
      ],
      cwd: folder.path,
      ...owner,
    },
    join(folder.path, 'postgres.log'),
  );
  try {
    await server.waitUntilReady(() => isAccepting(data), READY_MS);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    connectionString: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password,
    pid: server.pid ?? 0,
    async stop() {
      // SIGINT is PostgreSQL's fast shutdown: sessions are cut, its own children end with it.
      await server.stop({ signal: 'SIGINT' });
      await folder.remove();
    },
  };
}

/**
 * Starts an empty PostgreSQL of its own on a free port of loopback. Ends with this process at the latest.
 * @throws Error that names the missing package, or ServerFailedError with the last log lines.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const missing = missingPostgres();
  const bin = binFolder();
  if (missing || !bin) {
    throw new Error(
      `this machine lacks ${missing}; apt-get install postgresql-15, or set PANORAMA_POSTGRES_BIN`,
    );
  }
  const owner = unprivilegedUser();
  const folder = await throwawayFolder('postgres');
  try {
    const password = randomBytes(18).toString('hex');
    const passwordFile = join(folder.path, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    await mkdir(join(folder.path, 'data'), { mode: 0o700 });
    if (owner) {
      for (const path of ['', 'data', 'password']) {
        await chown(join(folder.path, path), owner.uid, owner.gid);
      }
    }
    await chmod(folder.path, 0o700);
    await promisify(execFile)(
      join(bin, 'initdb'),
      [
        ...['-D', join(folder.path, 'data')],
        ...['-U', SUPERUSER],
        ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
      ],
      { ...owner, cwd: folder.path, timeout: INITDB_TIMEOUT_MS },
    );
    try {
      return await startOnce(bin, folder, password);
    } catch (error) {
      const isCollision =
        error instanceof ServerFailedError &&
        error.message.includes('Address already in use');
      if (!isCollision) throw error;
      return await startOnce(bin, folder, password);
    }
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
