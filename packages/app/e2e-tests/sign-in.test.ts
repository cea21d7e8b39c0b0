import { expect, signIn, test } from './portal';

test.describe('signing in', () => {
  test('shows nothing but the sign-in page to somebody who is not signed in', async ({
    page,
    portal,
  }) => {
    await page.goto(`${portal.url}/fleet/pods`);
    await expect(page.getByRole('button', { name: /sign in/i })).toBeVisible();
    const answer = await page.request.get(
      `${portal.url}/api/fleet/v1/clusters`,
    );
    expect(answer.status()).toBe(401);
    expect(await answer.text()).not.toContain('prod-hangzhou');
  });

  test('refuses a person without a catalog user, in words', async ({
    page,
    portal,
  }) => {
    const stranger = portal.person('not in the catalog');
    await page.goto(portal.url);
    const popupOpens = page.waitForEvent('popup');
    await page.getByRole('button', { name: /sign in/i }).click();
    const popup = await popupOpens;
    await popup.getByLabel(/e-?mail/i).fill(stranger.email);
    await popup.getByLabel(/password/i).fill(stranger.password);
    await popup.getByRole('button', { name: /sign in/i }).click();
    await expect(page.getByText(/no catalog user for/i).first()).toContainText(
      stranger.email,
    );
  });

  test('leads the platform administrator to all pods of four clusters', async ({
    page,
    portal,
  }) => {
    await signIn(page, portal, portal.person('platform administrator'));
    await page.getByRole('link', { name: 'Fleet' }).first().click();
    await expect(page.getByText(/4 of 4 clusters/)).toBeVisible();
    await expect(page.getByTestId('fleet-match-count')).toHaveText(
      /^(5,9|6,0)\d\d pods$/,
    );
    const tree = page.getByRole('tree');
    for (const cluster of [
      'prod-hangzhou',
      'prod-shanghai',
      'staging',
      'edge',
    ]) {
      await expect(tree).toContainText(cluster);
    }
  });
});
