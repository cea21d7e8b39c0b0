/* eslint-disable @backstage/no-undeclared-imports -- both tools come with the repository's root, not with the plugin */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { RenderBackend } from '../types';

/** The two ways in which a browser can offer graphics. */
const GRAPHICS: Record<RenderBackend, string[]> = {
  webgl2: ['--enable-unsafe-swiftshader'],
  // The first switch alone leaves WebGL to workers.
  canvas2d: [
    '--disable-3d-apis',
    '--disable-gpu',
    '--disable-software-rasterizer',
  ],
};

async function bundle(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: {
      page: resolve(__dirname, 'page.ts'),
      heatmapWorker: resolve(__dirname, '../worker/heatmapWorker.ts'),
    },
    bundle: true,
    format: 'esm',
    write: false,
    outdir: '/',
    logLevel: 'error',
  });
  const files = new Map(outputFiles.map(file => [file.path, file.text]));
  files.set(
    '/',
    '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="page.js"></script>',
  );
  return files;
}

/** Serves the heatmap's own page, without a portal, on a free port; `close` ends it. */
export async function servePage(): Promise<{ url: string; close(): void }> {
  const files = await bundle();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const body = files.get(pathname);
    response.statusCode = body ? 200 : 404;
    response.setHeader(
      'content-type',
      pathname.endsWith('.js') ? 'text/javascript' : 'text/html',
    );
    response.end(body);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Chromium with software rendering: with WebGL, or with nothing but Canvas 2D. */
export function launch(graphics: RenderBackend): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.PANORAMA_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...GRAPHICS[graphics]],
  });
}

/** Opens the page (`page.ts` says what it can be asked) and waits for its first picture. */
export async function open(
  browser: Browser,
  url: string,
  query: Partial<Record<string, string | number>>,
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
  });
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  );
  await page.goto(`${url}?${text}`);
  await painted(page);
  return page;
}

/** Waits until nothing has been painted for a moment. */
export async function painted(page: Page): Promise<void> {
  await page.waitForFunction(() => window.bench?.heatmap.stats(), null, {
    timeout: 60_000,
  });
  await page.evaluate(async () => {
    const frame = () => new Promise(next => requestAnimationFrame(next));
    let last;
    let quiet = 0;
    for (let tries = 0; tries < 600 && quiet < 6; tries++) {
      await frame();
      const now = window.bench?.heatmap.stats();
      quiet = now === last ? quiet + 1 : 0;
      last = now;
    }
  });
}
