import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { isAlive } from './isAlive';
import { startPostgres, type TestPostgres } from './postgres';
import { canRun } from './requirement';

const STARTUP_MS = 60_000;

/** Asks through psql, which comes with the server: a second opinion that needs no package. */
async function ask(postgres: TestPostgres, sql: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'psql',
    [postgres.connectionString, '--no-psqlrc', '-Atc', sql],
    { timeout: 10_000 },
  );
  return stdout.trim();
}

(canRun('postgres') ? describe : describe.skip)(
  'a PostgreSQL of the test bed',
  () => {
    let postgres: TestPostgres;

    beforeAll(async () => {
      postgres = await startPostgres();
    }, STARTUP_MS);

    afterAll(async () => {
      await postgres?.stop();
    });

    it('lets its user create databases and read back what was written', async () => {
      await ask(postgres, 'create database store');
      const store = {
        ...postgres,
        connectionString: postgres.connectionString.replace(
          /\/postgres$/,
          '/store',
        ),
      };
      await ask(store, `create table words (word text)`);
      await ask(store, `insert into words values ('Grüße'), ('你好')`);
      expect(await ask(store, 'select word from words order by 1')).toBe(
        'Grüße\n你好',
      );
    });

    it('has the locks that leases between replicas need', async () => {
      expect(
        await ask(postgres, 'select pg_try_advisory_lock(42), version()'),
      ).toMatch(/^t\|PostgreSQL 1[5-9]/);
    });

    it('refuses a wrong password', async () => {
      const stranger = {
        ...postgres,
        connectionString: postgres.connectionString.replace(
          postgres.password,
          'wrong',
        ),
      };
      await expect(ask(stranger, 'select 1')).rejects.toThrow(
        'password authentication failed',
      );
    });

    it('runs beside a second one, and is gone after it was stopped', async () => {
      const second = await startPostgres();
      expect(second.port).not.toBe(postgres.port);
      expect(await ask(second, 'select 1')).toBe('1');
      await second.stop();
      expect(isAlive(second.pid)).toBe(false);
      await expect(
        new Promise((done, fail) =>
          connect(second.port, '127.0.0.1', () => done('open')).on(
            'error',
            fail,
          ),
        ),
      ).rejects.toThrow('ECONNREFUSED');
      expect(await ask(postgres, 'select 1')).toBe('1');
    });
  },
);
