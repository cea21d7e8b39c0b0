import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Sentence } from './say.mjs';
import { takeStateFolder } from './stateFolder.mjs';

describe('the state folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'state-folder-'));
  const file = join(folder, 'running.json');
  after(() => rmSync(folder, { recursive: true }));

  it('is refused while another portal has it, by name and with a way out', async () => {
    const other = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { takeStateFolder } from ${JSON.stringify(
          new URL('./stateFolder.mjs', import.meta.url).href,
        )};
         takeStateFolder(${JSON.stringify(folder)}, 'http://localhost:7007');
         console.log('taken');
         setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(other.stdout, 'data');
    assert.throws(
      () => takeStateFolder(folder, 'http://localhost:7107'),
      error =>
        error instanceof Sentence &&
        error.message.includes('http://localhost:7007') &&
        error.message.includes(String(other.pid)) &&
        error.message.includes('PANORAMA_STATE_DIR='),
    );
    other.kill('SIGKILL');
    await once(other, 'exit');
  });

  it('is taken over from a portal that was killed', () => {
    takeStateFolder(folder, 'http://localhost:7107');
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).pid, process.pid);
  });

  it('is not held by a later process with the same number', () => {
    writeFileSync(
      file,
      JSON.stringify({ pid: 1, url: 'http://localhost:7007', startTicks: 'x' }),
    );
    takeStateFolder(folder, 'http://localhost:7107');
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).pid, process.pid);
  });
});
