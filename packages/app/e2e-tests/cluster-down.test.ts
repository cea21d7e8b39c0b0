import { expect, signedInPage, test } from './portal';

test('one cluster that goes down is named with its remedy, keeps its picture, and the others go on', async ({
  browser,
  portal,
}) => {
  const page = await signedInPage(
    browser,
    portal,
    portal.person('platform administrator'),
  );
  try {
    await page.goto(`${portal.url}/fleet/pods`);
    await expect(page.getByText(/4 of 4 clusters/)).toBeVisible();
    const count = page.getByTestId('fleet-match-count');
    await expect(count).toHaveText(/^[1-9][\d,]* pods$/);
    const clusters = await page.context().newPage();
    await clusters.goto(`${portal.url}/fleet/clusters`);
    const shanghai = clusters.getByRole('article', {
      name: 'Production Shanghai',
    });
    await expect(shanghai).toContainText('Live');

    await portal.scenario('api-server-restart');

    // The name of the cluster, what is still shown, and that nobody has to do anything.
    const banner = page
      .getByRole('status')
      .filter({ hasText: /Shanghai|prod-shanghai/ })
      .first();
    await expect(banner).toContainText(/does not answer|error|cannot/i);
    await expect(banner).toContainText(/Trying again|last picture/);
    await expect(count).toHaveText(/^[1-9][\d,]* pods$/);
    await expect(page.getByRole('tree')).toContainText('prod-shanghai');
    await expect(shanghai).toContainText(/Stale|Reading|Connecting/);
    await expect(
      clusters.getByRole('article', { name: 'Production Hangzhou' }),
    ).toContainText('Live');

    // Healed by itself, without a reload.
    await expect(page.getByText(/4 of 4 clusters/)).toBeVisible({
      timeout: 90_000,
    });
    await expect(shanghai).toContainText('Live');
    await clusters.close();
  } finally {
    await portal.reset();
    await page.close();
  }
});
