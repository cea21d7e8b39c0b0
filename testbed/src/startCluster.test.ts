import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { canRun } from './requirement';
import { startCluster } from './startCluster';

const STARTUP_MS = 120_000;

const leftovers = (name: string) =>
  readdirSync(tmpdir()).filter(it =>
    it.startsWith(`panorama-testbed-${name}-`),
  );

describe('startCluster', () => {
  it('refuses a name that cannot be a folder and a kubeconfig context', async () => {
    await expect(startCluster({ name: 'Prod/EU' })).rejects.toThrow(
      'lower-case letters, digits and dashes (got "Prod/EU")',
    );
  });

  (canRun('cluster') ? describe : describe.skip)('with real servers', () => {
    it(
      'quotes the server that does not start, and leaves nothing behind',
      async () => {
        await expect(
          startCluster({ name: 'broken', apiServerFlags: ['--no-such-flag'] }),
        ).rejects.toThrow(
          /kube-apiserver of broken ended with exit code 1 before it was ready[^]*unknown flag: --no-such-flag/,
        );
        expect(leftovers('broken')).toEqual([]);
      },
      STARTUP_MS,
    );

    it(
      'runs three clusters at once that know nothing of each other',
      async () => {
        const clusters = await Promise.all(
          ['one', 'two', 'three'].map(name =>
            startCluster({
              name,
              controllerManager: false,
              scheduler: false,
              kwok: false,
            }),
          ),
        );
        try {
          const [one, two, three] = clusters;
          expect(new Set(clusters.map(it => it.url)).size).toBe(3);
          await one.client.json({
            method: 'POST',
            path: '/api/v1/namespaces',
            body: { metadata: { name: 'only-here' } },
          });
          const path = '/api/v1/namespaces/only-here';
          const answers = await Promise.all(
            clusters.map(it => it.client.request({ path })),
          );
          expect(answers.map(it => it.status)).toEqual([200, 404, 404]);

          const stranger = await three.client.request({
            path,
            token: one.adminToken,
          });
          expect(stranger.status).toBe(401);

          // One ends; the others stay.
          await two.stop();
          expect((await one.client.request({ path })).status).toBe(200);
        } finally {
          await Promise.all(clusters.map(it => it.stop()));
        }
        expect(
          ['one', 'two', 'three'].flatMap(name => leftovers(name)),
        ).toEqual([]);
      },
      STARTUP_MS,
    );
  });
});
