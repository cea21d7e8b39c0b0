import type { ClusterStatus, PodTable } from '@panorama/plugin-fleet-common';
import { createHeatmap } from '../Heatmap';
import { DARK_TOKENS, LIGHT_TOKENS } from '../testing/tokens';
import { syntheticTable } from '../testing/syntheticTable';
import type { Heatmap, HeatmapView, RenderBackend } from '../types';

/** What tests and benchmarks find on the page. */
export interface Bench {
  heatmap: Heatmap;
  table: PodTable;
  clusters: ClusterStatus[];
  /** Callbacks in their order: name and arguments. */
  events: unknown[][];
  container: HTMLElement;
  setView(change: Partial<HeatmapView>): void;
}

declare global {
  interface Window {
    bench?: Bench;
  }
}

/** A page without portal: for looking at the heatmap, for browser tests, and for benchmarks. */
const query = new URLSearchParams(location.search);
const dark = query.get('theme') === 'dark';
const tokens = dark ? DARK_TOKENS : LIGHT_TOKENS;
const backend = (query.get('backend') ?? undefined) as
  | RenderBackend
  | undefined;
const table = syntheticTable(Number(query.get('pods') ?? 6000));
const stale = query.get('stale')?.split(',') ?? [];
const now = 1_795_000_000_000;

const clusters: ClusterStatus[] = table.clusters.map((name, index) => ({
  name,
  index,
  freshness: stale.includes(name) ? 'stale' : 'live',
  lastSeenAt: stale.includes(name) ? now - 250_000 : now,
  missingKinds: [],
  version: ['v1.31.4', 'v1.31.4', 'v1.33.0', 'v1.29.9'][index],
  hasUsage: true,
}));

document.body.style.cssText = `margin:0;background:${tokens.ground}`;
const container = document.createElement('div');
container.style.cssText = query.get('wall')
  ? 'position:absolute;inset:72px 18px 66px'
  : 'position:absolute;left:96px;top:176px;width:940px;height:698px';
// As in the portal: two fingers belong to the picture, not to the browser.
container.style.touchAction = 'none';
document.body.append(container);

const events: unknown[][] = [];
const note = (name: string) => (value: unknown) => {
  events.push([name, name === 'error' ? String(value) : value]);
};
const heatmap = createHeatmap({
  container,
  tokens,
  backend,
  createWorker:
    query.get('worker') === 'no'
      ? undefined
      : () =>
          new Worker(query.get('workerUrl') ?? 'heatmapWorker.js', {
            type: 'module',
          }),
  reducedMotion: query.get('motion') === 'no',
  now: () => now,
  callbacks: {
    onBackend: note('backend'),
    onError: note('error'),
    onHover: hover =>
      events.push(['hover', hover && { ...hover, group: hover.group.id }]),
    onSelect: (slots, gesture) => {
      events.push(['select', slots, gesture]);
      view = { ...view, selected: slots };
      heatmap.setView(view);
    },
    onSelectGroup: group => events.push(['group', group.id]),
    onViewChange: note('view'),
  },
});

let view: HeatmapView = {
  grouping: (query.get('group') ?? 'cluster,owner').split(
    ',',
  ) as HeatmapView['grouping'],
  colouring: (query.get('color') ?? 'state') as HeatmapView['colouring'],
  onlyMatches: false,
  selected: [],
  wall: Boolean(query.get('wall')),
  locale: query.get('lang') ?? 'en',
};
heatmap.setView(view);
heatmap.setData(table, clusters, { changed: 'all' });

window.bench = {
  heatmap,
  table,
  clusters,
  events,
  container,
  setView(change) {
    view = { ...view, ...change };
    heatmap.setView(view);
  },
};
