import type { Page } from '@playwright/test';
import { expect, signedInPage, test } from './portal';

const TRACKING_API = 'catalog/default/component/tracking-api';

test.describe('the page of a component', () => {
  let page: Page;

  test.beforeAll(async ({ browser, portal }) => {
    page = await signedInPage(
      browser,
      portal,
      portal.person('engineer, tracking'),
    );
  });

  test.afterAll(() => page.close());

  test('begins with its pods: one sentence, one cell for each, one link', async ({
    portal,
  }) => {
    await page.goto(`${portal.url}/${TRACKING_API}`);
    const card = page
      .getByRole('article')
      .or(page.locator('.MuiCard-root'))
      .filter({ hasText: /pods (are|fail)/ })
      .first();
    const sentence = await card
      .getByText(/\d+ pods/)
      .first()
      .innerText();
    const total = Number(/(\d+) pods/.exec(sentence)![1]);
    await expect(card.getByRole('listitem')).toHaveCount(total);
    await card.getByRole('link', { name: 'Open in fleet' }).click();
    await expect(page).toHaveURL(/\/fleet\/pods\?q=entity%3Atracking-api/);
    await expect(page.getByTestId('fleet-match-count')).toHaveText(
      /^[1-9]\d* of /,
    );
  });

  test('has a tab with the same pods as picture and table, filtered in the address', async ({
    portal,
  }) => {
    await page.goto(`${portal.url}/${TRACKING_API}`);
    await page.getByRole('link', { name: 'Pods', exact: true }).click();
    await expect(page).toHaveURL(/\/pods/);
    await expect(page.locator('canvas').first()).toBeVisible();
    const table = page.getByRole('table', { name: /pods/i });
    await expect(table.getByRole('row').nth(1)).toContainText('tracking-api');

    const filter = page.getByRole('combobox', { name: 'Filter pods' });
    await filter.fill('cluster:staging');
    await filter.press('Enter');
    await expect(page).toHaveURL(/q=cluster/);
    await expect(table).not.toContainText('prod-hangzhou');
    await expect(table).toContainText('staging');

    await table.getByRole('row').nth(1).click();
    await expect(page.getByRole('complementary').last()).toContainText(
      'Component',
    );
    await expect(page).toHaveURL(/sel=pod/);
  });

  test('says so where a component runs nothing that the reader may see', async ({
    browser,
    portal,
  }) => {
    const nobody = await signedInPage(
      browser,
      portal,
      portal.person('belongs to nothing'),
    );
    await nobody.goto(`${portal.url}/${TRACKING_API}/pods`);
    await expect(
      nobody.getByText(/No pod belongs to this component/),
    ).toBeVisible();
    await nobody.close();
  });
});
