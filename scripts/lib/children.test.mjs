import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from './children.mjs';
import { Sentence } from './say.mjs';

const CHILDREN = JSON.stringify(
  new URL('./children.mjs', import.meta.url).href,
);
const END_WITH_PARENT = fileURLToPath(
  new URL('./endWithParent.cjs', import.meta.url),
);

/** A command with one child, a server that ends when its input does; resolves with the child's id. */
async function commandWithChild() {
  const command = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { start, stopChildrenOnSignals } from ${CHILDREN};
       stopChildrenOnSignals();
       const child = start(process.execPath, ['--require', ${JSON.stringify(
         END_WITH_PARENT,
       )}, '-e', 'console.log("up"); setInterval(() => {}, 1000)']);
       child.stdout.once('data', () => console.log(child.pid));`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(command.stdout, 'data');
  return { command, child: Number(String(line)) };
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ends(pid) {
  for (let i = 0; i < 100 && isAlive(pid); i++) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return !isAlive(pid);
}

describe('the children of a command', () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    it(`are gone when ${signal} has ended it`, async () => {
      const { command, child } = await commandWithChild();
      command.kill(signal);
      assert.deepEqual(await once(command, 'exit'), [code, null]);
      assert.equal(isAlive(child), false);
    });
  }

  it('end by themselves when it is killed', async () => {
    const { command, child } = await commandWithChild();
    command.kill('SIGKILL');
    assert.ok(await ends(child));
  });
});

describe('a program on the terminal of its command', () => {
  const script = text => [
    '--input-type=module',
    '-e',
    `import { runHere, stopChildrenOnSignals } from ${CHILDREN};
     stopChildrenOnSignals();
     process.exitCode = await runHere(process.execPath, ['-e', ${JSON.stringify(
       text,
     )}]);`,
  ];

  it('gives the command its exit code', async () => {
    const command = spawn(process.execPath, script('process.exit(7)'));
    assert.deepEqual(await once(command, 'exit'), [7, null]);
  });

  it('is gone when SIGTERM has ended the command', async () => {
    const command = spawn(
      process.execPath,
      script('console.log(process.pid); setInterval(() => {}, 1000)'),
    );
    const [line] = await once(command.stdout, 'data');
    command.kill('SIGTERM');
    assert.deepEqual(await once(command, 'exit'), [143, null]);
    assert.equal(isAlive(Number(String(line))), false);
  });
});

describe('a program that is missing', () => {
  it('is named in one sentence', async () => {
    await assert.rejects(
      run('no-such-tool', []),
      error =>
        error instanceof Sentence &&
        error.message === 'no-such-tool is not installed or not on the PATH.',
    );
  });
});
