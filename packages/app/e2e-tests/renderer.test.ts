import { expect, test } from '@playwright/test';
import {
  backendOf,
  cellOf,
  eventsOf,
  expectPicture,
  lastEventOf,
  openHeatmapPages,
  painted,
  shoot,
  type HeatmapPages,
  type PageQuery,
} from './heatmapPage';

/** A picture with less than this has nothing on it. */
const NEARLY_EMPTY_BYTES = 15_000;

test.describe('the painter', () => {
  let pages: HeatmapPages;

  test.beforeAll(async () => {
    pages = await openHeatmapPages();
  });

  test.afterAll(async () => pages.close());

  test('uses WebGL 2 where there is one, and Canvas 2D where there is none', async () => {
    const gl = await pages.gl({ pods: 500 });
    expect(await backendOf(gl)).toBe('webgl2');
    await gl.close();
    const flat = await pages.flat({ pods: 500 });
    expect(await backendOf(flat)).toBe('canvas2d');
    await flat.close();
  });

  const paintsTheSame = (name: string, query: PageQuery) =>
    test(`paints the same pixels with and without WebGL: ${name}`, async () => {
      const flat = await pages.flat({ ...query, motion: 'no' });
      const picture = await shoot(flat);
      await flat.close();
      expect(picture.length).toBeGreaterThan(NEARLY_EMPTY_BYTES);
      const gl = await pages.gl({ ...query, motion: 'no' });
      await expectPicture(gl, picture);
      await gl.close();
    });

  paintsTheSame('6,000 pods in the light theme', { pods: 6000 });
  paintsTheSame('100,000 pods in the dark theme', {
    pods: 100_000,
    theme: 'dark',
  });
  paintsTheSame('a wall with a stale cluster', {
    pods: 6000,
    theme: 'dark',
    wall: 1,
    color: 'mem.limit',
    stale: 'edge',
  });
  paintsTheSame('Chinese nodes in categories', {
    pods: 3000,
    group: 'cluster,node',
    color: 'owner',
    lang: 'zh',
  });

  test('paints names and usage into large cells, the same with and without WebGL', async () => {
    let picture: Buffer | undefined;
    for (const open of [pages.flat, pages.gl]) {
      const page = await open({
        pods: 2000,
        theme: 'dark',
        color: 'cpu.limit',
      });
      await page.evaluate(() => {
        const { heatmap, events } = window.bench!;
        const level = () => {
          const views = events.filter(([type]) => type === 'view');
          return (views[views.length - 1][1] as { level: string }).level;
        };
        heatmap.focusCell(900);
        for (let i = 0; i < 30 && level() !== 'containers'; i++) {
          heatmap.zoomBy(1.2);
          heatmap.groups();
        }
      });
      const [view] = await lastEventOf(page, 'view');
      expect(view.level).toBe('containers');
      picture ??= await shoot(page);
      await expectPicture(page, picture);
      await page.close();
    }
  });

  test('paints on the main thread what the worker paints, also when the worker does not load', async () => {
    for (const open of [pages.gl, pages.flat]) {
      const local = await open({ pods: 2000, worker: 'no' });
      const picture = await shoot(local);
      await local.close();
      for (const query of [{}, { workerUrl: 'nowhere.js' }]) {
        const page = await open({ pods: 2000, ...query });
        await expectPicture(page, picture);
        await page.close();
      }
    }
  });

  test('rebuilds a WebGL context that comes back', async () => {
    const page = await pages.gl({ pods: 2000, worker: 'no' });
    const before = await shoot(page);
    await page.evaluate(async () => {
      const rest = (ms: number) => new Promise(next => setTimeout(next, ms));
      const extension = document
        .querySelector<HTMLCanvasElement>('canvas[data-layer=cells]')!
        .getContext('webgl2')!
        .getExtension('WEBGL_lose_context')!;
      extension.loseContext();
      await rest(100);
      extension.restoreContext();
      await rest(500);
    });
    await expectPicture(page, before);
    expect(await backendOf(page)).toBe('webgl2');
    await page.close();
  });

  test('goes on with Canvas 2D when WebGL does not come back', async () => {
    const page = await pages.gl({ pods: 2000, worker: 'no' });
    const before = await shoot(page);
    await page.evaluate(() =>
      document
        .querySelector<HTMLCanvasElement>('canvas[data-layer=cells]')!
        .getContext('webgl2')!
        .getExtension('WEBGL_lose_context')!
        .loseContext(),
    );
    await expect.poll(() => backendOf(page)).toBe('canvas2d');
    await expectPicture(page, before);
    await page.close();
  });

  test('follows the size of its container and the pixel ratio', async () => {
    const page = await pages.gl({ pods: 2000 });
    const pitch = async () => (await lastEventOf(page, 'view'))[0].pitch;
    const before = await pitch();
    await page.evaluate(() => {
      window.bench!.container.style.width = '500px';
    });
    await expect.poll(pitch).toBeLessThan(before);
    await painted(page);
    const narrow = await pitch();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setDeviceMetricsOverride', {
      // The emulation fires no event for the ratio alone; a real zoom changes the window as well.
      width: 1441,
      height: 900,
      deviceScaleFactor: 2,
      mobile: false,
    });
    await expect.poll(pitch).toBeGreaterThanOrEqual(2 * narrow);
    await page.close();
  });

  test('exports what is on screen as PNG', async () => {
    for (const open of [pages.gl, pages.flat]) {
      const page = await open({ pods: 2000 });
      const { type, width, colours } = await page.evaluate(async () => {
        const blob = await window.bench!.heatmap.exportPng();
        const bitmap = await createImageBitmap(blob);
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d')!;
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
      expect(type).toBe('image/png');
      expect(width).toBe(940);
      // Text has many shades; cells alone have few.
      expect(colours).toBeGreaterThan(50);
      await page.close();
    }
  });

  test('repaints one changed pod in place', async () => {
    const page = await pages.gl({ pods: 2000, motion: 'no' });
    const before = await cellOf(page, 640);
    await painted(page);
    const bytes = await page.evaluate(async () => {
      const { heatmap, table, clusters } = window.bench!;
      const earlier = heatmap.stats();
      table.state[640] = 2;
      heatmap.setData(table, clusters, { changed: Uint32Array.of(640) });
      while (heatmap.stats() === earlier) {
        await new Promise(next => setTimeout(next, 20));
      }
      return heatmap.stats()!.bytesUploaded;
    });
    expect(await cellOf(page, 640)).toEqual(before);
    expect(bytes).toBeLessThan(10_000);
    await page.close();
  });

  test('regroups 100,000 pods by their workloads without a long task', async () => {
    const page = await pages.gl({ pods: 100_000, motion: 'no' });
    const longest = await page.evaluate(async () => {
      const tasks: number[] = [0];
      new PerformanceObserver(list =>
        list.getEntries().forEach(entry => tasks.push(entry.duration)),
      ).observe({ entryTypes: ['longtask'] });
      const { heatmap, setView } = window.bench!;
      setView({ grouping: ['cluster', 'workload'] });
      const leaves = () =>
        heatmap.groups().reduce((sum, root) => sum + root.children.length, 0);
      while (leaves() < 1000) {
        await new Promise(next => setTimeout(next, 50));
      }
      return Math.max(...tasks);
    });
    console.log(`longest task while regrouping: ${longest.toFixed(0)} ms`);
    expect((await eventsOf(page, 'error')).length).toBe(0);
    // The target is 50 ms; machines that run tests are busy. In one go it took seconds.
    expect(longest).toBeLessThan(400);
    await page.close();
  });
});
