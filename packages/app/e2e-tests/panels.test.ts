import type { Page } from '@playwright/test';
import { expect, openPodPanel, signedInPage, test } from './portal';

test.describe('the panel beside the pods', () => {
  let page: Page;

  test.beforeAll(async ({ browser, portal }) => {
    page = await signedInPage(
      browser,
      portal,
      portal.person('platform administrator'),
    );
  });

  test.afterAll(() => page.close());

  test('sums up a group, leads to its worst pod, and back', async ({
    portal,
  }) => {
    await page.goto(`${portal.url}/fleet/pods`);
    await expect(page.getByRole('tree')).toContainText('prod-hangzhou');
    // The name of the first cluster stands in the corner of the picture.
    await page.getByRole('application').click({ position: { x: 50, y: 13 } });
    const panel = page.getByRole('complementary').last();
    await expect(panel).toContainText(/[1-9]\d* pods, /);
    await expect(page).toHaveURL(/sel=group/);

    const worst = panel.getByRole('region', { name: 'Worst pods' });
    const name = await worst.getByRole('link').first().innerText();
    await worst.getByRole('link').first().click();
    await expect(page).toHaveURL(/sel=pod/);
    await expect(panel.getByRole('heading', { name })).toBeVisible();

    await page.goBack();
    await expect(page).toHaveURL(/sel=group/);
    await expect(panel).toContainText('Worst pods');
  });

  test('shows only the pods of the group when asked', async () => {
    const panel = page.getByRole('complementary').last();
    const cluster = await panel.getByRole('heading').first().innerText();
    await panel.getByRole('button', { name: 'Show only these' }).click();
    await expect(page).toHaveURL(new RegExp(`q=cluster%3A${cluster}`));
    await expect(page.getByTestId('fleet-match-count')).toHaveText(
      /^[1-9]\d* of /,
    );
  });

  test('opens a pod from its link alone, with containers and events', async ({
    portal,
  }) => {
    const panel = await openPodPanel(page, portal, 'state:crashloop');
    await expect(panel).toContainText(/exits with code/);
    const address = page.url();
    await page.goto(portal.url);
    await page.goto(address);
    await expect(panel).toContainText('CrashLoopBackOff');
    await expect(
      panel.getByRole('region', { name: /Containers/ }),
    ).toContainText(/restarts?/);
    await expect(panel.getByRole('region', { name: 'Events' })).toContainText(
      'BackOff',
    );
  });

  test('says that a pod is gone instead of showing nothing', async ({
    portal,
  }) => {
    await page.goto(
      `${portal.url}/fleet/pods?sel=pod:staging/tracking-dev/no-such-pod`,
    );
    await expect(page.getByRole('complementary').last()).toContainText(
      'This pod is gone.',
    );
  });
});
