import { type ClusterStatus, PodTable } from '@panorama/plugin-fleet-common';
import { Flashes } from './flashes';
import { arrange, type Arrangement } from './layout/arrange';
import { mergeFor } from './layout/boxes';
import { Camera } from './layout/Camera';
import { fitLayout, type Fitted } from './layout/fit';
import type { PixelRect } from './layout/hitTest';
import { layoutMetrics } from './layout/metrics';
import { COLOURINGS } from './model/colouring';
import type { BoundColouring } from './model/colouring/types';
import { countGroups } from './model/counts';
import { groupPods, type Grouping } from './model/grouping';
import { EMPTY, Placement } from './model/placement';
import {
  buildCells,
  STYLE_BYTES,
  writeStyle,
  type CellStyle,
} from './render/buckets/cellBucket';
import type { RingItem } from './render/buckets/outlineBucket';
import { DIM, STALE } from './render/sprites';
import { alarmOf } from './scene/alarm';
import { buildScene } from './scene/buildScene';
import { cellTexts } from './scene/cellTexts';
import type { MeasureText } from './scene/measureText';
import { countNodes, fontOf, type SceneContext } from './scene/sceneStyle';
import {
  squareOf,
  visibleCells,
  worstInSquare,
  type VisibleCell,
} from './squares';
import type { HeatmapTokens } from './tokens';
import type { GroupNode, HeatmapChange, HeatmapView } from './types';
import { wordsFor } from './words';
import type { RenderRequest } from './worker/protocol';

export type PictureCommand = Exclude<
  RenderRequest,
  { type: 'start' } | { type: 'stop' | 'export' }
>;

export interface PictureOptions {
  tokens: HeatmapTokens;
  measure: MeasureText;
  reducedMotion: boolean;
  /** ms since the epoch on the server's clock. */
  now(): number;
  post(command: PictureCommand): void;
}

/**
 * What must be done again before the next frame. Each line implies the ones
 * below it: a new grouping needs a new layout, that new positions, and so on.
 */
const STALE_PARTS = [
  'grouping',
  'layout',
  'cells',
  'positions',
  'offset',
  'nothing',
] as const;
type StalePart = (typeof STALE_PARTS)[number];

const DEFAULT_VIEW: HeatmapView = {
  grouping: ['cluster', 'namespace'],
  colouring: 'state',
  onlyMatches: false,
  selected: [],
  wall: false,
  locale: 'en',
};

/** Ages change colour by time alone; this often is often enough. */
const AGE_REBIND_MS = 10_000;

/**
 * The model of one heatmap without any DOM: takes data and settings, keeps
 * grouping, placement, layout and camera in step, and tells the painter.
 */
export class Picture {
  readonly camera = new Camera();
  table = new PodTable();
  grouping: Grouping;
  placement: Placement;
  arrangement: Arrangement;
  colouring: BoundColouring;
  view = DEFAULT_VIEW;
  dpr = 1;
  /** Columns and rows of cells that share a square at the present pitch. */
  merge = 1;
  private clusters: ReadonlyMap<string, ClusterStatus> = new Map();
  private fitted: Fitted;
  private stale: StalePart = 'grouping';
  private changed = new Set<number>();
  private newCounts = false;
  /** Only data asks for the next layout: cells should not change their size for it. */
  private grown = false;
  private rings: RingItem[] = [];
  private readonly flashes = new Flashes();
  private boundAt = 0;
  private tokens: HeatmapTokens;

  constructor(private readonly options: PictureOptions) {
    this.tokens = options.tokens;
    this.grouping = groupPods(this.table, this.view.grouping);
    this.placement = new Placement(this.grouping, 0);
    this.colouring = this.bind();
    this.fitted = this.fit();
    this.arrangement = this.arrangeNow();
  }

  setData(
    table: PodTable,
    clusters: readonly ClusterStatus[],
    change: HeatmapChange,
  ): void {
    const before = [...this.clusters.values()].map(freshnessKey).join();
    this.clusters = new Map(clusters.map(cluster => [cluster.name, cluster]));
    const fresh = before !== clusters.map(freshnessKey).join();
    if (table !== this.table || change.changed === 'all' || fresh) {
      this.table = table;
      this.flashes.reset(table.state);
      this.outdate('grouping');
      return;
    }
    change.changed.forEach(slot => this.changed.add(slot));
    change.removed?.forEach(slot => this.changed.add(slot));
  }

  setView(view: HeatmapView): void {
    const { view: old } = this;
    this.view = view;
    const regroup =
      view.grouping.join() !== old.grouping.join() ||
      view.onlyMatches !== old.onlyMatches ||
      (view.onlyMatches && view.match !== old.match);
    if (regroup) {
      this.outdate('grouping');
    }
    if (view.wall !== old.wall) {
      this.outdate('layout');
    }
    if (view.locale !== old.locale) {
      this.outdate('positions');
    }
    if (view.colouring !== old.colouring || view.match !== old.match) {
      this.colouring = this.bind();
      this.newCounts = true;
      this.outdate('cells');
    }
  }

  setTokens(tokens: HeatmapTokens): void {
    this.tokens = tokens;
    this.outdate('cells');
  }

  /** Device pixels. */
  resize(width: number, height: number, dpr: number): void {
    this.camera.width = width;
    this.camera.height = height;
    this.dpr = dpr;
    this.options.post({ type: 'size', width, height, dpr });
    this.outdate('layout');
  }

  /** The painter is a new one and knows nothing. */
  restart(): void {
    const { width, height } = this.camera;
    this.options.post({ type: 'size', width, height, dpr: this.dpr });
    this.outdate('cells');
  }

  repack(): void {
    this.outdate('grouping');
  }

  setRings(rings: RingItem[]): void {
    this.rings = rings;
    this.options.post({ type: 'rings', rings });
  }

  /** Device pixels of the viewport; keeps what is there in place. */
  zoomAt(
    pitch: number,
    node: GroupNode | undefined,
    x: number,
    y: number,
  ): void {
    const anchor = this.camera.anchorAt(this.arrangement, node, x, y);
    const { merge } = this;
    this.camera.pitch = pitch;
    this.arrangement = this.arrangeNow();
    this.camera.restore(this.arrangement, anchor, x, y);
    this.outdate(merge === this.merge ? 'positions' : 'cells');
  }

  panTo(x: number, y: number): boolean {
    const moved = this.camera.moveTo(this.arrangement, x, y);
    if (moved) {
      this.outdate('offset');
    }
    return moved;
  }

  reveal(rect: PixelRect): boolean {
    const moved = this.camera.reveal(
      this.arrangement,
      rect,
      Math.round(24 * this.dpr),
    );
    if (moved) {
      this.outdate('offset');
    }
    return moved;
  }

  /** True where a call of `sync` would send something. */
  isOutdated(): boolean {
    return this.stale !== 'nothing' || this.changed.size > 0;
  }

  /** Brings everything up to date and sends the difference to the painter. */
  sync(): void {
    this.placeChanges();
    if (this.reached('grouping')) {
      this.group();
    }
    if (this.reached('layout')) {
      this.fitted = this.fit();
    }
    if (this.newCounts || this.reached('grouping')) {
      countGroups(
        this.table,
        this.grouping,
        this.placement.leafOfSlot,
        this.view.match,
      );
      this.newCounts = false;
    }
    if (this.reached('layout')) {
      this.arrangement = this.arrangeNow();
      const { leafCols, leafRows } = this.arrangement;
      this.placement.reserve(
        Uint32Array.from(leafCols, (cols, i) => cols * leafRows[i]),
      );
      this.camera.moveTo(this.arrangement, this.camera.x, this.camera.y);
    }
    if (this.reached('cells')) {
      this.sendCells();
    }
    if (this.reached('positions')) {
      this.sendScene();
    }
    if (this.reached('offset')) {
      this.sendOffset();
    }
    this.stale = 'nothing';
  }

  /** The square that a cell is drawn in, in device pixels of the content. */
  squareOf(cell: number): PixelRect {
    return squareOf(this, cell);
  }

  /** The pod that stands for a square, and how many share it. */
  worstInSquare(leaf: number, cell: number): { slot: number; pods: number } {
    return worstInSquare(this, this.styleOf(), leaf, cell);
  }

  styleOf(): CellStyle {
    const { match } = this.view;
    const staleClusters = this.table.clusters.map(name => {
      const freshness = this.clusters.get(name)?.freshness;
      return freshness === 'stale' || freshness === 'failed' ? STALE : 0;
    });
    const anyStale = staleClusters.some(Boolean);
    const { table, colouring } = this;
    return {
      codeOf: colouring.codeOf,
      variantOf: slot =>
        (match && !match[slot] ? DIM : 0) |
        (anyStale ? staleClusters[table.clusterOf(slot)] : 0),
      severity: Uint8Array.from(colouring.codes, code => code.severity),
    };
  }

  /** Cells that touch the viewport. */
  visibleCells(): VisibleCell[] {
    return visibleCells(this, this.grouping.leaves, this.camera);
  }

  private outdate(part: StalePart): void {
    if (STALE_PARTS.indexOf(part) < STALE_PARTS.indexOf(this.stale)) {
      this.stale = part;
    }
  }

  private reached(part: StalePart): boolean {
    return STALE_PARTS.indexOf(this.stale) <= STALE_PARTS.indexOf(part);
  }

  private include(): Uint8Array | undefined {
    return this.view.onlyMatches ? this.view.match : undefined;
  }

  /** Takes single changes over without moving anything, as long as every pod finds a cell. */
  private placeChanges(): void {
    if (this.changed.size === 0 || this.reached('grouping')) {
      this.changed.clear();
      return;
    }
    const slots = [...this.changed];
    this.changed.clear();
    const { placement, options } = this;
    const cells = placement.update(this.table, slots, this.include());
    const flashing = this.flashes.changed(
      this.table.state,
      slots,
      options.now(),
    );
    this.newCounts = true;
    if (!cells) {
      this.grown = !this.reached('layout');
      this.outdate('grouping');
      return;
    }
    if (this.colouring.ages && options.now() - this.boundAt > AGE_REBIND_MS) {
      this.colouring = this.bind();
      this.outdate('cells');
    }
    countGroups(
      this.table,
      this.grouping,
      placement.leafOfSlot,
      this.view.match,
    );
    this.newCounts = false;
    this.sendScene();
    if (this.merge > 1) {
      this.outdate('cells');
    } else {
      this.restyle(cells);
    }
    if (!options.reducedMotion && this.merge === 1) {
      this.flash(flashing);
    }
  }

  private restyle(cells: number[]): void {
    const style = new Uint8Array(cells.length * STYLE_BYTES);
    const cellStyle = this.styleOf();
    cells.forEach((cell, i) =>
      writeStyle(style, i, this.placement.slotOfCell[cell], cellStyle),
    );
    this.options.post({
      type: 'restyle',
      instances: Uint32Array.from(cells),
      style,
    });
  }

  private flash(slots: number[]): void {
    const cells = slots
      .map(slot => this.placement.cellOfSlot[slot])
      .filter(c => c !== EMPTY);
    if (cells.length > 0) {
      const flashes = cells.map(cell => {
        const { x, y, width } = this.squareOf(cell);
        return { x, y, size: width };
      });
      this.options.post({ type: 'flash', flashes });
    }
  }

  private group(): void {
    const unreached =
      this.view.grouping[0] === 'cluster' && !this.view.onlyMatches;
    const silent = [...this.clusters.values()].filter(
      c => c.freshness !== 'live',
    );
    this.grouping = groupPods(
      this.table,
      this.view.grouping,
      this.include(),
      unreached ? silent.map(({ name }) => ({ value: name, label: name })) : [],
    );
    this.placement = new Placement(this.grouping, this.table.length);
    this.colouring = this.bind();
  }

  private bind(): BoundColouring {
    const now = this.options.now();
    this.boundAt = now;
    return COLOURINGS[this.view.colouring](this.table, {
      nowSeconds: Math.floor(now / 1000),
      match: this.view.match,
    });
  }

  private fit(): Fitted {
    const { camera, placement } = this;
    const context = this.sceneContext();
    const name = fontOf(context, 'block', 500);
    const count = fontOf(context, 'blockDetail', 400);
    countGroups(
      this.table,
      this.grouping,
      placement.leafOfSlot,
      this.view.match,
    );
    const fitted = fitLayout({
      roots: this.grouping.roots,
      cellsOf: node => placement.used[node.leaf],
      labelWidth: node =>
        context.measure(node.label, name) +
        context.measure(` ${context.words.count(node.total)}`, count),
      width: camera.width,
      height: camera.height,
      metrics: layoutMetrics(this.dpr, this.view.wall),
      atMost: this.grown ? this.fitted.pitch : undefined,
    });
    this.grown = false;
    camera.refit(fitted.pitch, this.dpr);
    return fitted;
  }

  private arrangeNow(): Arrangement {
    const { nodes, leaves } = this.grouping;
    const { root, metrics } = this.fitted;
    this.merge = mergeFor(this.camera.pitch, metrics.minPitch);
    return arrange(root, nodes, leaves.length, this.camera.pitch, metrics);
  }

  private sendCells(): void {
    const looks = this.colouring.codes.map(code => code.look);
    this.options.post({ type: 'palette', tokens: this.tokens, looks });
    const bucket = buildCells(
      this.placement,
      this.arrangement,
      this.merge,
      this.styleOf(),
    );
    this.options.post({ type: 'cells', bucket });
  }

  private sendScene(): void {
    const { grouping, arrangement, fitted, merge } = this;
    const scene = buildScene(
      grouping,
      arrangement,
      fitted.metrics,
      merge,
      this.sceneContext(),
    );
    this.options.post({ type: 'scene', scene });
  }

  private sendOffset(): void {
    const { x, y } = this.camera;
    const level = this.camera.level();
    const large = level === 'names' || level === 'containers';
    const cells = large ? this.visibleCells() : [];
    const texts = cellTexts(this.table, cells, level, this.sceneContext());
    this.options.post({ type: 'offset', x, y, ...texts });
    this.options.post({ type: 'rings', rings: this.rings });
  }

  private sceneContext(): SceneContext {
    const { tokens, dpr, view, clusters, colouring, table } = this;
    return {
      tokens,
      words: wordsFor(view.locale),
      dpr,
      wall: view.wall,
      measure: this.options.measure,
      clusters,
      nodesOf: countNodes(table),
      alarm: alarmOf(colouring, this.grouping, this.placement, tokens),
      now: this.options.now(),
    };
  }
}

function freshnessKey({ name, freshness }: ClusterStatus): string {
  return `${name}=${freshness}`;
}
