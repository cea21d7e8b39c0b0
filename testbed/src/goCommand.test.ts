import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findGo } from './goCommand';

/** Go 1.19, which knows nothing of toolchains but can download any module. */
const OLD_GO = (module: string) => `#!/bin/sh
[ "$1" = version ] && exec echo go version go1.19.8 linux/amd64
echo "$@" >> "$(dirname "$0")/calls"
echo '{"Dir": "${module}"}'
`;

describe('findGo', () => {
  const formerEnv = { ...process.env };
  let scratch: string;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'find-go-'));
    mkdirSync(join(scratch, 'bin'));
    process.env.PANORAMA_TESTBED_CACHE = join(scratch, 'cache');
    process.env.PATH = `${join(scratch, 'bin')}${delimiter}${formerEnv.PATH}`;
    delete process.env.GOTOOLCHAIN;
  });

  afterEach(() => {
    process.env = { ...formerEnv };
    rmSync(scratch, { recursive: true });
  });

  const install = (script: string) =>
    writeFileSync(join(scratch, 'bin', 'go'), script, { mode: 0o755 });

  it('lets a Go that can fetch newer ones do so, although the distribution says no', async () => {
    install('#!/bin/sh\necho go version go1.22.5 linux/amd64\n');
    const go = await findGo();
    expect([go.file, go.env.GOTOOLCHAIN]).toEqual(['go', 'auto']);
  });

  it('obeys a person who forbids it', async () => {
    process.env.GOTOOLCHAIN = 'local';
    install('#!/bin/sh\necho go version go1.26.8 linux/amd64\n');
    expect((await findGo()).env.GOTOOLCHAIN).toBe('local');
  });

  it('fetches a toolchain with a Go that is too old to, and makes a usable folder of it', async () => {
    const module = join(scratch, 'module');
    mkdirSync(join(module, 'bin'), { recursive: true });
    mkdirSync(join(module, 'src'));
    writeFileSync(join(module, 'bin', 'go'), 'the new one', { mode: 0o444 });
    writeFileSync(join(module, 'src', '_go.mod'), 'module std', {
      mode: 0o444,
    });
    install(OLD_GO(module));
    process.env.GOROOT = '/usr/lib/go-1.19';
    const lines: string[] = [];
    const go = await findGo(line => lines.push(line));
    expect(lines).toEqual([expect.stringMatching(/^go 1\.26\.\d+: fetching/)]);
    expect(statSync(go.file).mode & 0o777).toBe(0o755);
    expect(statSync(join(go.file, '..', '..', 'src', 'go.mod')).size).toBe(10);
    expect(go.env.GOROOT).toBeUndefined();
    expect((await findGo()).file).toBe(go.file);
  });

  it('says what to do when the toolchain cannot be fetched', async () => {
    install(`#!/bin/sh
[ "$1" = version ] && exec echo go version go1.19.8 linux/amd64
echo '{"Error": "no such host"}'; exit 1
`);
    await expect(findGo()).rejects.toThrow(
      /could not be fetched.*1\.26 or newer is needed.*no such host/,
    );
  });
});
