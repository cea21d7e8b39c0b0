import { inflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { FrameReader, inflateFrame } from '@panorama/plugin-fleet-common';
import type { Portal } from './portal';

/** Bodies of all answers of the fleet that a page has read, streams apart. */
export function recordAnswers(page: Page): string[] {
  const bodies: string[] = [];
  page.on('response', async response => {
    const url = response.url();
    if (url.includes('/api/fleet/') && !/\/stream|follow=true/.test(url)) {
      bodies.push(await response.text().catch(() => ''));
    }
  });
  return bodies;
}

/**
 * What the stream says to the person of a page in its first seconds, inflated, as
 * text. The page's own stream is in a SharedWorker, out of a test's sight.
 */
export async function streamText(page: Page, portal: Portal): Promise<string> {
  const request = page.waitForRequest(
    each =>
      each.url().includes('/api/fleet/') &&
      each.headers().authorization !== undefined,
  );
  await page.goto(`${portal.url}/fleet/clusters`);
  const { authorization } = (await request).headers();
  const base = (await request).url().replace(/\/v1\/.*/, '');
  const response = await fetch(`${base}/v1/stream`, {
    headers: { authorization },
    signal: AbortSignal.timeout(4_000),
  });
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
    }
  } catch {
    // Ended by the timer: a stream has no end of its own.
  }
  const frames = await Promise.all(
    new FrameReader()
      .push(Buffer.concat(chunks))
      .map(frame => inflateFrame(frame, bytes => inflateRawSync(bytes))),
  );
  return frames
    .map(({ payload }) => Buffer.from(payload).toString('utf8'))
    .join('\n');
}
