import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  cp,
  mkdir,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exclusive } from './exclusive.ts';
import { cacheFolder } from './folders.ts';

/** What is fetched where the machine's Go is too old to fetch one by itself. */
const GO_VERSION = '1.26.8';

/** From here on Go gets the version that a go.mod asks for (https://go.dev/doc/toolchain). */
const FETCHES_ITSELF = 21;

const DOWNLOAD_DEADLINE_MS = 10 * 60_000;

const runFile = promisify(execFile);

/** How to call a Go that is new enough for every module under `tools/`. */
export type GoCommand = { file: string; env: NodeJS.ProcessEnv };

/**
 * Finds a Go that can build the test bed. The machine's own is enough, however old: from 1.21 on it fetches a newer one
 * when a go.mod asks for it, and for an older one that is done here. Both come from the module proxy that Go is
 * configured for (GOPROXY), and are checked against the checksum database.
 * @throws Error that says what to install
 */
export async function findGo(
  log: (line: string) => void = () => {},
): Promise<GoCommand> {
  // Distributions turn the fetching off; a person who does so too is obeyed.
  const env: NodeJS.ProcessEnv = { GOTOOLCHAIN: 'auto', ...process.env };
  const minor = await minorVersion(env);
  if (minor >= FETCHES_ITSELF) return { file: 'go', env };
  const { GOROOT: _rootOfTheOldOne, ...others } = env;
  return {
    file: await fetchGo(log),
    env: { ...others, GOTOOLCHAIN: 'local' },
  };
}

/** Not in a module folder: there, Go would answer with the version that the go.mod asks for. */
async function minorVersion(env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { stdout } = await runFile('go', ['version'], {
      cwd: '/',
      env: { ...env, GOTOOLCHAIN: 'local' },
    });
    const [, minor] = /go1\.(\d+)/.exec(stdout) ?? [];
    // A development version names no number, and is newer than all.
    return minor === undefined ? Infinity : Number(minor);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(
      'go is not on the PATH. The test bed builds its servers with Go: install any version (apt-get install golang-go), ' +
        `a fresh one is then fetched; or copy a built cache from another machine to ${cacheFolder()}`,
    );
  }
}

/** @returns the path of a `go` of {@link GO_VERSION} in the cache */
async function fetchGo(log: (line: string) => void): Promise<string> {
  const folder = join(cacheFolder(), `go${GO_VERSION}`);
  const file = join(folder, 'bin', 'go');
  await mkdir(cacheFolder(), { recursive: true });
  await exclusive(`${folder}.lock`, async () => {
    if (existsSync(file)) return;
    log(`go ${GO_VERSION}: fetching, because the machine's is older than 1.21`);
    const module = await downloadToolchain();
    await rm(folder, { recursive: true, force: true });
    await rm(`${folder}.part`, { recursive: true, force: true });
    await cp(module, `${folder}.part`, { recursive: true });
    await makeUsable(`${folder}.part`);
    await rename(`${folder}.part`, folder);
  });
  return file;
}

/** Toolchains are published as modules, which every Go can download. @returns the module's folder */
async function downloadToolchain(): Promise<string> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const version = `v0.0.1-go${GO_VERSION}.${process.platform}-${arch}`;
  // An empty module of its own: the download must not be looked up in the work tree's.
  const scratch = join(cacheFolder(), `fetch-${process.pid}`);
  await mkdir(scratch, { recursive: true });
  try {
    await writeFile(join(scratch, 'go.mod'), 'module panorama.test/fetch\n');
    const { stdout } = await runFile(
      'go',
      ['mod', 'download', '-json', `golang.org/toolchain@${version}`],
      { cwd: scratch, env: process.env, timeout: DOWNLOAD_DEADLINE_MS },
    );
    return JSON.parse(stdout).Dir;
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    throw new Error(
      `Go ${GO_VERSION} could not be fetched, and the machine's is too old (1.26 or newer is needed): ${
        /"Error": (".*")/.exec(stdout)?.[1] ?? error
      }`,
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A module's zip has neither modes nor nested go.mod files; Go itself puts both back in the same way. */
async function makeUsable(folder: string): Promise<void> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  await chmod(folder, 0o755);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const inside = path.slice(folder.length + 1);
    // Module folders are read-only.
    const runs = /^(bin|pkg\/tool)\//.test(inside);
    await chmod(path, entry.isDirectory() || runs ? 0o755 : 0o644);
  }
  for (const entry of entries) {
    if (entry.name === '_go.mod') {
      const path = join(entry.parentPath, entry.name);
      await rename(path, join(entry.parentPath, 'go.mod'));
    }
  }
}
