import { execFile, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../eventually';
import { TESTBED_FOLDER } from '../folders';
import { isAlive } from '../isAlive';
import { kubectl } from '../kubectl';
import { canRun } from '../requirement';
import type { Session } from './session';

const STARTUP_MS = 180_000;

(canRun('cluster') ? describe : describe.skip)(
  'testbed/up and testbed/down',
  () => {
    const scratch = mkdtempSync(join(tmpdir(), 'testbed-session-'));
    const folder = join(scratch, 'state');

    const run = (command: string, ...args: string[]) =>
      promisify(execFile)(
        join(TESTBED_FOLDER, command),
        [...args, '--state', folder],
        { timeout: STARTUP_MS },
      );
    const session = (): Session =>
      JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));

    afterAll(async () => {
      await run('down');
      rmSync(scratch, { recursive: true });
    }, STARTUP_MS);

    it(
      'leave two clusters running, whose common kubeconfig works, and show the same ones when asked again',
      async () => {
        const first = await run('up', '--names', 'east,west', '--nodes', '1');
        const { clusters, kubeconfigPath, pid } = session();
        expect(clusters.map(it => it.name)).toEqual(['east', 'west']);
        expect(first.stdout).toContain(`export KUBECONFIG=${kubeconfigPath}`);
        expect(statSync(kubeconfigPath).mode.toString(8)).toMatch(/600$/);
        for (const context of ['east', 'west']) {
          const { stdout } = await kubectl({ kubeconfigPath, folder }, [
            ...['--context', context, 'get', 'nodes', '-o', 'name'],
          ]);
          expect(stdout).toBe('node/node-0\n');
        }

        const again = await run('up', '--names', 'east,west', '--nodes', '1');
        expect(session().pid).toBe(pid);
        expect(again.stdout).toContain(clusters[1].url);
      },
      STARTUP_MS,
    );

    it('refuse to start something else in the same place', async () => {
      await expect(run('up', '--names', 'north')).rejects.toThrow(
        /something else runs in .*"clusters":\["east","west"\]/,
      );
    });

    it('let the portal read pods, and nobody else', async () => {
      const { kubeconfigPath } = session();
      const canList = (user: string) =>
        kubectl({ kubeconfigPath, folder }, [
          ...[
            '--context',
            `east-${user}`,
            'auth',
            'can-i',
            'list',
            'pods',
            '-A',
          ],
        ]);
      expect((await canList('portal')).stdout).toBe('yes\n');
      await expect(canList('alice')).rejects.toThrow(/failed: no$/);
    });

    it(
      'end every process, and remove the tokens',
      async () => {
        const { pid, clusters } = session();
        const pids = [pid, ...clusters.flatMap(it => Object.values(it.pids))];
        expect(pids).toHaveLength(11);
        expect((await run('down')).stdout).toBe('stopped\n');
        expect(pids.filter(isAlive)).toEqual([]);
        expect(existsSync(folder)).toBe(false);
        expect((await run('down')).stdout).toBe('nothing was running\n');
      },
      STARTUP_MS,
    );

    it(
      'do not remove a folder that they have not made',
      async () => {
        const foreign = join(scratch, 'holiday-pictures');
        mkdirSync(foreign);
        const failure = promisify(execFile)(
          join(TESTBED_FOLDER, 'up'),
          ['--state', foreign],
          { timeout: STARTUP_MS },
        );
        await expect(failure).rejects.toThrow('was not made by testbed/up');
        expect(existsSync(foreign)).toBe(true);
      },
      STARTUP_MS,
    );

    it(
      'end with the process that started them in the foreground',
      async () => {
        // The shell stays the parent, because something follows the command; killing it leaves an orphan.
        const shell = spawn(
          '/bin/sh',
          [
            '-c',
            `"${TESTBED_FOLDER}/up" --nodes 0 --foreground --state "${folder}"; true`,
          ],
          { stdio: 'ignore' },
        );
        const { pid, clusters } = await eventually(
          'the session',
          async () => existsSync(join(folder, 'state.json')) && session(),
          STARTUP_MS,
        );
        shell.kill('SIGKILL');
        const pids = [pid, ...Object.values(clusters[0].pids)];
        await eventually(
          'all processes to end',
          async () => !pids.some(isAlive),
          20_000,
        );
        expect(existsSync(join(folder, 'state.json'))).toBe(false);
      },
      STARTUP_MS,
    );
  },
);
