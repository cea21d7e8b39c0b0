import { readFileSync } from 'node:fs';
import { expect, savedFile, signedInPage, test } from './portal';

const PNG_SIGNATURE = '89504e470d0a1a0a';

test('the pods on screen are saved as a picture, as CSV and as JSON', async ({
  browser,
  portal,
}) => {
  const page = await signedInPage(
    browser,
    portal,
    portal.person('platform administrator'),
  );
  const q = 'cluster:edge kind:DaemonSet';
  await page.goto(`${portal.url}/fleet/pods?q=${encodeURIComponent(q)}`);
  const count = page.getByTestId('fleet-match-count');
  await expect(count).toHaveText(/^[1-9]\d* of /);
  const matching = Number((await count.innerText()).replace(/ of .*/, ''));

  const png = readFileSync(
    await (await savedFile(page, 'Picture (PNG)')).path(),
  );
  expect(png.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
  // IHDR: width and height in device pixels
  expect(png.readUInt32BE(16)).toBeGreaterThan(800);
  expect(png.readUInt32BE(20)).toBeGreaterThan(300);
  // An empty canvas of this size shrinks to a few kilobytes.
  expect(png.length).toBeGreaterThan(8_000);

  const csv = await savedFile(page, 'All matches (CSV)');
  expect(csv.suggestedFilename()).toBe('pods.csv');
  const lines = readFileSync(await csv.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines[0].replace('\ufeff', '')).toMatch(
    /^cluster,namespace,name,state/,
  );
  expect(lines.length - 1).toBe(matching);
  expect(lines.slice(1).filter(line => !line.startsWith('edge,'))).toEqual([]);

  const json = await savedFile(page, 'All matches (JSON)');
  const pods = JSON.parse(readFileSync(await json.path(), 'utf8'));
  expect(pods).toHaveLength(matching);
  expect(
    pods.filter(
      (pod: { workloadKind: string }) => pod.workloadKind !== 'DaemonSet',
    ),
  ).toEqual([]);
  await page.close();
});
