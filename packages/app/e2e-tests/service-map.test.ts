import type { Page } from '@playwright/test';
import { expect, signedInPage, test } from './portal';

/** The map is built every half minute; the page asks every quarter. */
const TWO_REFRESHES_MS = 120_000;
/** Namespaces, services and teams that are not Tracking's. */
const OTHER_TEAMS = /payment|pay-core|scanning|warehouse/;

const canvas = (page: Page) => page.getByTestId('map-canvas');
/** Fails only through others. */
const VICTIM = '[data-testid=map-node][data-status=inherited]';
const nodeCalled = (page: Page, name: string) =>
  page.getByTestId('map-node').filter({ hasText: name }).first();
const panel = (page: Page) => page.getByRole('complementary').last();

/** Waits for the map with the systems of the catalog, which is read after the start. */
async function openEstate(page: Page, url: string) {
  await page.goto(`${url}/service-map/map`);
  await expect(
    page.getByTestId('map-group').filter({ hasText: 'parcel-tracking' }),
  ).toContainText(/[1-9]\d+ nodes/, { timeout: TWO_REFRESHES_MS });
}

async function positionsOf(page: Page): Promise<string[]> {
  return page.locator('.react-flow__node').evaluateAll(nodes =>
    nodes.map(node => {
      const { transform } = (node as HTMLElement).style;
      return `${node.getAttribute('data-id')} ${transform}`;
    }),
  );
}

test.describe('the service map', () => {
  let page: Page;

  test.beforeAll(async ({ browser, portal }) => {
    page = await signedInPage(
      browser,
      portal,
      portal.person('platform administrator'),
    );
  });

  test.afterAll(() => page.close());

  test('shows the estate in groups, from entry to data', async ({ portal }) => {
    test.setTimeout(2 * TWO_REFRESHES_MS);
    await openEstate(page, portal.url);
    expect(await page.getByTestId('map-group').count()).toBeGreaterThan(10);
    await expect(page.getByTestId('map-match-count')).toHaveText(
      /^[1-9]\d* nodes in [1-9]\d groups$/,
    );
    const columns = ['Entry', 'Services', 'Data and outside'];
    const lefts = await Promise.all(
      columns.map(async name =>
        canvas(page)
          .getByText(name, { exact: true })
          .boundingBox()
          .then(box => box!.x),
      ),
    );
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
  });

  test('opens a group in its place, and a link opens it again', async () => {
    const card = page
      .getByTestId('map-group')
      .filter({ hasText: 'parcel-tracking' });
    await card.getByRole('button', { name: /^Show the nodes/ }).click();
    const frame = page.getByTestId('map-frame');
    await expect(frame).toContainText('parcel-tracking');
    await expect(
      page.getByTestId('map-node').filter({ hasText: 'tracking-api' }).first(),
    ).toBeVisible();

    await page.reload();
    await expect(frame).toContainText('parcel-tracking');
    await frame.getByRole('button', { name: /^Close/ }).click();
    await expect(frame).toBeHidden();
    await expect(page).not.toHaveURL(/open=/);
  });

  test('walks from card to card by keys, and opens and closes a group', async () => {
    await canvas(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('e');
    await expect(page.getByTestId('map-frame')).toBeVisible();
    await page.keyboard.press('e');
    await expect(page.getByTestId('map-frame')).toBeHidden();
  });

  test('moves nothing when the map is built anew', async ({ portal }) => {
    await openEstate(page, portal.url);
    const before = await positionsOf(page);
    const changed = page.waitForResponse(
      response =>
        response.url().includes('/api/service-map/v1/map') &&
        response.status() === 200,
      { timeout: TWO_REFRESHES_MS },
    );
    await changed;
    expect(await positionsOf(page)).toEqual(before);
  });

  test('says what is down, why, and who suffers from it', async ({
    portal,
  }) => {
    test.setTimeout(2 * TWO_REFRESHES_MS);
    await portal.scenario('redis-down');
    const summary = page.getByTestId('map-summary');
    const redis = summary.getByRole('button', { name: 'redis-session' });
    await expect(redis).toBeVisible({ timeout: TWO_REFRESHES_MS });
    await expect(summary.getByRole('heading').first()).toContainText(
      /[1-9]\d* down, [1-9]\d* affected by others/,
      { timeout: TWO_REFRESHES_MS },
    );
    await redis.click();

    await expect(panel(page)).toContainText('Redis');
    const headline = page.getByTestId('node-headline');
    await expect(headline).toContainText('Down');
    await expect(headline).toContainText(/None of \d+ replicas is ready\./);
    await expect(headline).toContainText(/Since .*, for /);
    await expect(page.getByTestId('node-affected')).toContainText(
      /[1-9]\d* suffer from it: .*Teams: /,
    );
  });

  test('puts one node among its callers and what it calls', async () => {
    await panel(page).getByRole('button', { name: 'Focus' }).click();
    await expect(page).toHaveURL(/focus=/);
    const redis = nodeCalled(page, 'redis-session');
    await expect(redis).toHaveAttribute('data-status', 'down');
    await expect(nodeCalled(page, 'tracking-api')).toBeVisible();
    const victims = page.locator(VICTIM);
    await expect(victims.first()).toBeVisible();
    const [left, right] = await Promise.all([
      victims.first().boundingBox(),
      redis.boundingBox(),
    ]);
    expect(left!.x).toBeLessThan(right!.x);
  });

  test('is the same for whoever opens the link', async () => {
    const link = page.url();
    const other = await page.context().newPage();
    await other.goto(link);
    await expect(other.getByTestId('node-headline')).toContainText('Down');
    await expect(nodeCalled(other, 'redis-session')).toHaveAttribute(
      'data-status',
      'down',
    );
    await expect(other.locator(VICTIM).first()).toBeVisible();
    await other.close();
  });

  test('has the same nodes as a table', async () => {
    await page.keyboard.press('t');
    const row = page
      .getByTestId('map-table')
      .getByRole('row')
      .filter({ hasText: 'redis-session' })
      .first();
    await expect(row).toContainText('Down');
    await expect(row).toContainText(/None of \d+ replicas is ready\./);
    await page.keyboard.press('t');
    await expect(canvas(page)).toBeVisible();
  });

  test('leads to the pods behind a node', async ({ portal }) => {
    await page.goto(`${portal.url}/service-map/map?view=table&q=redis-session`);
    await page
      .getByTestId('map-table')
      .getByRole('row')
      .filter({ hasText: 'prod-hangzhou' })
      .click();
    await panel(page).getByRole('link', { name: 'Pods' }).click();
    await expect(page).toHaveURL(/fleet\/pods\?q=cluster/);
    await expect(page.getByTestId('fleet-match-count')).toHaveText(
      /^[1-9]\d* of [\d,]+ pods$/,
    );
  });

  test('heals when the fault is gone', async ({ portal }) => {
    test.setTimeout(2 * TWO_REFRESHES_MS);
    await portal.reset();
    await page.goto(`${portal.url}/service-map/map`);
    await expect(
      page.getByTestId('map-summary').getByRole('heading').first(),
    ).not.toContainText(/\d down/, { timeout: TWO_REFRESHES_MS });
  });

  test('speaks Chinese, and is dark where one wants it', async ({ portal }) => {
    await page.evaluate(() => {
      localStorage.setItem('language', 'zh');
      localStorage.setItem('theme', 'dark');
    });
    await page.goto(`${portal.url}/service-map/map`);
    await expect(canvas(page).getByText('数据与外部')).toBeVisible();
    await expect(page.getByTestId('map-summary')).toContainText('最严重的在前');
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      'dark',
    );
    await page.evaluate(() => {
      localStorage.setItem('language', 'en');
      localStorage.setItem('theme', 'light');
    });
  });

  test('starts on a phone with the list, and draws when asked', async ({
    portal,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${portal.url}/service-map/map`);
    await expect(page.getByTestId('map-table')).toBeVisible();
    await page.getByRole('button', { name: 'Show map' }).click();
    await expect(canvas(page)).toBeVisible();
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

test('the service map tells an engineer not a word of other teams', async ({
  browser,
  portal,
}) => {
  const page = await signedInPage(
    browser,
    portal,
    portal.person('engineer, tracking'),
  );
  const bodies: string[] = [];
  page.on('response', async response => {
    if (response.url().includes('/api/service-map/')) {
      bodies.push(await response.text().catch(() => ''));
    }
  });
  await openEstate(page, portal.url);
  await page.goto(`${portal.url}/service-map/map?view=table`);
  await page
    .getByTestId('map-table')
    .getByRole('row')
    .filter({ hasText: 'tracking-api' })
    .first()
    .click();
  await expect(panel(page)).toContainText('Depends on');
  await expect(panel(page)).toContainText('neighbours hidden: no access');
  expect(bodies.length).toBeGreaterThan(1);
  expect(bodies.some(body => body.includes('tracking-api'))).toBe(true);
  expect(bodies.flatMap(body => OTHER_TEAMS.exec(body)?.[0] ?? [])).toEqual([]);
  await page.context().close();
});
