import type { Page } from '@playwright/test';
import { expect, signedInPage, test } from './portal';

/** Waits long and prints what it took: a latency is a figure, not a reason to fail. */
async function latency(what: string, arrived: () => Promise<unknown>) {
  const from = Date.now();
  await arrived();
  console.log(`${what}: ${((Date.now() - from) / 1000).toFixed(2)} s`);
}

const matches = (page: Page) => page.getByTestId('fleet-match-count');
const filter = (page: Page) => page.getByRole('combobox', { name: /filter/i });

async function matchCount(page: Page): Promise<number> {
  const text = await matches(page).innerText();
  return Number(text.replace(/ of .*/, '').replace(/\D/g, ''));
}

test.describe('the pods heatmap', () => {
  let page: Page;

  test.beforeAll(async ({ browser, portal }) => {
    page = await signedInPage(
      browser,
      portal,
      portal.person('platform administrator'),
    );
  });

  test.afterAll(async ({ portal }) => {
    await portal.reset();
    await page.close();
  });

  test.beforeEach(async ({ portal }) => {
    await page.goto(`${portal.url}/fleet/pods`);
    await expect(matches(page)).toHaveText(/^[1-9][\d,]* pods$/);
  });

  test('narrows to what a filter says and keeps it in the address', async ({
    portal,
  }) => {
    await filter(page).fill('cluster:staging state:failing');
    await filter(page).press('Enter');
    await expect(page).toHaveURL(/q=cluster/);
    await expect(matches(page)).toHaveText(/^[1-9]\d* of /);
    const found = await matchCount(page);
    expect(found).toBeLessThan(100);

    const address = page.url();
    await page.goto(portal.url);
    await page.goto(address);
    await expect.poll(() => matchCount(page)).toBe(found);
  });

  test('points at an unknown field, suggests the right one, and keeps the picture', async () => {
    await filter(page).fill('sate:failing');
    await expect(page.getByRole('alert')).toContainText('sate');
    await expect(page.getByRole('alert')).toContainText('state');
    await expect(page.locator('canvas').first()).toBeVisible();
  });

  test('writes a click on the legend into the filter', async () => {
    await page
      .getByRole('toolbar', { name: 'State' })
      .getByRole('button', { name: /CrashLoopBackOff/ })
      .click();
    await expect(page).toHaveURL(/q=state/);
    await expect(page.getByText(/crashloop/).first()).toBeVisible();
  });

  test('shows the same pods as a table', async () => {
    await filter(page).fill('state:failing');
    await filter(page).press('Enter');
    await expect.poll(() => matchCount(page)).toBeLessThan(500);
    await filter(page).press('Escape');
    await page.getByRole('button', { name: 'Table' }).click();
    await expect(page).toHaveURL(/view=table/);
    const rows = page.getByRole('table').getByRole('row');
    await expect(rows.nth(1)).toContainText(
      /Failed|OOMKilled|CrashLoop|ImagePull|Err/,
    );
  });

  test('opens a failing pod from the keyboard and says why in words', async () => {
    const canvas = page.getByRole('application');
    await canvas.focus();
    await canvas.press('n');
    await expect(
      page
        .getByRole('img', { name: /./ })
        .or(page.locator('[aria-live=polite]'))
        .first(),
    ).toBeAttached();
    await canvas.press('Enter');
    const panel = page.getByRole('complementary').last();
    await expect(panel).toContainText(
      /Failed|OOMKilled|CrashLoopBackOff|ImagePullBackOff/,
    );
    await expect(panel).toContainText(/Owner|Workload/);
    await expect(page).toHaveURL(/sel=pod/);
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/sel=pod/);
  });

  test('turns red within seconds of Redis going down, with the reason', async ({
    portal,
  }) => {
    await filter(page).fill('cluster:prod-hangzhou state:crashloop');
    await filter(page).press('Enter');
    const before = await matchCount(page);
    await portal.scenario('redis-down');
    await latency('redis-down on screen', () =>
      expect
        .poll(() => matchCount(page), { intervals: [100] })
        .toBeGreaterThan(before + 3),
    );
    await page.getByRole('button', { name: 'Table' }).click();
    await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText(
      'CrashLoopBackOff',
    );
    await portal.reset();
  });

  test('speaks Chinese', async ({ portal }) => {
    await page.evaluate(() => localStorage.setItem('language', 'zh'));
    await page.goto(`${portal.url}/fleet/pods`);
    await expect(page.getByText('运行中').first()).toBeVisible();
    await expect(page.getByRole('button', { name: '表格' })).toBeVisible();
    await page.evaluate(() => localStorage.setItem('language', 'en'));
  });

  test('follows the dark theme', async ({ portal }) => {
    await page.evaluate(() => localStorage.setItem('theme', 'dark'));
    await page.goto(`${portal.url}/fleet/pods`);
    await expect(matches(page)).toHaveText(/^[1-9][\d,]* pods$/);
    const ground = await page.evaluate(
      () => getComputedStyle(document.body).backgroundColor,
    );
    const [red, green, blue] = ground.match(/\d+/g)!.map(Number);
    expect(Math.max(red, green, blue)).toBeLessThan(90);
    await page.evaluate(() => localStorage.setItem('theme', 'light'));
  });
});
