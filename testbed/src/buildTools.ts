import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { availableParallelism, setPriority } from 'node:os';
import { join } from 'node:path';
import { exclusive } from './exclusive.ts';
import { endWithUs, hasEnded } from './lifeline.ts';
import { findGo, type GoCommand } from './goCommand.ts';
import { TOOLS_FOLDER, cacheFolder } from './folders.ts';
import { toolsetFolder, toolsetVersion, type Toolset } from './toolsets.ts';

/** Builds run beside installs and tests, and must not slow them down. */
const NICENESS = 10;

/** A stuck download is the likely cause of a build that lasts longer than this. */
const BUILD_DEADLINE_MS = 40 * 60_000;

const ERROR_LINES = 12;

/** Runs Go in a tools module and returns its standard output. */
function run(go: GoCommand, folder: string, args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(go.file, args, {
      cwd: folder,
      // CGO_ENABLED=0: no C compiler needed, and the same binary on every distribution.
      env: { ...go.env, CGO_ENABLED: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Not spawn's own `timeout`: its timer goes on when the program does not exist, and keeps this process alive.
    const timer = setTimeout(() => child.kill('SIGKILL'), BUILD_DEADLINE_MS);
    let out = '';
    let err = '';
    child.stdout.on('data', chunk => (out += chunk));
    child.stderr.on('data', chunk => (err += chunk));
    child.on('spawn', () => {
      if (!child.pid) return;
      setPriority(child.pid, NICENESS);
      endWithUs(child.pid);
    });
    child.on('error', error => {
      clearTimeout(timer);
      fail(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (child.pid) hasEnded(child.pid);
      if (code === 0) return done(out);
      const tail = err.trim().split('\n').slice(-ERROR_LINES).join('\n  ');
      return fail(
        new Error(
          `go ${args[0]} in ${folder} ended with ${signal ?? code}:\n  ${tail}`,
        ),
      );
    });
  });
}

/** Concatenates the YAML files of some module folders into one stream of documents. */
async function collectYaml(moduleFolder: string, folders: string[]) {
  const documents: string[] = [];
  for (const folder of folders) {
    const names = (await readdir(join(moduleFolder, folder)))
      .filter(it => it.endsWith('.yaml') && it !== 'kustomization.yaml')
      .sort();
    for (const name of names) {
      documents.push(await readFile(join(moduleFolder, folder, name), 'utf8'));
    }
  }
  return documents.join('\n---\n');
}

async function buildInto(
  folder: string,
  toolset: Toolset,
  go: GoCommand,
): Promise<void> {
  const moduleFolder = join(TOOLS_FOLDER, toolset.name);
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  const jobs =
    process.env.PANORAMA_TESTBED_BUILD_JOBS || `${availableParallelism()}`;
  for (const [binary, goPackage] of Object.entries(toolset.binaries)) {
    await run(go, moduleFolder, [
      'build',
      '-trimpath',
      '-buildvcs=false',
      `-p=${jobs}`,
      `-ldflags=${toolset.ldflags(toolsetVersion(toolset))}`,
      '-o',
      join(bin, binary),
      goPackage,
    ]);
  }
  if (toolset.files) {
    const dir = await run(go, moduleFolder, [
      'list',
      '-m',
      '-f',
      '{{.Dir}}',
      toolset.files.module,
    ]);
    for (const [name, folders] of Object.entries(toolset.files.targets)) {
      await writeFile(
        join(folder, name),
        await collectYaml(dir.trim(), folders),
      );
    }
  }
  const digests: Record<string, string> = {};
  for (const binary of Object.keys(toolset.binaries)) {
    const bytes = await readFile(join(bin, binary));
    digests[binary] = createHash('sha256').update(bytes).digest('hex');
  }
  await writeFile(join(folder, 'stamp.json'), JSON.stringify(digests, null, 2));
}

/** True when the set is in the cache; with `thorough`, also when each binary still has the digest it was built with. */
export async function isBuilt(
  toolset: Toolset,
  options: { thorough?: boolean } = {},
): Promise<boolean> {
  const folder = toolsetFolder(toolset);
  const stamp = await readFile(join(folder, 'stamp.json'), 'utf8').catch(
    () => undefined,
  );
  if (stamp === undefined) return false;
  const digests = JSON.parse(stamp) as Record<string, string>;
  for (const [binary, digest] of Object.entries(digests)) {
    const path = join(folder, 'bin', binary);
    if (!existsSync(path)) return false;
    if (options.thorough) {
      const bytes = await readFile(path);
      if (createHash('sha256').update(bytes).digest('hex') !== digest) {
        return false;
      }
    }
  }
  return true;
}

/**
 * Builds the sets that are not in the cache, one after the other, and returns when all are there.
 *
 * Safe to call from several processes: one builds, the others wait. A set appears under its name only when it is
 * complete, so that an interrupted build is never used. `log` gets one line for each step.
 * @throws Error with the last lines of the compiler, or with where to get Go.
 */
export async function buildTools(
  toolsets: Toolset[],
  log: (line: string) => void = () => {},
  options: { thorough?: boolean } = {},
): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  for (const toolset of toolsets) {
    const folder = toolsetFolder(toolset);
    const what = `${Object.keys(toolset.binaries).join(', ')} ${toolsetVersion(
      toolset,
    )}`;
    await exclusive(
      `${folder}.lock`,
      async () => {
        if (await isBuilt(toolset, options)) {
          log(`${what}: in the cache`);
          return;
        }
        log(`${what}: building (${toolset.coldBuild} on 2 cores, once)`);
        const started = Date.now();
        await rm(folder, { recursive: true, force: true });
        await rm(`${folder}.part`, { recursive: true, force: true });
        await buildInto(`${folder}.part`, toolset, await findGo(log));
        await rename(`${folder}.part`, folder);
        log(`${what}: built in ${Math.round((Date.now() - started) / 1000)} s`);
      },
      pid => log(`${what}: waiting for the build of process ${pid ?? '?'}`),
    );
  }
}
