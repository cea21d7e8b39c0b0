/* eslint-disable @backstage/no-undeclared-imports -- both tools come with the repository's root, not with the plugin */
// Builds the heatmap's own page, serves it from memory and opens it in Chromium.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const here = path => fileURLToPath(new URL(path, import.meta.url));

/** The two ways in which a browser can offer graphics. */
export const GRAPHICS = {
  webgl2: ['--enable-unsafe-swiftshader'],
  // The first switch alone leaves WebGL to workers.
  canvas2d: [
    '--disable-3d-apis',
    '--disable-gpu',
    '--disable-software-rasterizer',
  ],
};

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: {
      page: here('page.ts'),
      heatmapWorker: here('../worker/heatmapWorker.ts'),
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

/** Serves the page on a free port; `close` ends it. */
export async function servePage() {
  const files = await bundle();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://page');
    const body = files.get(pathname);
    response.statusCode = body ? 200 : 404;
    response.setHeader(
      'content-type',
      pathname.endsWith('.js') ? 'text/javascript' : 'text/html',
    );
    response.end(body);
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => server.close(),
  };
}

export function launch(graphics) {
  return chromium.launch({
    executablePath: process.env.PANORAMA_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...GRAPHICS[graphics]],
  });
}

/** Opens the page and waits until the first picture is on screen. */
export async function open(
  browser,
  base,
  query,
  viewport = { width: 1440, height: 900 },
) {
  const page = await browser.newPage({ viewport });
  page.on('pageerror', error => {
    throw error;
  });
  await page.goto(`${base}?${new URLSearchParams(query)}`);
  await painted(page);
  return page;
}

/** Waits until nothing has been painted for a moment, so that a screenshot is of the last state. */
export async function painted(page) {
  await page.waitForFunction(() => globalThis.bench?.heatmap.stats(), null, {
    timeout: 60_000,
  });
  await page.evaluate(async () => {
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    let last;
    let quiet = 0;
    for (let tries = 0; tries < 600 && quiet < 6; tries++) {
      await frame();
      const now = globalThis.bench.heatmap.stats();
      quiet = now === last ? quiet + 1 : 0;
      last = now;
    }
  });
}
