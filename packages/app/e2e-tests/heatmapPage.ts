import { expect, type Browser, type Page } from '@playwright/test';
// The heatmap draws without a portal too: a page of its own beside its sources.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import {
  launch,
  open,
  painted,
  servePage,
} from '../../../plugins/fleet/src/heatmap/dev/browser';

// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import type { HeatmapViewport } from '../../../plugins/fleet/src/heatmap/types';

export { painted };

/** See `plugins/fleet/src/heatmap/dev/page.ts`. */
export type PageQuery = Partial<Record<string, string | number>>;

export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The heatmap alone, in a browser with WebGL and in one without. */
export interface HeatmapPages {
  gl(query: PageQuery): Promise<Page>;
  flat(query: PageQuery): Promise<Page>;
  close(): Promise<void>;
}

export async function openHeatmapPages(): Promise<HeatmapPages> {
  const server = await servePage();
  const browsers: Browser[] = await Promise.all([
    launch('webgl2'),
    launch('canvas2d'),
  ]);
  return {
    gl: query => open(browsers[0], server.url, query),
    flat: query => open(browsers[1], server.url, query),
    close: async () => {
      await Promise.all(browsers.map(browser => browser.close()));
      server.close();
    },
  };
}

/** Two equal pictures in a row: what a worker painted reaches the screen a little later. */
export async function shoot(page: Page): Promise<Buffer> {
  await painted(page);
  let last = await page.screenshot();
  await expect(async () => {
    const next = await page.screenshot();
    const isStill = next.equals(last);
    last = next;
    expect(isStill).toBe(true);
  }).toPass({ timeout: 30_000, intervals: [200] });
  return last;
}

/** Software rendering may lag by seconds, but the same picture must arrive. */
export async function expectPicture(
  page: Page,
  expected: Buffer,
): Promise<void> {
  await expect(async () => {
    const shown = await shoot(page);
    expect(shown.equals(expected), 'the same picture').toBe(true);
  }).toPass({ timeout: 60_000, intervals: [300] });
}

export function centreOf({ x, y, width, height }: Place): [number, number] {
  return [x + width / 2, y + height / 2];
}

/** Place on the page of a cell, by slot. */
export function cellOf(page: Page, slot: number): Promise<Place> {
  return page.evaluate(wanted => {
    const { heatmap, container } = window.bench!;
    const { rect } = heatmap.focusCell(wanted)!;
    heatmap.focusCell(undefined);
    const box = container.getBoundingClientRect();
    return { ...rect, x: rect.x + box.left, y: rect.y + box.top };
  }, slot);
}

/** Arguments of the callbacks, by the name that the page notes them under. */
interface Events {
  select: [slots: number[], gesture: string];
  group: [id: string];
  view: [HeatmapViewport];
  error: [message: string];
}

/** What was called back, in its order. */
export function eventsOf<K extends keyof Events>(
  page: Page,
  name: K,
): Promise<Array<Events[K]>> {
  return page.evaluate(
    wanted =>
      window
        .bench!.events.filter(([type]) => type === wanted)
        .map(([, ...rest]) => rest),
    name as string,
  ) as Promise<Array<Events[K]>>;
}

export async function lastEventOf<K extends keyof Events>(
  page: Page,
  name: K,
): Promise<Events[K]> {
  const events = await eventsOf(page, name);
  return events[events.length - 1];
}

export function backendOf(page: Page): Promise<string> {
  return page.evaluate(() => window.bench!.heatmap.backend());
}
