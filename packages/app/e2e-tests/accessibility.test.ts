import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import { expect, signedInPage, test } from './portal';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};

/**
 * Parts of Backstage that we use as they are, and cannot repair from outside:
 * - its tabs name a panel (`aria-controls`) that a page of routes does not have
 *   (`Tabs` of @backstage/ui 0.18);
 * - its log calls the links at its lines rows without a table, and one of its
 *   buttons has no name (`LogViewer` of @backstage/core-components 0.18).
 */
const NOT_OURS = [['.bui-Tab'], ['[data-testid=fleet-log]']];

/** As many places of one violation as help to find the others. */
const PLACES = 4;

/** Pages with something by which a person sees that they are there. */
const PAGES: Array<{ path: string; ready: string }> = [
  { path: 'fleet/pods', ready: '[data-testid=fleet-match-count]' },
  {
    path: 'fleet/pods?view=table&q=state:failing',
    ready: '[role=row] >> nth=2',
  },
  { path: 'fleet/clusters', ready: 'article' },
  { path: 'fleet/cluster/edge', ready: '[role=row] >> nth=2' },
  { path: 'fleet/namespaces', ready: '[role=row] >> nth=2' },
  { path: 'fleet/workloads?q=kind:daemonset', ready: '[role=row] >> nth=2' },
  { path: 'fleet/events?q=cluster:edge', ready: '[role=table]' },
  { path: 'service-map/map', ready: '[data-testid=map-group]' },
  { path: 'service-map/map?view=table', ready: '[role=row] >> nth=2' },
  {
    path: 'catalog/default/component/tracking-api/pods',
    ready: '[role=row] >> nth=2',
  },
];

/** Serious and critical violations, a line each, with its first places. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(
    ([exclude, options]) =>
      (
        window as unknown as {
          axe: {
            run(of: ElementContext, how: RunOptions): Promise<AxeResults>;
          };
        }
      ).axe.run({ include: [['html']], exclude }, options),
    [NOT_OURS, RULES] as const,
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id} (${help}), ${nodes.length} times: ${nodes
          .slice(0, PLACES)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
    );
}

async function setTheme(page: Page, theme: 'light' | 'dark') {
  await page.evaluate(name => localStorage.setItem('theme', name), theme);
}

test('the sign-in page has no serious accessibility violation', async ({
  page,
  portal,
}) => {
  await page.goto(portal.url);
  await expect(page.getByRole('button', { name: /sign in/i })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test.describe('without a serious accessibility violation, in both themes', () => {
  let page: Page;

  test.beforeAll(async ({ browser, portal }) => {
    page = await signedInPage(
      browser,
      portal,
      portal.person('platform administrator'),
    );
  });

  test.afterAll(() => page.close());

  PAGES.forEach(({ path, ready }) =>
    test(`is /${path.replace(/\?.*/, ' as asked')}`, async ({ portal }) => {
      for (const theme of ['light', 'dark'] as const) {
        await setTheme(page, theme);
        await page.goto(`${portal.url}/${path}`);
        await expect(page.locator(ready).first()).toBeVisible();
        expect.soft(await violations(page), theme).toEqual([]);
      }
      await setTheme(page, 'light');
    }),
  );

  test('are the panels of a pod and the log below it', async ({ portal }) => {
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme);
      await page.goto(
        `${portal.url}/fleet/pods?view=table&q=${encodeURIComponent(
          'state:crashloop',
        )}`,
      );
      await page.getByRole('table').getByRole('row').nth(1).click();
      await expect(
        page.getByRole('region', { name: /Containers/ }),
      ).toBeVisible();
      expect.soft(await violations(page), theme).toEqual([]);
      await page.getByRole('button', { name: 'Logs', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await violations(page), `${theme}, log`).toEqual([]);
    }
    await setTheme(page, 'light');
  });
});
