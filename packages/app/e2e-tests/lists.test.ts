import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, savedFile, signedInPage, test } from './portal';

const LISTS = [
  {
    name: 'Namespaces',
    path: 'namespaces',
    q: 'cluster:staging failing>0',
    sentence: /^\d+ of \d+ namespaces have failing pods\.$/,
    header: 'cluster,namespace,tenant,pods,failing pods',
    isMatch: (row: Record<string, string>) =>
      row.cluster === 'staging' && Number(row['failing pods']) > 0,
  },
  {
    name: 'Workloads',
    path: 'workloads',
    q: 'kind:DaemonSet cluster:edge',
    sentence: /workloads/,
    header: 'cluster,namespace,kind,workload',
    isMatch: (row: Record<string, string>) =>
      row.cluster === 'edge' && row.kind === 'DaemonSet',
  },
  {
    name: 'Events',
    path: 'events',
    q: 'cluster:staging reason:BackOff',
    sentence: /^\d[\d,]* of \d[\d,]* events/,
    header: 'last seen,type,reason,cluster,namespace,kind,name',
    isMatch: (row: Record<string, string>) =>
      row.cluster === 'staging' && row.reason === 'BackOff',
  },
];

/** Rows by column; fields of these files hold no line breaks before the columns that are read. */
function readCsv(text: string): Array<Record<string, string>> {
  const [head, ...lines] = text
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n');
  const titles = head.split(',');
  return lines.map(line => {
    const cells = line.split(',');
    return Object.fromEntries(titles.map((title, i) => [title, cells[i]]));
  });
}

test.describe('the lists', () => {
  let page: Page;

  test.beforeAll(async ({ browser, portal }) => {
    page = await signedInPage(
      browser,
      portal,
      portal.person('platform administrator'),
    );
  });

  test.afterAll(() => page.close());

  LISTS.forEach(list =>
    test(`${list.name} say how it is, narrow to a filter, and are saved with all matches`, async ({
      portal,
    }) => {
      await page.goto(`${portal.url}/fleet/${list.path}`);
      const table = page.getByRole('table', { name: list.name });
      await expect(table.getByRole('row').nth(5)).toBeVisible();
      const all = Number(await table.getAttribute('aria-rowcount'));

      const filter = page.getByRole('combobox', { name: list.name });
      await filter.fill(list.q);
      await filter.press('Enter');
      await expect
        .poll(async () => Number(await table.getAttribute('aria-rowcount')))
        .toBeLessThan(all);
      await expect(page.getByText(list.sentence).first()).toBeVisible();

      const csv = await savedFile(page, 'All matches (CSV)');
      expect(csv.suggestedFilename()).toBe(`${list.path}.csv`);
      const text = readFileSync(await csv.path(), 'utf8');
      expect(text.replace(/^\ufeff/, '')).toMatch(
        new RegExp(`^${list.header}`),
      );
      const rows = readCsv(text);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(row => !list.isMatch(row))).toEqual([]);

      const json = await savedFile(page, 'All matches (JSON)');
      const items = JSON.parse(readFileSync(await json.path(), 'utf8'));
      expect(Array.isArray(items)).toBe(true);
      expect(items[0]).toHaveProperty('cluster');

      // The address alone restores filter and rows.
      const address = page.url();
      await page.goto(portal.url);
      await page.goto(address);
      await expect(table.getByRole('row').nth(1)).toBeVisible();
      expect(Number(await table.getAttribute('aria-rowcount'))).toBeLessThan(
        all,
      );
    }),
  );

  test('Nodes of a cluster start with the one that is not ready, and are filtered and saved', async ({
    portal,
  }) => {
    await page.goto(`${portal.url}/fleet/clusters`);
    await page
      .getByRole('article', { name: 'Sorting centres' })
      .getByRole('link', { name: /not ready/ })
      .click();
    await expect(page).toHaveURL(/\/fleet\/cluster\/edge\?q=status/);
    const table = page.getByRole('table', { name: 'Nodes' });
    await expect(table.getByRole('row')).toHaveCount(2);
    await expect(table.getByRole('row').nth(1)).toContainText('Not ready');

    const filter = page.getByRole('combobox', { name: 'Filter nodes' });
    await filter.fill('zone:wuxi');
    await filter.press('Enter');
    await expect(table.getByRole('row').nth(2)).toContainText('wuxi');
    const csv = await savedFile(page, 'All matches (CSV)');
    const rows = readCsv(readFileSync(await csv.path(), 'utf8'));
    expect(rows.map(row => row.zone)).toEqual(rows.map(() => 'wuxi'));
    expect(rows[0].ready).toBe('false');
  });

  test('come back as they were with the browser’s own back button', async ({
    portal,
  }) => {
    await page.goto(`${portal.url}/fleet/namespaces?q=cluster%3Aedge`);
    await page.getByRole('link', { name: 'scanning-edge' }).click();
    await expect(page).toHaveURL(/\/fleet\/pods\?q=/);
    await page.goBack();
    await expect(page).toHaveURL(/\/fleet\/namespaces\?q=cluster%3Aedge/);
    await expect(
      page.getByRole('link', { name: 'scanning-edge' }),
    ).toBeVisible();
  });
});
