import { expect, signedInPage, test } from './portal';

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
    const bodies: string[] = [];
    page.on('response', async response => {
      if (
        response.url().includes('/api/fleet/') &&
        !response.url().includes('/stream')
      ) {
        bodies.push(await response.text().catch(() => ''));
      }
    });
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
    expect(bodies.length).toBeGreaterThan(2);
    for (const body of bodies) {
      expect(body).not.toContain('payment-');
      expect(body).not.toContain('scanning-');
    }
    await page.close();
  });

  test('tell somebody who belongs to nothing why the page is empty', async ({
    browser,
    portal,
  }) => {
    const page = await signedInPage(
      browser,
      portal,
      portal.person('belongs to nothing'),
    );
    await page.goto(`${portal.url}/fleet/pods`);
    await expect(page.getByText('Nothing to see yet')).toBeVisible();
    await expect(page.getByText('prod-hangzhou')).toHaveCount(0);
    await page.close();
  });
});
