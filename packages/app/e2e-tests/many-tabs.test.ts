import type { Page } from '@playwright/test';
import { expect, signedInPage, test } from './portal';

const TABS = 8;

/** Browsers open about six connections to one origin: a stream per tab would starve the seventh. */
test('eight tabs of one person stay usable, and show the same pods', async ({
  browser,
  portal,
}) => {
  const first = await signedInPage(
    browser,
    portal,
    portal.person('engineer, tracking'),
  );
  const context = first.context();
  const tabs: Page[] = [first];
  while (tabs.length < TABS) {
    tabs.push(await context.newPage());
  }
  for (const tab of tabs) {
    await tab.goto(`${portal.url}/fleet/pods`);
    await expect(tab.getByTestId('fleet-match-count')).toHaveText(
      /^[1-9][\d,]* pods$/,
    );
  }

  const last = tabs[TABS - 1];
  await last.getByRole('tab', { name: 'Namespaces' }).click();
  await expect(
    last
      .getByRole('table')
      .getByRole('link', { name: /tracking/ })
      .first(),
  ).toBeVisible();
  await last.getByRole('tab', { name: 'Clusters' }).click();
  await expect(last.getByRole('article').first()).toContainText('Live');

  for (const tab of tabs.slice(0, -1)) {
    await expect(tab.getByText(/^Live/)).toBeVisible();
  }
  await context.close();
});
