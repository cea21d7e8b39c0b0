import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerFailedError, ServerProcess } from './ServerProcess';
import { eventually } from './eventually';
import { TESTBED_FOLDER } from './folders';
import { isAlive } from './isAlive';

describe('a server process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'server-process-'));
  const started: ServerProcess[] = [];

  const start = (script: string) => {
    const server = new ServerProcess(
      { name: 'demo server', file: '/bin/sh', args: ['-c', script] },
      join(folder, `${started.length}.log`),
    );
    started.push(server);
    return server;
  };

  afterAll(async () => {
    await Promise.all(started.map(it => it.stop()));
    rmSync(folder, { recursive: true });
  });

  it('quotes the end of its log when it ends before it is ready', async () => {
    const server = start('echo loading; echo "no such key" >&2; exit 3');
    await expect(
      server.waitUntilReady(async () => false, 10_000),
    ).rejects.toThrow(
      /demo server ended with exit code 3 before it was ready[^]*loading\n {2}no such key/,
    );
  });

  it('quotes the end of its log when the deadline passes, and says what the last look met', async () => {
    const server = start('echo still waiting for a leader; exec sleep 60');
    const failure = server.waitUntilReady(async () => {
      throw new Error('connection refused');
    }, 300);
    await expect(failure).rejects.toThrow(ServerFailedError);
    await expect(failure).rejects.toThrow(
      /was not ready within 0.3 s \(connection refused\)[^]*waiting for a leader/,
    );
  });

  it('says so when its program does not exist', async () => {
    const server = new ServerProcess(
      { name: 'ghost', file: join(folder, 'missing'), args: [] },
      join(folder, 'ghost.log'),
    );
    await expect(
      server.waitUntilReady(async () => false, 5_000),
    ).rejects.toThrow('ENOENT');
  });

  it('tells when it ends although nobody stopped it, and is silent when somebody did', async () => {
    const told: string[] = [];
    const crashing = start('sleep 0.1; echo out of memory; exit 137');
    crashing.onUnexpectedEnd(error => told.push(error.message));
    await crashing.ended;
    await eventually('the message', async () => told.length === 1);
    expect(told[0]).toMatch(/ended with exit code 137[^]*out of memory/);

    const stopped = start('exec sleep 60');
    stopped.onUnexpectedEnd(error => told.push(error.message));
    await stopped.stop();
    expect(await stopped.ended).toBe('signal SIGKILL');
    expect(told).toHaveLength(1);
  });

  it('is killed when it ignores a polite request for too long', async () => {
    const server = start('trap "" TERM; while :; do sleep 0.1; done');
    await eventually('it to run', async () => server.pid !== undefined);
    await server.stop({ signal: 'SIGTERM', graceMs: 200 });
    expect(server.isRunning).toBe(false);
  });

  it('ends with its starter, also when that is killed outright, and its throwaway folder goes too', async () => {
    const starter = spawn(
      // Finds a Node that can load TypeScript by itself, whatever runs the tests.
      join(TESTBED_FOLDER, 'node.sh'),
      [
        '--input-type=module',
        '--eval',
        `
          import { ServerProcess } from ${JSON.stringify(
            join(TESTBED_FOLDER, 'src', 'ServerProcess.ts'),
          )};
          import { throwawayFolder } from ${JSON.stringify(
            join(TESTBED_FOLDER, 'src', 'lifeline.ts'),
          )};
          const folder = await throwawayFolder('orphan');
          const start = () => new ServerProcess(
            { name: 'orphan', file: '/bin/sleep', args: ['600'] },
            folder.path + '/log',
          );
          const [kept, stopped] = [start(), start()];
          await stopped.stop();
          console.log(JSON.stringify([kept.pid, folder.path]));
          setInterval(() => {}, 1000);
        `,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const line = await new Promise<string>(done =>
      starter.stdout.once('data', chunk => done(String(chunk))),
    );
    const [pid, path] = JSON.parse(line) as [number, string];
    expect([isAlive(pid), existsSync(path)]).toEqual([true, true]);

    starter.kill('SIGKILL');

    await eventually('the orphan to end', async () => !isAlive(pid), 5_000);
    await eventually('its folder to go', async () => !existsSync(path), 5_000);
  });
});
