import type { Page } from '@playwright/test';
import { expect, openPodPanel, signedInPage, test } from './portal';

test.describe('the log of a pod', () => {
  let page: Page;

  test.beforeAll(async ({ browser, portal }) => {
    page = await signedInPage(
      browser,
      portal,
      portal.person('platform administrator'),
    );
  });

  test.afterAll(() => page.close());

  test('follows the container until the reader stops it', async ({
    portal,
  }) => {
    await openPodPanel(page, portal, 'cluster:staging state:running');
    const following = page.waitForRequest(/\/logs\?.*follow=true/);
    await page.getByRole('button', { name: 'Logs', exact: true }).click();
    const drawer = page.getByRole('dialog');
    await expect(
      drawer.getByRole('heading', { name: /^Logs of / }),
    ).toBeVisible();
    const request = await following;
    const follow = drawer.getByRole('checkbox', { name: 'Follow' });
    await expect(follow).toBeChecked();
    await expect(drawer).toContainText(/INFO|WARN|ERROR/);

    const stopped = page.waitForEvent('requestfailed', r => r === request);
    const whole = page.waitForResponse(
      response =>
        response.url().includes('/logs?') &&
        !response.url().includes('follow='),
    );
    await follow.uncheck();
    await stopped;
    expect((await whole).status()).toBe(200);
    await expect(drawer).toContainText('The log ended.');
  });

  test('gives the page back when it is closed', async () => {
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page).toHaveURL(/sel=pod/);
    await expect(
      page.getByRole('button', { name: 'Logs', exact: true }),
    ).toBeVisible();
  });

  test('shows what a crashed container said before its restart', async ({
    portal,
  }) => {
    await openPodPanel(page, portal, 'cluster:staging state:crashloop');
    await page.getByRole('button', { name: 'Logs', exact: true }).click();
    const drawer = page.getByRole('dialog');
    const previous = page.waitForResponse(/\/logs\?.*previous=true/);
    await drawer.getByRole('checkbox', { name: /last restart/ }).check();
    expect((await previous).status()).toBe(200);
    await expect(
      drawer.getByRole('checkbox', { name: 'Follow' }),
    ).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
  });
});
