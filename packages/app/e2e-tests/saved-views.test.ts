import { expect, signedInPage, test } from './portal';

test('a saved view comes back from its name, and from its address in another tab', async ({
  browser,
  portal,
}) => {
  const page = await signedInPage(
    browser,
    portal,
    portal.person('platform administrator'),
  );
  const q = 'cluster:staging state:failing';
  const query = new URLSearchParams({ q, group: 'namespace', color: 'owner' });
  await page.goto(`${portal.url}/fleet/pods?${query}`);
  const count = page.getByTestId('fleet-match-count');
  await expect(count).toHaveText(/^[1-9]\d* of /);

  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Staging at night');
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(
    page.getByRole('button', { name: 'Staging at night' }),
  ).toBeVisible();

  await page.goto(`${portal.url}/fleet/pods`);
  await expect(count).toHaveText(/^[1-9][\d,]* pods$/);
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page
    .getByRole('dialog')
    .getByText('Staging at night', { exact: true })
    .click();
  const opened = page.getByRole('button', { name: 'Staging at night' });
  await expect(opened).toBeVisible();
  await expect(count).toHaveText(/^[1-9]\d* of /);

  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByTestId('fleet-match-count')).toHaveText(
    /^[1-9]\d* of /,
  );
  await expect(
    other.getByRole('button', { name: 'Group Namespace' }),
  ).toBeVisible();
  await expect(
    other.getByRole('button', { name: 'Colour Team' }),
  ).toBeVisible();
  await page.close();
});
