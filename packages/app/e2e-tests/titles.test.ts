import { expect, signedInPage, test } from './portal';

const TITLES = [
  ['fleet/pods', 'Pods · Fleet | Panorama', 'Pod · 集群全景 | Panorama'],
  [
    'fleet/clusters',
    'Clusters · Fleet | Panorama',
    '集群 · 集群全景 | Panorama',
  ],
  [
    'fleet/cluster/edge',
    'Sorting centres · Clusters · Fleet | Panorama',
    'Sorting centres · 集群 · 集群全景 | Panorama',
  ],
  ['fleet/events', 'Events · Fleet | Panorama', '事件 · 集群全景 | Panorama'],
];

test('pages name themselves in the browser’s tab and in the sidebar, in both languages', async ({
  browser,
  portal,
}) => {
  const page = await signedInPage(
    browser,
    portal,
    portal.person('platform administrator'),
  );
  for (const [path, english] of TITLES) {
    await page.goto(`${portal.url}/${path}`);
    await expect(page).toHaveTitle(english);
  }
  await expect(
    page.getByRole('link', { name: 'Catalog' }).first(),
  ).toBeVisible();

  await page.evaluate(() => localStorage.setItem('language', 'zh'));
  for (const [path, , chinese] of TITLES) {
    await page.goto(`${portal.url}/${path}`);
    await expect(page).toHaveTitle(chinese);
  }
  for (const name of ['集群全景', '软件目录', '设置']) {
    await expect(page.getByRole('link', { name }).first()).toBeVisible();
  }
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  await page.close();
});
