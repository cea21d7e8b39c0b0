#!/usr/bin/env node
// Looks at the heatmap in a real browser, with WebGL (SwiftShader) and without:
// same pixels in both, hands and keyboard, loss of WebGL, missing worker, export.
// Usage: node browserCheck.mjs [--shots DIR] [--only WORD]
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Console } from 'node:console';
import { launch, open, painted, servePage } from './browser.mjs';

const output = new Console(process.stdout, process.stderr);

const option = name => process.argv[process.argv.indexOf(name) + 1];
const shots = process.argv.includes('--shots') ? option('--shots') : undefined;
/** Only checks whose title contains this. */
const only = process.argv.includes('--only') ? option('--only') : '';

/** Pictures that must be equal with and without WebGL. */
const SCENES = {
  'light-6k': { pods: 6000 },
  'dark-6k': { pods: 6000, theme: 'dark' },
  'light-100k': { pods: 100000 },
  'dark-100k': { pods: 100000, theme: 'dark' },
  'wall-dark-6k': {
    pods: 6000,
    theme: 'dark',
    wall: 1,
    color: 'mem.limit',
    stale: 'edge',
  },
  'zh-nodes': { pods: 3000, group: 'cluster,node', color: 'owner', lang: 'zh' },
};

/** Two equal pictures in a row: what a worker painted reaches the screen a little later. */
async function shoot(page) {
  await painted(page);
  let last = await page.screenshot();
  for (let tries = 0; tries < 20; tries++) {
    await page.waitForTimeout(200);
    const next = await page.screenshot();
    if (next.equals(last)) {
      return next;
    }
    last = next;
  }
  throw new Error('the picture does not come to rest');
}

/** Waits until a page shows a picture: software rendering may lag by seconds, but must arrive. */
async function expectPicture(page, expected, name) {
  let last;
  for (let tries = 0; tries < 30; tries++) {
    last = await shoot(page);
    if (last.equals(expected)) {
      return;
    }
    await page.waitForTimeout(300);
  }
  if (shots) {
    await writeFile(join(shots, `expected-${name}.png`), expected);
    await writeFile(join(shots, `actual-${name}.png`), last);
  }
  throw new Error(`${name}: the pictures differ`);
}

const centreOf = rect => [rect.x + rect.width / 2, rect.y + rect.height / 2];

/** Place on the page of a cell, by slot. */
async function cellOf(page, slot) {
  return page.evaluate(s => {
    const { rect } = globalThis.bench.heatmap.focusCell(s);
    globalThis.bench.heatmap.focusCell(undefined);
    const box = globalThis.bench.container.getBoundingClientRect();
    return { ...rect, x: rect.x + box.left, y: rect.y + box.top };
  }, slot);
}

const eventsOf = (page, name) =>
  page.evaluate(
    wanted =>
      globalThis.bench.events
        .filter(([type]) => type === wanted)
        .map(([, ...rest]) => rest),
    name,
  );

const backendOf = page =>
  page.evaluate(() => globalThis.bench.heatmap.backend());

const checks = {
  async 'uses WebGL 2 where there is one, and Canvas 2D where there is none'({
    gl,
    flat,
    base,
  }) {
    for (const [browser, backend] of [
      [gl, 'webgl2'],
      [flat, 'canvas2d'],
    ]) {
      const page = await open(browser, base, { pods: 500 });
      assert.equal(await backendOf(page), backend);
      await page.close();
    }
  },

  async 'paints the same pixels with and without WebGL'({ gl, flat, base }) {
    for (const [name, query] of Object.entries(SCENES)) {
      const plain = await open(flat, base, { ...query, motion: 'no' });
      const picture = await shoot(plain);
      assert.ok(picture.length > 15_000, `${name} is nearly empty`);
      await plain.close();
      const page = await open(gl, base, { ...query, motion: 'no' });
      await expectPicture(page, picture, name);
      await page.close();
      if (shots) {
        await writeFile(join(shots, `${name}.png`), picture);
      }
    }
  },

  async 'paints the same on the main thread as in the worker'({
    gl,
    flat,
    base,
  }) {
    for (const browser of [gl, flat]) {
      const local = await open(browser, base, { pods: 2000, worker: 'no' });
      const picture = await shoot(local);
      await local.close();
      const page = await open(browser, base, { pods: 2000 });
      await expectPicture(page, picture, 'worker');
      await page.close();
    }
  },

  async 'paints on the main thread when the worker does not load'({
    gl,
    base,
  }) {
    const good = await open(gl, base, { pods: 500, worker: 'no' });
    const picture = await shoot(good);
    await good.close();
    const bad = await open(gl, base, { pods: 500, workerUrl: 'nowhere.js' });
    await expectPicture(bad, picture, 'missing-worker');
    await bad.close();
  },

  async 'shows names and usage in large cells'({ gl, flat, base }) {
    let picture;
    for (const browser of [flat, gl]) {
      const page = await open(browser, base, {
        pods: 2000,
        theme: 'dark',
        color: 'cpu.limit',
      });
      await page.evaluate(() => {
        globalThis.bench.heatmap.focusCell(900);
        for (let i = 0; i < 30; i++) {
          const last = globalThis.bench.events
            .filter(([type]) => type === 'view')
            .pop();
          if (last[1].level !== 'containers') {
            globalThis.bench.heatmap.zoomBy(1.2);
            globalThis.bench.heatmap.groups();
          }
        }
      });
      const views = await eventsOf(page, 'view');
      assert.equal(views[views.length - 1][0].level, 'containers');
      picture ??= await shoot(page);
      await expectPicture(page, picture, 'containers-dark');
      await page.close();
    }
    if (shots) {
      await writeFile(join(shots, 'containers-dark.png'), picture);
    }
  },

  async 'tells after a rest which pod is under the pointer'({ gl, base }) {
    const page = await open(gl, base, { pods: 2000 });
    const [clientX, clientY] = centreOf(await cellOf(page, 777));
    const [early, late] = await page.evaluate(
      async at => {
        const { container, events } = globalThis.bench;
        const hovers = () =>
          events
            .filter(([type]) => type === 'hover')
            .map(([, hover]) => hover.slot);
        const rest = ms =>
          new Promise(resolve => {
            setTimeout(resolve, ms);
          });
        container.dispatchEvent(new PointerEvent('pointermove', at));
        await rest(50);
        const before = hovers();
        await rest(100);
        return [before, hovers()];
      },
      { clientX, clientY, pointerId: 1 },
    );
    assert.deepEqual(early, []);
    assert.deepEqual(late, [777]);
    await page.close();
  },

  async 'selects by click, ctrl, shift and rectangle'({ gl, base }) {
    const page = await open(gl, base, { pods: 2000 });
    const last = async () => (await eventsOf(page, 'select')).pop();
    const click = async (slot, modifiers) => {
      const [x, y] = centreOf(await cellOf(page, slot));
      for (const key of modifiers ?? []) {
        await page.keyboard.down(key);
      }
      await page.mouse.click(x, y);
      for (const key of modifiers ?? []) {
        await page.keyboard.up(key);
      }
    };
    await click(100);
    assert.deepEqual(await last(), [[100], 'click']);
    await click(104, ['Control']);
    assert.deepEqual(await last(), [[100, 104], 'toggle']);
    await click(107, ['Shift']);
    assert.deepEqual(await last(), [[100, 104, 105, 106, 107], 'range']);
    const [x, y] = centreOf(await cellOf(page, 100));
    await page.keyboard.down('Shift');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 30, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const [slots, gesture] = await last();
    assert.equal(gesture, 'rectangle');
    assert.ok(slots.includes(100) && slots.length >= 3, `selected ${slots}`);
    await page.close();
  },

  async 'zooms with the wheel around the pointer and pans by dragging'({
    gl,
    base,
  }) {
    const page = await open(gl, base, { pods: 2000 });
    const before = await cellOf(page, 500);
    await page.mouse.move(...centreOf(before));
    for (let i = 0; i < 5; i++) {
      await page.mouse.wheel(0, -100);
    }
    await painted(page);
    const after = await cellOf(page, 500);
    assert.ok(after.width > before.width * 2);
    const [x, y] = centreOf(before);
    assert.ok(
      x >= after.x &&
        x <= after.x + after.width &&
        y >= after.y &&
        y <= after.y + after.height,
    );
    await page.mouse.down();
    await page.mouse.move(x - 60, y - 40, { steps: 5 });
    await page.mouse.up();
    const moved = await cellOf(page, 500);
    assert.deepEqual([moved.x, moved.y], [after.x - 60, after.y - 40]);
    assert.deepEqual(await eventsOf(page, 'select'), []);
    await page.close();
  },

  async 'zooms to a group by a double click on its header'({ gl, base }) {
    const page = await open(gl, base, { pods: 2000 });
    const box = await page.evaluate(() =>
      globalThis.bench.container.getBoundingClientRect(),
    );
    await page.mouse.dblclick(box.x + 20, box.y + 10);
    await painted(page);
    const views = await eventsOf(page, 'view');
    assert.equal(views[views.length - 1][0].fitted, false);
    assert.ok((await eventsOf(page, 'group')).length > 0);
    await page.close();
  },

  async 'rebuilds a WebGL context that comes back'({ gl, base }) {
    const page = await open(gl, base, { pods: 2000, worker: 'no' });
    const before = await shoot(page);
    await page.evaluate(async () => {
      const context = document
        .querySelector('canvas[data-layer=cells]')
        .getContext('webgl2');
      const extension = context.getExtension('WEBGL_lose_context');
      extension.loseContext();
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
      extension.restoreContext();
      await new Promise(resolve => {
        setTimeout(resolve, 500);
      });
    });
    await expectPicture(page, before, 'after-loss');
    assert.equal(await backendOf(page), 'webgl2');
    await page.close();
  },

  async 'goes on with Canvas 2D when WebGL does not come back'({ gl, base }) {
    const page = await open(gl, base, { pods: 2000, worker: 'no' });
    const before = await shoot(page);
    await page.evaluate(() => {
      const context = document
        .querySelector('canvas[data-layer=cells]')
        .getContext('webgl2');
      context.getExtension('WEBGL_lose_context').loseContext();
    });
    await page.waitForFunction(
      () => globalThis.bench.heatmap.backend() === 'canvas2d',
    );
    await expectPicture(page, before, 'after-loss');
    await page.close();
  },

  async 'follows the size of its container and the pixel ratio'({ gl, base }) {
    const page = await open(gl, base, { pods: 2000 });
    const size = () =>
      page.evaluate(
        () =>
          globalThis.bench.events.filter(([type]) => type === 'view').pop()[1]
            .pitch,
      );
    const before = await size();
    await page.evaluate(() => {
      globalThis.bench.container.style.width = '500px';
    });
    await page.waitForTimeout(300);
    await painted(page);
    const narrow = await size();
    assert.ok(narrow < before, `${narrow} should be less than ${before}`);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setDeviceMetricsOverride', {
      // The emulation fires no event for the ratio alone; a real zoom changes the window as well.
      width: 1441,
      height: 900,
      deviceScaleFactor: 2,
      mobile: false,
    });
    await page.waitForTimeout(300);
    await painted(page);
    assert.ok(
      (await size()) >= 2 * narrow,
      `${await size()} should be twice ${narrow}`,
    );
    if (shots) {
      await writeFile(join(shots, 'ratio-2.png'), await shoot(page));
    }
    await page.close();
  },

  async 'exports what is on screen as PNG'({ gl, flat, base }) {
    for (const browser of [gl, flat]) {
      const page = await open(browser, base, { pods: 2000 });
      const { type, width, colours } = await page.evaluate(async () => {
        const blob = await globalThis.bench.heatmap.exportPng();
        const bitmap = await createImageBitmap(blob);
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(
          0,
          0,
          bitmap.width,
          bitmap.height,
        );
        const seen = new Set(new Uint32Array(data.buffer));
        return { type: blob.type, width: bitmap.width, colours: seen.size };
      });
      assert.equal(type, 'image/png');
      assert.equal(width, 940);
      assert.ok(colours > 50, 'the picture has no text');
      await page.close();
    }
  },

  async 'repaints one changed pod in place'({ gl, base }) {
    const page = await open(gl, base, { pods: 2000, motion: 'no' });
    const before = await cellOf(page, 640);
    const stats = await page.evaluate(async () => {
      const { heatmap, table, clusters } = globalThis.bench;
      table.state[640] = 2;
      heatmap.setData(table, clusters, { changed: Uint32Array.of(640) });
      await new Promise(resolve => {
        setTimeout(resolve, 300);
      });
      return heatmap.stats();
    });
    assert.deepEqual(await cellOf(page, 640), before);
    assert.ok(
      stats.bytesUploaded < 10_000,
      `${stats.bytesUploaded} bytes for one pod`,
    );
    await page.close();
  },
};

const server = await servePage();
const [gl, flat] = await Promise.all([launch('webgl2'), launch('canvas2d')]);
const chosen = Object.entries(checks).filter(([title]) => title.includes(only));
let failed = 0;
try {
  if (shots) {
    await mkdir(shots, { recursive: true });
  }
  for (const [title, check] of chosen) {
    const begin = Date.now();
    try {
      await check({ gl, flat, base: server.url });
      output.log(`ok    ${title} (${Date.now() - begin} ms)`);
    } catch (error) {
      failed += 1;
      output.log(`FAIL  ${title}\n${error.stack}`);
    }
  }
} finally {
  await Promise.all([gl.close(), flat.close()]);
  server.close();
}
output.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
