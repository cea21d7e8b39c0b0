import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, signedInPage, startPortal, test as base } from './portal';

const START_TIMEOUT_MS = 420_000;
const SCREEN_TIMEOUT_MS = 30_000;

base('real clusters are on screen, and follow kubectl', async ({ browser }) => {
  base.skip(
    !(process.env.PANORAMA_REQUIRE ?? '').split(',').includes('cluster'),
    'real control planes are built on request: PANORAMA_REQUIRE=cluster',
  );
  base.setTimeout(START_TIMEOUT_MS);
  const portal = await startPortal(['--testbed']);
  try {
    const { kubeconfigs, kubectl: kubectlFile } = JSON.parse(
      readFileSync(portal.playgroundFile, 'utf8'),
    ) as { kubeconfigs: Record<string, string>; kubectl: string };
    const [cluster, kubeconfig] = Object.entries(kubeconfigs)[0];
    const kubectl = (...args: string[]) =>
      execFileSync(kubectlFile, ['--kubeconfig', kubeconfig, ...args], {
        encoding: 'utf8',
        timeout: SCREEN_TIMEOUT_MS,
      });
    const [namespace, deployment] = kubectl(
      'get',
      'deployments',
      '-A',
      '-o',
      'jsonpath={.items[0].metadata.namespace} {.items[0].metadata.name}',
    ).split(' ');

    const page = await signedInPage(
      browser,
      portal,
      portal.person('platform administrator'),
    );
    const filter = `cluster:${cluster} ns:${namespace} workload:${deployment}`;
    await page.goto(`${portal.url}/fleet/pods?q=${encodeURIComponent(filter)}`);
    const count = page.getByTestId('fleet-match-count');
    const shown = async () =>
      Number(
        (await count.innerText()).replace(/ of .*/, '').replace(/\D/g, ''),
      );
    await expect.poll(shown).toBeGreaterThan(0);

    const scaleTo = (await shown()) + 3;
    let from = Date.now();
    kubectl(
      'scale',
      '-n',
      namespace,
      `deployment/${deployment}`,
      `--replicas=${scaleTo}`,
    );
    await expect
      .poll(shown, { intervals: [50], timeout: SCREEN_TIMEOUT_MS })
      .toBe(scaleTo);
    console.log(
      `kubectl scale on screen: ${((Date.now() - from) / 1000).toFixed(2)} s`,
    );

    from = Date.now();
    kubectl(
      'scale',
      '-n',
      namespace,
      `deployment/${deployment}`,
      '--replicas=1',
    );
    await expect
      .poll(shown, { intervals: [50], timeout: SCREEN_TIMEOUT_MS })
      .toBe(1);
    console.log(
      `pods gone from the screen: ${((Date.now() - from) / 1000).toFixed(2)} s`,
    );
    await page.close();
  } finally {
    await portal.stop();
  }
});
