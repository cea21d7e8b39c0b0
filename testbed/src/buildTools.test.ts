import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildTools, isBuilt } from './buildTools';
import { TESTBED_FOLDER } from './folders';
import { ETCD, binaryPath, toolsetFolder } from './toolsets';

/** Stands for the compiler: notes that it was called, and writes the file that `-o` names. */
const COMPILER = `#!/bin/sh
[ "$1" = version ] && exec echo go version go1.26.8 linux/amd64
echo "$@" >> "$(dirname "$0")/calls"
while [ "$1" != -o ]; do shift; done
sleep 0.2
echo binary > "$2"
`;

const BROKEN_COMPILER = `#!/bin/sh
[ "$1" = version ] && exec echo go version go1.26.8 linux/amd64
echo 'main.go:1: undefined: etcdmain' >&2
exit 1
`;

describe('buildTools', () => {
  const formerEnv = { ...process.env };
  let scratch: string;

  beforeEach(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'build-tools-'));
    await mkdir(join(scratch, 'bin'));
    process.env.PANORAMA_TESTBED_CACHE = join(scratch, 'cache');
    process.env.PATH = `${join(scratch, 'bin')}${delimiter}${formerEnv.PATH}`;
  });

  afterEach(() => {
    process.env = { ...formerEnv };
    rmSync(scratch, { recursive: true });
  });

  const useCompiler = (script: string) =>
    writeFileSync(join(scratch, 'bin', 'go'), script, { mode: 0o755 });
  const calls = () =>
    readFileSync(join(scratch, 'bin', 'calls'), 'utf8').trim().split('\n')
      .length;

  it('builds once, although two ask at the same time and a third later', async () => {
    useCompiler(COMPILER);
    const lines: string[] = [];
    await Promise.all([
      buildTools([ETCD], line => lines.push(line)),
      buildTools([ETCD], line => lines.push(line)),
    ]);
    await buildTools([ETCD]);
    expect(calls()).toBe(1);
    expect(await isBuilt(ETCD, { thorough: true })).toBe(true);
    expect(lines).toContainEqual(
      expect.stringMatching(/^etcd v3\.6\.5: waiting for the build of process/),
    );
    expect(lines.filter(it => it.includes('built in'))).toHaveLength(1);
    expect(lines.filter(it => it.includes('in the cache'))).toHaveLength(1);
  });

  it('builds again what was damaged, when asked to look closely', async () => {
    useCompiler(COMPILER);
    await buildTools([ETCD]);
    writeFileSync(binaryPath(ETCD, 'etcd'), 'half a bin');
    expect(await isBuilt(ETCD)).toBe(true);
    expect(await isBuilt(ETCD, { thorough: true })).toBe(false);
    await buildTools([ETCD], () => {}, { thorough: true });
    expect(calls()).toBe(2);
    expect(readFileSync(binaryPath(ETCD, 'etcd'), 'utf8')).toBe('binary\n');
  });

  it('quotes the compiler when it fails, and leaves nothing that looks built', async () => {
    useCompiler(BROKEN_COMPILER);
    await expect(buildTools([ETCD])).rejects.toThrow(
      /go build in .*etcd ended with 1:\n {2}main.go:1: undefined: etcdmain/,
    );
    expect(existsSync(toolsetFolder(ETCD))).toBe(false);
    expect(existsSync(`${toolsetFolder(ETCD)}.lock`)).toBe(false);
  });

  it('says where to get Go on a machine without it, and ends', async () => {
    for (const name of ['dirname', 'node']) {
      symlinkSync(
        name === 'node' ? process.execPath : `/usr/bin/${name}`,
        join(scratch, 'bin', name),
      );
    }
    const outcome = await new Promise<{ code: unknown; stderr: string }>(done =>
      execFile(
        join(TESTBED_FOLDER, 'build'),
        {
          env: {
            PATH: join(scratch, 'bin'),
            PANORAMA_TESTBED_CACHE: join(scratch, 'cache'),
          },
          timeout: 20_000,
        },
        (error, _, stderr) => done({ code: error?.code, stderr }),
      ),
    );
    expect(outcome.stderr).toContain('go is not on the PATH');
    expect(outcome.code).toBe(1);
  }, 30_000);
});
