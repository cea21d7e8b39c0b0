import { isFailing, podStateOf } from '@panorama/plugin-fleet-common';
import {
  attachGestures,
  type Area,
  type GestureKeys,
  type Point,
} from './input/gestures';
import { ringsOf } from './input/rings';
import { clickSelection } from './input/selection';
import {
  cellsIn,
  hitTest,
  nodeRect,
  type Hit,
  type PixelRect,
} from './layout/hitTest';
import { firstCell, moveFrom, nextCellWhere } from './layout/movement';
import { EMPTY } from './model/placement';
import { Picture } from './Picture';
import { createMeasureText } from './scene/measureText';
import type {
  CellRect,
  FocusedCell,
  GroupNode,
  Heatmap,
  HeatmapHover,
  HeatmapOptions,
} from './types';
import { RendererClient } from './worker/RendererClient';

/**
 * Draws the pods of all clusters into `container` and keeps it in step with
 * `setData` and `setView`. Framework-free: the hook around it owns only its
 * lifetime. Everything is applied once per animation frame; methods that answer
 * (`groups`, `cellAt`, …) bring the model up to date first.
 *
 * @throws never; what goes wrong later arrives at `callbacks.onError`.
 */
export function createHeatmap(options: HeatmapOptions): Heatmap {
  return new CanvasHeatmap(options);
}

class CanvasHeatmap implements Heatmap {
  readonly setData: Heatmap['setData'];
  private readonly picture: Picture;
  private readonly client: RendererClient;
  private readonly gestures: { destroy(): void };
  private readonly watchRatio: AbortController = new AbortController();
  private readonly observer: ResizeObserver | undefined;
  /** Held, because a query that nobody holds is collected together with its listener. */
  private ratioQuery: MediaQueryList | undefined;
  private frame: number | undefined;
  private hovered: number | undefined;
  private focused: number | undefined;
  private marquee: PixelRect | undefined;
  private lastViewport = '';

  constructor(private readonly options: HeatmapOptions) {
    const { container, callbacks } = options;
    this.picture = new Picture({
      tokens: options.tokens,
      measure: createMeasureText(container.ownerDocument),
      reducedMotion: options.reducedMotion,
      now: options.now ?? Date.now,
      post: command => this.client?.post(command),
    });
    this.client = new RendererClient({
      container,
      createWorker: options.createWorker,
      backend: options.backend,
      onStart: () => {
        this.picture.restart();
        this.schedule();
      },
      onBackend: backend => callbacks.onBackend?.(backend),
      onError: error => callbacks.onError?.(error),
    });
    this.gestures = attachGestures(container, {
      hover: point => this.hover(point),
      click: (point, keys) => this.click(point, keys),
      doubleClick: point => this.doubleClick(point),
      panBy: (dx, dy) => this.panBy(dx, dy),
      zoom: (factor, at) => this.zoomAt(factor, at),
      marquee: (area, done) => this.dragMarquee(area, done),
    });
    this.setData = (table, clusters, change) => {
      this.picture.setData(table, clusters, change);
      this.schedule();
    };
    this.observer =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(() => this.resize());
    this.observer?.observe(container);
    container.ownerDocument.defaultView?.addEventListener(
      'resize',
      () => this.resize(),
      {
        signal: this.watchRatio.signal,
      },
    );
    this.watchDevicePixelRatio();
    this.resize();
  }

  setView(view: Parameters<Heatmap['setView']>[0]): void {
    this.picture.setView(view);
    this.schedule();
    this.updateRings();
  }

  setTokens(tokens: Parameters<Heatmap['setTokens']>[0]): void {
    this.picture.setTokens(tokens);
    this.schedule();
  }

  resize(): void {
    const { container } = this.options;
    const dpr = this.ratio();
    const width = Math.max(1, Math.floor(container.clientWidth * dpr));
    const height = Math.max(1, Math.floor(container.clientHeight * dpr));
    const { camera } = this.picture;
    if (
      width !== camera.width ||
      height !== camera.height ||
      dpr !== this.picture.dpr
    ) {
      this.picture.resize(width, height, dpr);
      this.schedule();
    }
  }

  repack(): void {
    this.picture.repack();
    this.schedule();
  }

  focusCell(slot: number | undefined): FocusedCell | undefined {
    this.sync();
    const cell =
      slot === undefined
        ? EMPTY
        : this.picture.placement.cellOfSlot[slot] ?? EMPTY;
    return this.focusOn(cell === EMPTY ? undefined : cell);
  }

  moveFocus(
    direction: Parameters<Heatmap['moveFocus']>[0],
  ): FocusedCell | undefined {
    this.sync();
    const cell = this.focusedCell();
    return this.focusOn(
      cell === undefined
        ? firstCell(this.picture)
        : moveFrom(this.picture, cell, direction),
    );
  }

  nextFailing(step: 1 | -1): FocusedCell | undefined {
    this.sync();
    const { table, view } = this.picture;
    const cell = nextCellWhere(
      this.picture,
      this.focusedCell(),
      step,
      slot =>
        isFailing(podStateOf(table.state[slot])) &&
        (!view.match || !!view.match[slot]),
    );
    return cell === undefined ? undefined : this.focusOn(cell);
  }

  zoomTo(groupId: string | 'all'): void {
    this.sync();
    const { camera, grouping } = this.picture;
    const node = grouping.nodes.find(({ id }) => id === groupId);
    if (groupId !== 'all' && node) {
      const pitch = camera.pitchToShow(
        nodeRect(this.picture.arrangement, node),
      );
      this.picture.zoomAt(pitch, node, camera.width / 2, camera.height / 2);
      const rect = nodeRect(this.picture.arrangement, node);
      this.picture.panTo(
        (camera.width - rect.width) / 2 - rect.x,
        (camera.height - rect.height) / 2 - rect.y,
      );
    } else {
      this.picture.zoomAt(camera.fittedPitch(), undefined, 0, 0);
    }
    this.schedule();
  }

  zoomBy(factor: number): void {
    const { clientWidth, clientHeight } = this.options.container;
    this.sync();
    const cell = this.focusedCell();
    if (cell === undefined) {
      this.zoomAt(factor, { x: clientWidth / 2, y: clientHeight / 2 });
    } else {
      const { x, y, width, height } = this.cssRect(this.picture.squareOf(cell));
      this.zoomAt(factor, { x: x + width / 2, y: y + height / 2 });
    }
  }

  groups(): readonly GroupNode[] {
    this.sync();
    return this.picture.grouping.roots;
  }

  cellAt(x: number, y: number): HeatmapHover | undefined {
    this.sync();
    const hit = this.hit({ x, y });
    return hit.type === 'cell' ? this.describe(hit) : undefined;
  }

  exportPng(): Promise<Blob> {
    this.sync();
    return this.client.exportPng();
  }

  backend() {
    return this.client.backend();
  }

  stats() {
    return this.client.stats();
  }

  destroy(): void {
    if (this.frame !== undefined) {
      cancelAnimationFrame(this.frame);
    }
    this.observer?.disconnect();
    this.watchRatio.abort();
    this.gestures.destroy();
    this.client.destroy();
  }

  private ratio(): number {
    return (
      this.options.container.ownerDocument.defaultView?.devicePixelRatio || 1
    );
  }

  /** A media query matches one ratio only, so every change needs a new one. */
  private watchDevicePixelRatio(): void {
    const view = this.options.container.ownerDocument.defaultView;
    this.ratioQuery = view?.matchMedia?.(`(resolution: ${this.ratio()}dppx)`);
    this.ratioQuery?.addEventListener(
      'change',
      () => {
        this.resize();
        this.watchDevicePixelRatio();
      },
      { once: true, signal: this.watchRatio.signal },
    );
  }

  private schedule(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.sync();
    });
  }

  private sync(): void {
    if (this.picture.isOutdated()) {
      try {
        this.picture.sync();
      } catch (error) {
        this.options.callbacks.onError?.(
          error instanceof Error ? error : new Error(String(error)),
        );
        return;
      }
      this.updateRings();
    }
    this.announceViewport();
  }

  private announceViewport(): void {
    const { camera, dpr } = this.picture;
    const { width, height } = camera;
    const fitted = camera.isFitted();
    const hit = fitted
      ? undefined
      : this.hit({ x: width / 2 / dpr, y: height / 2 / dpr });
    const groupId = hit && hit.type !== 'ground' ? hit.node.id : 'all';
    const viewport = {
      level: camera.level(),
      groupId,
      pitch: camera.pitch,
      fitted,
    };
    const key = JSON.stringify(viewport);
    if (key !== this.lastViewport) {
      this.lastViewport = key;
      this.options.callbacks.onViewChange?.(viewport);
    }
  }

  private hit({ x, y }: Point): Hit {
    const { camera, arrangement, placement, grouping, dpr } = this.picture;
    return hitTest(
      arrangement,
      placement,
      grouping.roots,
      Math.floor(x * dpr) - camera.x,
      Math.floor(y * dpr) - camera.y,
    );
  }

  private describe(hit: Extract<Hit, { type: 'cell' }>): HeatmapHover {
    const { slot, pods } = this.picture.worstInSquare(hit.leaf, hit.cell);
    return {
      slot,
      pods,
      group: hit.node,
      rect: this.cssRect(this.picture.squareOf(hit.cell)),
    };
  }

  private cssRect(rect: PixelRect): CellRect {
    const { camera, dpr } = this.picture;
    return {
      x: (rect.x + camera.x) / dpr,
      y: (rect.y + camera.y) / dpr,
      width: rect.width / dpr,
      height: rect.height / dpr,
    };
  }

  private hover(point: Point | undefined): void {
    this.sync();
    const hit = point && this.hit(point);
    const next = hit?.type === 'cell' ? this.describe(hit) : undefined;
    if (next?.slot !== this.hovered) {
      this.hovered = next?.slot;
      this.updateRings();
      this.options.callbacks.onHover?.(next);
    }
  }

  private click(point: Point, keys: GestureKeys): void {
    this.sync();
    const hit = this.hit(point);
    const { callbacks } = this.options;
    const { placement, view } = this.picture;
    if (hit.type === 'cell') {
      const { slot } = this.describe(hit);
      const slots = clickSelection(placement, view.selected, slot, keys);
      const gesture = keys.range ? 'range' : 'click';
      callbacks.onSelect?.(slots, keys.toggle ? 'toggle' : gesture);
    } else if (hit.type === 'group') {
      callbacks.onSelectGroup?.(hit.node);
    }
  }

  private doubleClick(point: Point): void {
    const hit = this.hit(point);
    if (hit.type === 'group') {
      this.zoomTo(hit.node.id);
    }
  }

  private panBy(dx: number, dy: number): void {
    const { camera, dpr } = this.picture;
    if (this.picture.panTo(camera.x + dx * dpr, camera.y + dy * dpr)) {
      this.schedule();
    }
  }

  private zoomAt(factor: number, at: Point): void {
    this.sync();
    const hit = this.hit(at);
    const { camera, dpr } = this.picture;
    const pitch = camera.stepped(factor);
    if (pitch !== camera.pitch) {
      const node = hit.type === 'ground' ? undefined : hit.node;
      this.picture.zoomAt(pitch, node, at.x * dpr, at.y * dpr);
      this.schedule();
    }
  }

  private dragMarquee(area: Area, done: boolean): void {
    const { camera, dpr, arrangement, placement, grouping, view } =
      this.picture;
    const rect = {
      x: Math.round(area.x * dpr) - camera.x,
      y: Math.round(area.y * dpr) - camera.y,
      width: Math.round(area.width * dpr),
      height: Math.round(area.height * dpr),
    };
    this.marquee = done ? undefined : rect;
    this.updateRings();
    if (done) {
      const cells = cellsIn(arrangement, placement, grouping.leaves, rect);
      const slots = cells.map(cell => placement.slotOfCell[cell]);
      const { match } = view;
      this.options.callbacks.onSelect?.(
        match ? slots.filter(slot => match[slot]) : slots,
        'rectangle',
      );
    }
  }

  private focusedCell(): number | undefined {
    const cell =
      this.focused === undefined
        ? EMPTY
        : this.picture.placement.cellOfSlot[this.focused];
    return cell === undefined || cell === EMPTY ? undefined : cell;
  }

  private focusOn(cell: number | undefined): FocusedCell | undefined {
    const { placement, grouping } = this.picture;
    if (cell === undefined) {
      this.focused = undefined;
      this.updateRings();
      this.options.callbacks.onFocus?.(undefined);
      return undefined;
    }
    const square = this.picture.squareOf(cell);
    if (this.picture.reveal(square)) {
      this.schedule();
    }
    this.focused = placement.slotOfCell[cell];
    this.updateRings();
    const leaf = placement.leafOfCell(cell);
    const before = placement.slotOfCell.subarray(
      placement.start[leaf],
      cell + 1,
    );
    const focus: FocusedCell = {
      slot: this.focused,
      group: grouping.leaves[leaf],
      position: before.reduce(
        (count, slot) => count + (slot === EMPTY ? 0 : 1),
        0,
      ),
      rect: this.cssRect(square),
    };
    this.options.callbacks.onFocus?.(focus);
    return focus;
  }

  private updateRings(): void {
    const { view } = this.picture;
    const { hovered, focused, marquee } = this;
    this.picture.setRings(
      ringsOf(this.picture, {
        selected: view.selected,
        hovered,
        focused,
        marquee,
      }),
    );
  }
}
