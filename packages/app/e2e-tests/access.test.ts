import type { Page } from '@playwright/test';
import { recordAnswers, streamText } from './fleetBytes';
import { expect, signedInPage, test } from './portal';

const PAGES = [
  'fleet/pods',
  'fleet/pods?view=table',
  'fleet/clusters',
  'fleet/cluster/prod-hangzhou',
  'fleet/namespaces',
  'fleet/workloads',
  'fleet/events',
  'catalog/default/component/payment-core',
  'catalog/default/component/payment-core/pods',
];
/** Namespaces, workloads and nodes of teams that are not Tracking. */
const OTHER_TEAMS = /payment-|pay-core|scanning-|warehouse-/;
/** What exists at all. */
const ANYTHING = /prod-hangzhou|hz-a-node|tracking-|payment-|kube-system/;

async function visit(page: Page, url: string) {
  // The pods come by the stream; every other page asks for something.
  const answered = url.includes('/fleet/pods')
    ? undefined
    : page.waitForResponse(/\/api\/fleet\/v1\//);
  await page.goto(url);
  await answered;
}

test.describe('rights on the pages', () => {
  test("show an engineer the team's pods, and not a byte of other teams", async ({
    browser,
    portal,
  }) => {
    const page = await signedInPage(
      browser,
      portal,
      portal.person('engineer, tracking'),
    );
    const bodies = recordAnswers(page);
    await page.goto(`${portal.url}/fleet/pods`);
    const count = page.getByTestId('fleet-match-count');
    await expect(count).toHaveText(/[1-9]\d* pods$/);
    expect(Number((await count.innerText()).replace(/\D/g, ''))).toBeLessThan(
      2_000,
    );
    await expect(page.getByRole('tree')).not.toContainText('payment');
    for (const tab of ['Clusters', 'Namespaces', 'Workloads', 'Events']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(
        page.getByText(/tracking|Hangzhou|No event/).first(),
      ).toBeVisible();
    }
    for (const path of PAGES) {
      await visit(page, `${portal.url}/${path}`);
    }
    const stream = await streamText(page, portal);
    expect(stream).toContain('tracking-');
    expect(stream).not.toMatch(OTHER_TEAMS);
    expect(bodies.length).toBeGreaterThan(PAGES.length);
    expect(bodies.filter(body => OTHER_TEAMS.test(body))).toEqual([]);
    await page.close();
  });

  test('tell somebody who belongs to nothing why each page is empty, and nothing else', async ({
    browser,
    portal,
  }) => {
    const page = await signedInPage(
      browser,
      portal,
      portal.person('belongs to nothing'),
    );
    const bodies = recordAnswers(page);
    for (const path of [
      'pods',
      'clusters',
      'namespaces',
      'workloads',
      'events',
    ]) {
      await page.goto(`${portal.url}/fleet/${path}`);
      await expect(page.getByText('Nothing to see yet')).toBeVisible();
      await expect(page.getByText(/Ask the /)).toBeVisible();
    }
    for (const cluster of ['prod-hangzhou', 'no-such-cluster']) {
      await page.goto(`${portal.url}/fleet/cluster/${cluster}`);
      await expect(
        page.getByText(`There is no cluster “${cluster}” that you may see.`),
      ).toBeVisible();
    }
    for (const path of PAGES) {
      await visit(page, `${portal.url}/${path}`);
    }
    expect(await streamText(page, portal)).not.toMatch(ANYTHING);
    expect(bodies.length).toBeGreaterThan(PAGES.length);
    const isRefusal = (body: string) => body.includes('"NotFoundError"');
    expect(
      bodies.filter(body => !isRefusal(body) && ANYTHING.test(body)),
    ).toEqual([]);
    // A cluster that exists is refused in the same bytes as one that does not.
    const refusals = bodies
      .filter(body => body.includes('There is no cluster'))
      .map(body => body.replace(/prod-hangzhou|no-such-cluster/g, ''));
    expect(new Set(refusals).size).toBe(1);
    await page.close();
  });
});
