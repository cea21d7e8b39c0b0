import { expect, test, type Page } from '@playwright/test';
import {
  cellOf,
  centreOf,
  eventsOf,
  lastEventOf,
  openHeatmapPages,
  painted,
  type HeatmapPages,
} from './heatmapPage';

test.describe('hands on the heatmap', () => {
  let pages: HeatmapPages;
  let page: Page;

  test.beforeAll(async () => {
    pages = await openHeatmapPages();
  });

  test.afterAll(async () => pages.close());

  test.beforeEach(async () => {
    page = await pages.gl({ pods: 2000 });
  });

  test.afterEach(async () => page.close());

  test('tell after a rest which pod is under the pointer', async () => {
    const [clientX, clientY] = centreOf(await cellOf(page, 777));
    const [early, late] = await page.evaluate(
      async at => {
        const { container, events } = window.bench!;
        const hovers = () =>
          events
            .filter(([type]) => type === 'hover')
            .map(([, hover]) => (hover as { slot: number }).slot);
        const rest = (ms: number) => new Promise(next => setTimeout(next, ms));
        container.dispatchEvent(new PointerEvent('pointermove', at));
        await rest(50);
        const before = hovers();
        await rest(200);
        return [before, hovers()];
      },
      { clientX, clientY, pointerId: 1 },
    );
    expect(early).toEqual([]);
    expect(late).toEqual([777]);
  });

  test('select by click, Control, Shift and rectangle', async () => {
    const click = async (slot: number, key?: string) => {
      const [x, y] = centreOf(await cellOf(page, slot));
      if (key) {
        await page.keyboard.down(key);
      }
      await page.mouse.click(x, y);
      if (key) {
        await page.keyboard.up(key);
      }
      return lastEventOf(page, 'select');
    };
    expect(await click(100)).toEqual([[100], 'click']);
    expect(await click(104, 'Control')).toEqual([[100, 104], 'toggle']);
    expect(await click(107, 'Shift')).toEqual([
      [100, 104, 105, 106, 107],
      'range',
    ]);
    const [x, y] = centreOf(await cellOf(page, 100));
    await page.keyboard.down('Shift');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 30, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const [slots, gesture] = await lastEventOf(page, 'select');
    expect(gesture).toBe('rectangle');
    expect(slots).toContain(100);
    expect(slots.length).toBeGreaterThanOrEqual(3);
  });

  test('zoom with the wheel around the pointer, and pan by dragging', async () => {
    const before = await cellOf(page, 500);
    const [x, y] = centreOf(before);
    await page.mouse.move(x, y);
    for (let i = 0; i < 5; i++) {
      await page.mouse.wheel(0, -100);
    }
    await painted(page);
    const after = await cellOf(page, 500);
    expect(after.width).toBeGreaterThan(before.width * 2);
    expect(Math.abs(centreOf(after)[0] - x)).toBeLessThanOrEqual(after.width);
    expect(Math.abs(centreOf(after)[1] - y)).toBeLessThanOrEqual(after.height);
    await page.mouse.down();
    await page.mouse.move(x - 60, y - 40, { steps: 5 });
    await page.mouse.up();
    const moved = await cellOf(page, 500);
    expect([moved.x, moved.y]).toEqual([after.x - 60, after.y - 40]);
  });

  test('zoom by pinching around the middle of two fingers', async () => {
    const before = await cellOf(page, 500);
    const [x, y] = centreOf(before);
    const session = await page.context().newCDPSession(page);
    const touch = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      apart?: number,
    ) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          apart === undefined
            ? []
            : [
                { x: x - apart / 2, y, id: 1 },
                { x: x + apart / 2, y, id: 2 },
              ],
      });
    await touch('touchStart', 40);
    for (let apart = 50; apart <= 160; apart += 10) {
      await touch('touchMove', apart);
    }
    await touch('touchEnd');
    await painted(page);
    const larger = await cellOf(page, 500);
    expect(larger.width).toBeGreaterThan(before.width * 2);
    expect(Math.abs(centreOf(larger)[0] - x)).toBeLessThanOrEqual(larger.width);

    await touch('touchStart', 160);
    for (let apart = 150; apart >= 20; apart -= 10) {
      await touch('touchMove', apart);
    }
    await touch('touchEnd');
    await painted(page);
    expect((await cellOf(page, 500)).width).toBe(before.width);
    expect(await eventsOf(page, 'select')).toEqual([]);
  });

  test('zoom to a group by clicking its name twice', async () => {
    const [x, y] = await page.evaluate(() => {
      const { heatmap, container } = window.bench!;
      const box = container.getBoundingClientRect();
      // The header of the first frame is its first line.
      return [box.left + 20, box.top + 8, heatmap.groups().length];
    });
    await page.mouse.dblclick(x, y);
    await expect
      .poll(async () => (await lastEventOf(page, 'view'))[0].fitted)
      .toBe(false);
    expect((await eventsOf(page, 'group')).length).toBeGreaterThan(0);
  });
});
