import { type ClusterStatus, PodTable } from '@panorama/plugin-fleet-common';
import { Flashes } from './flashes';
import { arrange, type Arrangement } from './layout/arrange';
import { mergeFor } from './layout/boxes';
import { Camera } from './layout/Camera';
import type { Fitted } from './layout/fit';
import type { PixelRect } from './layout/hitTest';
import { layoutMetrics } from './layout/metrics';
import { bindColouring } from './model/colouring';
import type { BoundColouring } from './model/colouring/types';
import { countGroups } from './model/counts';
import type { Grouping } from './model/grouping';
import type { Placement } from './model/placement';
import {
  cellCommands,
  flashCommand,
  offsetCommand,
  restyleCommand,
  sceneCommand,
  type PictureCommand,
} from './picture/commands';
import { preparePlan, type Plan, type Situation } from './picture/prepare';
import { sceneContextOf, styleOf, type Shown } from './picture/shown';
import {
  isRecoloured,
  Staleness,
  staleParts,
  type StalePart,
} from './picture/stale';
import type { RingItem } from './render/buckets/outlineBucket';
import type { MeasureText } from './scene/measureText';
import { fontOf, type SceneContext } from './scene/sceneStyle';
import { advance, finish, type Sliced } from './slices';
import { squareOf, worstInSquare } from './squares';
import type { HeatmapTokens } from './tokens';
import type { GroupNode, HeatmapChange, HeatmapView } from './types';
import { wordsFor } from './words';

export type { PictureCommand } from './picture/commands';

export interface PictureOptions {
  tokens: HeatmapTokens;
  measure: MeasureText;
  reducedMotion: boolean;
  /** ms since the epoch on the server's clock. */
  now(): number;
  post(command: PictureCommand): void;
}

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
 *
 * A new layout is prepared beside the shown picture and replaces it in one go,
 * so `sync` may stop in between and every question is answered from one picture.
 */
export class Picture implements Shown {
  readonly camera = new Camera();
  table = new PodTable();
  clusters: ReadonlyMap<string, ClusterStatus> = new Map();
  grouping: Grouping;
  placement: Placement;
  fitted: Fitted;
  arrangement: Arrangement;
  colouring: BoundColouring;
  view = DEFAULT_VIEW;
  dpr = 1;
  merge = 1;
  tokens: HeatmapTokens;
  private readonly stale = new Staleness();
  /** The next layout, while it is being made. */
  private preparing: Sliced<Plan> | undefined;
  private changed = new Set<number>();
  private newCounts = false;
  /** Only data asks for the next layout: cells should not change their size for it. */
  private grown = false;
  private rings: RingItem[] = [];
  private readonly flashes = new Flashes();
  private boundAt = 0;

  constructor(private readonly options: PictureOptions) {
    this.tokens = options.tokens;
    const plan = finish(preparePlan(this.situation(false)));
    this.grouping = plan.grouping;
    this.placement = plan.placement;
    this.fitted = plan.fitted;
    this.colouring = this.bind();
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
      this.changed.clear();
      this.outdate('grouping');
      return;
    }
    change.changed.forEach(slot => this.changed.add(slot));
    change.removed?.forEach(slot => this.changed.add(slot));
  }

  setView(view: HeatmapView): void {
    const { view: old } = this;
    this.view = view;
    staleParts(old, view).forEach(part => this.outdate(part));
    if (isRecoloured(old, view)) {
      this.colouring = this.bind();
      this.newCounts = true;
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
    const margin = Math.round(24 * this.dpr);
    const moved = this.camera.reveal(this.arrangement, rect, margin);
    if (moved) {
      this.outdate('offset');
    }
    return moved;
  }

  /** True where a call of `sync` would send something. */
  isOutdated(): boolean {
    return this.stale.any() || this.changed.size > 0;
  }

  /**
   * Brings everything up to date and sends the difference to the painter.
   *
   * @param isTimeUp - asked between steps; once true, the rest waits for the next call
   * @returns false where something is left to do
   */
  sync(isTimeUp: () => boolean = () => false): boolean {
    if (!this.preparing) {
      this.placeChanges();
    }
    for (const step of this.steps(isTimeUp)) {
      if (step === 'unfinished' || isTimeUp()) {
        break;
      }
    }
    // What changed while the layout was made waits for the next call.
    return !this.isOutdated();
  }

  /** The square that a cell is drawn in, in device pixels of the content. */
  squareOf(cell: number): PixelRect {
    return squareOf(this, cell);
  }

  /** The pod that stands for a square, and how many share it. */
  worstInSquare(leaf: number, cell: number): { slot: number; pods: number } {
    return worstInSquare(this, styleOf(this), leaf, cell);
  }

  /** One step for each part that is stale; `unfinished` where a part needs another call. */
  private *steps(
    isTimeUp: () => boolean,
  ): Generator<StalePart | 'unfinished', void> {
    const { stale, options } = this;
    if (stale.has('layout')) {
      this.preparing ??= preparePlan(this.situation(stale.has('grouping')));
      const step = advance(this.preparing, isTimeUp);
      if (!step.done) {
        yield 'unfinished';
        return;
      }
      this.show(step.value);
      yield 'layout';
    }
    this.count();
    if (stale.has('cells')) {
      cellCommands(this).forEach(command => options.post(command));
      stale.refreshed('cells');
      yield 'cells';
    }
    if (stale.has('positions')) {
      options.post(sceneCommand(this, this.sceneContext()));
      stale.refreshed('positions');
      yield 'positions';
    }
    if (stale.has('offset')) {
      options.post(offsetCommand(this, this.sceneContext()));
      options.post({ type: 'rings', rings: this.rings });
      stale.refreshed('offset');
    }
  }

  private outdate(part: StalePart): void {
    if (part === 'grouping' || part === 'layout') {
      this.preparing = undefined;
    }
    this.stale.outdate(part);
  }

  /** Takes single changes over without moving anything, as long as every pod finds a cell. */
  private placeChanges(): void {
    if (this.changed.size === 0 || this.stale.has('grouping')) {
      this.changed.clear();
      return;
    }
    const slots = [...this.changed];
    this.changed.clear();
    const { placement, options, view, table } = this;
    const include = view.onlyMatches ? view.match : undefined;
    const cells = placement.update(table, slots, include);
    const flashing = this.flashes.changed(table.state, slots, options.now());
    this.newCounts = true;
    if (!cells) {
      this.grown = !this.stale.has('layout');
      this.outdate('grouping');
      return;
    }
    if (this.colouring.ages && options.now() - this.boundAt > AGE_REBIND_MS) {
      this.colouring = this.bind();
      this.outdate('cells');
    }
    this.count();
    options.post(sceneCommand(this, this.sceneContext()));
    if (this.merge > 1) {
      this.outdate('cells');
      return;
    }
    options.post(restyleCommand(this, cells));
    const flash = options.reducedMotion
      ? undefined
      : flashCommand(this, flashing);
    if (flash) {
      options.post(flash);
    }
  }

  private count(): void {
    if (this.newCounts) {
      const { leafOfSlot } = this.placement;
      countGroups(this.table, this.grouping, leafOfSlot, this.view.match);
      this.newCounts = false;
    }
  }

  private situation(regroup: boolean): Situation {
    const { camera, table, clusters, view, dpr, tokens } = this;
    const fonts = { tokens, dpr, wall: view.wall };
    const name = fontOf(fonts, 'block', 500);
    const count = fontOf(fonts, 'blockDetail', 400);
    const words = wordsFor(view.locale);
    const { measure } = this.options;
    return {
      table,
      clusters,
      view,
      width: camera.width,
      height: camera.height,
      metrics: layoutMetrics(dpr, view.wall, camera.width),
      labelWidth: node =>
        measure(node.label, name) +
        measure(` ${words.count(node.total)}`, count),
      atMost: this.grown ? this.fitted.pitch : undefined,
      keep:
        regroup || !this.grouping
          ? undefined
          : { grouping: this.grouping, placement: this.placement },
    };
  }

  /** Replaces the picture by a prepared one. */
  private show({ grouping, placement, fitted }: Plan): void {
    this.preparing = undefined;
    this.grown = false;
    const isNew = grouping !== this.grouping;
    this.grouping = grouping;
    this.placement = placement;
    this.fitted = fitted;
    if (isNew) {
      this.colouring = this.bind();
    }
    this.camera.refit(fitted.pitch, this.dpr);
    this.arrangement = this.arrangeNow();
    const { leafCols, leafRows } = this.arrangement;
    placement.reserve(
      Uint32Array.from(leafCols, (cols, leaf) => cols * leafRows[leaf]),
    );
    this.camera.moveTo(this.arrangement, this.camera.x, this.camera.y);
    this.newCounts = true;
    this.stale.refreshed('layout');
  }

  private bind(): BoundColouring {
    const now = this.options.now();
    this.boundAt = now;
    return bindColouring(this.view, this.table, Math.floor(now / 1000));
  }

  private arrangeNow(): Arrangement {
    const { nodes, leaves } = this.grouping;
    const { root, metrics } = this.fitted;
    this.merge = mergeFor(this.camera.pitch, metrics.minPitch);
    return arrange(root, nodes, leaves.length, this.camera.pitch, metrics);
  }

  private sceneContext(): SceneContext {
    return sceneContextOf(this, this.options.measure, this.options.now());
  }
}

function freshnessKey({ name, freshness }: ClusterStatus): string {
  return `${name}=${freshness}`;
}
