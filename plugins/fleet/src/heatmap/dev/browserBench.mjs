#!/usr/bin/env node
// Measures the heatmap at 100,000 pods in Chromium with software rendering: CPU
// time of a frame where it is painted, and of the model on the main thread.
// Usage: node browserBench.mjs [PODS]
import { Console } from 'node:console';
import { launch, open, painted, servePage } from './browser.mjs';

const output = new Console(process.stdout, process.stderr);

const pods = Number(process.argv[2] ?? 100_000);

/** Runs in the page: repeats an action and collects the stats of each frame that follows. */
async function measure({ action, rounds }) {
  const { heatmap, table, clusters, setView } = globalThis.bench;
  const colours = ['mem.limit', 'state', 'owner', 'age'];
  const actions = {
    recolour: i => setView({ colouring: colours[i % colours.length] }),
    zoom: i => heatmap.zoomBy(i % 8 < 4 ? 1.25 : 0.8),
    change: () => {
      const slots = Uint32Array.from({ length: 250 }, () =>
        Math.floor(Math.random() * table.length),
      );
      slots.forEach(slot => {
        table.state[slot] = Math.floor(Math.random() * 11);
      });
      heatmap.setData(table, clusters, { changed: slots });
    },
    regroup: i =>
      setView({ grouping: ['cluster', i % 2 ? 'owner' : 'namespace'] }),
  };
  const frames = [];
  const main = [];
  for (let i = 0; i < rounds; i++) {
    const before = heatmap.stats();
    const begin = performance.now();
    actions[action](i);
    heatmap.groups();
    main.push(performance.now() - begin);
    for (let wait = 0; wait < 200 && heatmap.stats() === before; wait++) {
      await new Promise(resolve => {
        setTimeout(resolve, 5);
      });
    }
    frames.push(heatmap.stats());
  }
  return { frames, main };
}

async function pan(page, rounds) {
  const box = await page.evaluate(() =>
    globalThis.bench.container.getBoundingClientRect(),
  );
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.evaluate(() => {
    for (let i = 0; i < 6; i++) {
      globalThis.bench.heatmap.zoomBy(1.25);
    }
  });
  await painted(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = [];
  for (let i = 0; i < rounds; i++) {
    await page.mouse.move(x - i * 7, y - i * 5);
    await page.waitForTimeout(60);
    frames.push(await page.evaluate(() => globalThis.bench.heatmap.stats()));
  }
  await page.mouse.up();
  return { frames, main: [0] };
}

const quantile = (values, share) =>
  [...values]
    .sort((a, b) => a - b)
    [Math.floor((values.length - 1) * share)].toFixed(1);

const server = await servePage();
const rows = [];
try {
  for (const backend of ['webgl2', 'canvas2d']) {
    const browser = await launch(backend);
    try {
      for (const action of ['recolour', 'zoom', 'pan', 'change', 'regroup']) {
        const page = await open(browser, server.url, { pods, motion: 'no' });
        const { frames, main } =
          action === 'pan'
            ? await pan(page, 30)
            : await page.evaluate(measure, { action, rounds: 24 });
        const cpu = frames.map(frame => frame.cpuMs);
        rows.push({
          backend: frames[0].backend,
          action,
          'paint ms p50': quantile(cpu, 0.5),
          'paint ms p95': quantile(cpu, 0.95),
          'main ms p50': quantile(main, 0.5),
          'main ms p95': quantile(main, 0.95),
          drawCalls: Math.max(...frames.map(frame => frame.drawCalls)),
          'KiB uploaded p50': (
            quantile(
              frames.map(frame => frame.bytesUploaded),
              0.5,
            ) / 1024
          ).toFixed(0),
        });
        await page.close();
      }
    } finally {
      await browser.close();
    }
  }
} finally {
  server.close();
}
output.log(`${pods} pods, 940 × 698 device pixels, software rendering, no GPU`);
output.table(rows);
