/**
 * What the heatmap costs in a browser with software rendering: with WebGL, with
 * Canvas 2D, and beside a page that gives every pod an element of its own, as
 * kube-ops-view and its like do (here one SVG `rect` per pod, and nothing else).
 *
 * The page is the heatmap alone, with the painter in its worker. Times are wall
 * time in Chromium; the peer's run in the same browser, right after ours.
 */
import { parseArgs } from 'node:util';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import type { RenderBackend } from '../../../../plugins/fleet/src/heatmap/types';
// The heatmap draws without a portal too: a page of its own beside its sources.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import {
  launch,
  open,
  servePage,
} from '../../../../plugins/fleet/src/heatmap/dev/browser';
import { median, report, type BenchResult } from '../report';

/** At 100,000 elements each round takes the peer seconds. */
const PEER_ROUNDS = 2;

type Action = 'regroup' | 'recolour' | 'change';
type Page = Awaited<ReturnType<typeof open>>;

/** Of one action, the middle of several rounds. */
interface Cost {
  /** From the request until the last frame that it caused is painted. */
  wallMs: number;
  /** Longest task of the page's own thread in all rounds; 0 below 50 ms. */
  longestTaskMs: number;
  /** Dearest frame, in the painter's thread. */
  frameMs: number;
  uploadedBytes: number;
}

async function measure(
  page: Page,
  action: Action,
  rounds: number,
): Promise<Cost> {
  const { walls, frames, longest } = await page.evaluate(
    async ([what, times]) => {
      const { heatmap, table, clusters, setView } = window.bench!;
      const tasks = [0];
      const observer = new PerformanceObserver(list =>
        list.getEntries().forEach(entry => tasks.push(entry.duration)),
      );
      observer.observe({ entryTypes: ['longtask'] });
      const groupings = [
        ['cluster', 'namespace'],
        ['cluster', 'owner'],
      ] as const;
      const colourings = ['mem.limit', 'state'] as const;
      const actions = {
        regroup: (i: number) => setView({ grouping: groupings[i % 2] }),
        recolour: (i: number) => setView({ colouring: colourings[i % 2] }),
        change: () => {
          const changed = Uint32Array.from({ length: 250 }, () =>
            Math.floor(Math.random() * table.length),
          );
          changed.forEach(slot => {
            table.state[slot] = Math.floor(Math.random() * 11);
          });
          heatmap.setData(table, clusters, { changed });
        },
      };
      // A picture may take several frames; the last one before a rest ends it.
      const untilStill = async (least: number) => {
        let last = heatmap.stats();
        let at = performance.now();
        const seen = [];
        while (seen.length < least || performance.now() - at < 250) {
          await new Promise(next => setTimeout(next, 2));
          const now = heatmap.stats();
          if (now && now !== last) {
            last = now;
            at = performance.now();
            seen.push(now);
          }
        }
        return { at, seen };
      };
      const wallTimes: number[] = [];
      const stats = [];
      for (let i = 0; i < times; i++) {
        await untilStill(0);
        const begin = performance.now();
        actions[what as Action](i);
        const { at, seen } = await untilStill(1);
        wallTimes.push(at - begin);
        stats.push({
          cpuMs: Math.max(...seen.map(frame => frame.cpuMs)),
          bytesUploaded: seen.reduce(
            (sum, frame) => sum + frame.bytesUploaded,
            0,
          ),
        });
      }
      observer.disconnect();
      return { walls: wallTimes, frames: stats, longest: Math.max(...tasks) };
    },
    [action, rounds] as const,
  );
  return {
    wallMs: median(walls),
    longestTaskMs: longest,
    frameMs: median(frames.map(frame => frame.cpuMs)),
    uploadedBytes: median(frames.map(frame => frame.bytesUploaded)),
  };
}

/** One SVG element per pod: puts them elsewhere, and gives all another colour. */
function measurePeer(
  page: Page,
  rounds: number,
): Promise<Record<'regroupMs' | 'recolourMs', number[]>> {
  return page.evaluate(async times => {
    const { table, container } = window.bench!;
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('style', 'position:absolute;inset:0;background:#fff');
    svg.setAttribute('width', '940');
    svg.setAttribute('height', '698');
    const rects = Array.from({ length: table.length }, () => {
      const rect = document.createElementNS(
        'http://www.w3.org/2000/svg',
        'rect',
      );
      rect.setAttribute('width', '2');
      rect.setAttribute('height', '2');
      return rect;
    });
    svg.append(...rects);
    container.append(svg);
    const shown = () =>
      new Promise(next => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => next(undefined);
          // After the frame that begins now has been painted.
          port2.postMessage(0);
        });
      });
    const time = async (run: () => void) => {
      await shown();
      const begin = performance.now();
      run();
      await shown();
      return performance.now() - begin;
    };
    const result: Record<'regroupMs' | 'recolourMs', number[]> = {
      regroupMs: [],
      recolourMs: [],
    };
    for (let i = 0; i < times; i++) {
      result.regroupMs.push(
        await time(() =>
          rects.forEach((rect, slot) => {
            const place = (slot * (i + 7)) % rects.length;
            rect.setAttribute('x', String((place % 313) * 3));
            rect.setAttribute('y', String(Math.floor(place / 313) * 3));
          }),
        ),
      );
      result.recolourMs.push(
        await time(() =>
          rects.forEach((rect, slot) =>
            rect.setAttribute('fill', (slot + i) % 3 ? '#74998F' : '#C8102E'),
          ),
        ),
      );
    }
    svg.remove();
    return result;
  }, rounds);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '6000,100000' },
      runs: { type: 'string', default: '8' },
    },
    strict: false,
  });
  const rounds = Number(values.runs);
  const server = await servePage();
  const results: BenchResult[] = [];
  try {
    for (const pods of String(values.sizes).split(',').map(Number)) {
      const figures: Record<string, number> = {};
      const ratios: Record<string, number> = {};
      for (const backend of ['webgl2', 'canvas2d'] as RenderBackend[]) {
        const browser = await launch(backend);
        try {
          const page = await open(browser, server.url, { pods, motion: 'no' });
          for (const action of ['regroup', 'recolour', 'change'] as const) {
            const cost = await measure(page, action, rounds);
            for (const [name, value] of Object.entries(cost)) {
              figures[`${backend} ${action} ${name}`] = value;
            }
          }
          const peer = await measurePeer(page, Math.min(rounds, PEER_ROUNDS));
          for (const action of ['regroup', 'recolour'] as const) {
            const peerMs = median(peer[`${action}Ms`]);
            figures[`${backend} svg ${action} wallMs`] = peerMs;
            ratios[`${backend} ${action} against SVG`] =
              peerMs / figures[`${backend} ${action} wallMs`];
          }
        } finally {
          await browser.close();
        }
      }
      results.push({
        name: 'heatmap',
        size: pods,
        figures,
        ratios,
        notes: [
          'Software rendering, no GPU: compare the columns, not the frames a second.',
          'The peer only moves and colours rectangles: it packs, names and counts nothing.',
        ],
      });
    }
  } finally {
    server.close();
  }
  report(results);
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
