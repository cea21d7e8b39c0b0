import { attachGestures, type Point } from './input/gestures';
import { cssRectOf, hitAt, hoverOf } from './input/coordinates';
import { KeyboardFocus } from './input/KeyboardFocus';
import { Pointing } from './input/Pointing';
import { ringsOf } from './input/rings';
import { pixelRatioOf, watchSize } from './input/watchSize';
import { nodeRect } from './layout/hitTest';
import { Picture } from './Picture';
import { createMeasureText } from './scene/measureText';
import type {
  FocusedCell,
  GroupNode,
  Heatmap,
  HeatmapHover,
  HeatmapOptions,
  HeatmapViewport,
} from './types';
import { RendererClient } from './worker/RendererClient';

/**
 * The model works this long at a stretch on the page's thread: a key or a click
 * in between is answered within a frame or two, from the picture on screen.
 */
const SLICE_MS = 12;

/**
 * Draws the pods of all clusters into `container` and keeps it in step with
 * `setData` and `setView`. Framework-free: the hook around it owns only its
 * lifetime. Everything is applied once per animation frame; a new grouping of
 * very many pods takes several, and until then all answers are about the
 * picture that is on screen.
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
  private readonly size: { destroy(): void };
  private readonly focus: KeyboardFocus;
  private readonly pointing: Pointing;
  private frame: number | undefined;
  private lastViewport = '';
  /** Group to zoom to as soon as the picture that has it is on screen. */
  private wantedGroup: string | undefined;

  constructor(private readonly options: HeatmapOptions) {
    const { container, callbacks } = options;
    this.picture = new Picture({
      tokens: options.tokens,
      measure: createMeasureText(container.ownerDocument),
      reducedMotion: options.reducedMotion,
      now: options.now ?? Date.now,
      post: command => this.client?.post(command),
    });
    const { picture } = this;
    this.client = new RendererClient({
      container,
      createWorker: options.createWorker,
      backend: options.backend,
      onStart: () => {
        picture.restart();
        this.schedule();
      },
      onBackend: backend => callbacks.onBackend?.(backend),
      onError: error => callbacks.onError?.(error),
    });
    this.focus = new KeyboardFocus({
      picture,
      onMoved: () => this.schedule(),
      onFocus: focus => callbacks.onFocus?.(focus),
    });
    this.pointing = new Pointing({
      picture,
      callbacks,
      onRings: () => this.updateRings(),
    });
    this.gestures = this.listen(container);
    this.setData = (table, clusters, change) => {
      picture.setData(table, clusters, change);
      this.schedule();
    };
    this.size = watchSize(container, () => this.resize());
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
    const dpr = pixelRatioOf(container);
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
    return this.focusBy(() => this.focus.toSlot(slot));
  }

  moveFocus(
    direction: Parameters<Heatmap['moveFocus']>[0],
  ): FocusedCell | undefined {
    return this.focusBy(() => this.focus.move(direction));
  }

  nextFailing(step: 1 | -1): FocusedCell | undefined {
    return this.focusBy(() => this.focus.nextFailing(step));
  }

  nextPod(from: number | undefined, step: 1 | -1): FocusedCell | undefined {
    return this.focusBy(() => this.focus.nextPod(from, step));
  }

  zoomTo(groupId: string | 'all'): void {
    this.sync();
    const { picture } = this;
    this.wantedGroup = picture.isOutdated() ? groupId : undefined;
    const { camera, grouping } = picture;
    const node = grouping.nodes.find(({ id }) => id === groupId);
    if (groupId !== 'all' && node) {
      const pitch = camera.pitchToShow(nodeRect(picture.arrangement, node));
      picture.zoomAt(pitch, node, camera.width / 2, camera.height / 2);
      const rect = nodeRect(picture.arrangement, node);
      picture.panTo(
        (camera.width - rect.width) / 2 - rect.x,
        (camera.height - rect.height) / 2 - rect.y,
      );
    } else {
      picture.zoomAt(camera.fittedPitch(), undefined, 0, 0);
    }
    this.schedule();
  }

  zoomBy(factor: number): void {
    const { clientWidth, clientHeight } = this.options.container;
    this.sync();
    const cell = this.focus.cell();
    if (cell === undefined) {
      this.zoomAt(factor, { x: clientWidth / 2, y: clientHeight / 2 });
    } else {
      const square = cssRectOf(this.picture, this.picture.squareOf(cell));
      this.zoomAt(factor, {
        x: square.x + square.width / 2,
        y: square.y + square.height / 2,
      });
    }
  }

  groups(): readonly GroupNode[] {
    this.sync();
    return this.picture.grouping.roots;
  }

  cellAt(x: number, y: number): HeatmapHover | undefined {
    this.sync();
    const hit = hitAt(this.picture, { x, y });
    return hit.type === 'cell' ? hoverOf(this.picture, hit) : undefined;
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
    this.size.destroy();
    this.gestures.destroy();
    this.client.destroy();
  }

  private listen(container: HTMLElement) {
    return attachGestures(container, {
      hover: point => {
        this.sync();
        this.pointing.hover(point);
      },
      click: (point, keys) => {
        this.sync();
        this.pointing.click(point, keys);
      },
      doubleClick: point => {
        const hit = hitAt(this.picture, point);
        if (hit.type === 'group') {
          this.zoomTo(hit.node.id);
        }
      },
      panBy: (dx, dy) => this.panBy(dx, dy),
      zoom: (factor, at) => this.zoomAt(factor, at),
      marquee: (area, done) => this.pointing.dragMarquee(area, done),
    });
  }

  private schedule(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.sync();
    });
  }

  /** Works for a moment; what is left then is done in the next frames. */
  private sync(): void {
    if (this.picture.isOutdated()) {
      const end = performance.now() + SLICE_MS;
      try {
        if (!this.picture.sync(() => performance.now() >= end)) {
          this.schedule();
        } else if (this.wantedGroup !== undefined) {
          this.zoomTo(this.wantedGroup);
        }
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
    const viewport = viewportOf(this.picture);
    const key = JSON.stringify(viewport);
    if (key !== this.lastViewport) {
      this.lastViewport = key;
      this.options.callbacks.onViewChange?.(viewport);
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
    const hit = hitAt(this.picture, at);
    const { camera, dpr } = this.picture;
    const pitch = camera.stepped(factor);
    if (pitch !== camera.pitch) {
      const node = hit.type === 'ground' ? undefined : hit.node;
      this.picture.zoomAt(pitch, node, at.x * dpr, at.y * dpr);
      this.schedule();
    }
  }

  private focusBy(
    move: () => FocusedCell | undefined,
  ): FocusedCell | undefined {
    this.sync();
    const focus = move();
    this.updateRings();
    return focus;
  }

  private updateRings(): void {
    const { picture, focus, pointing } = this;
    picture.setRings(
      ringsOf(picture, {
        selected: picture.view.selected,
        hovered: pointing.hovered(),
        focused: focus.slot(),
        marquee: pointing.marquee(),
      }),
    );
  }
}

/** What a URL keeps: the level, and the group in the middle of a zoomed picture. */
function viewportOf(picture: Picture): HeatmapViewport {
  const { camera, dpr } = picture;
  const fitted = camera.isFitted();
  const middle = { x: camera.width / 2 / dpr, y: camera.height / 2 / dpr };
  const hit = fitted ? undefined : hitAt(picture, middle);
  return {
    level: camera.level(),
    groupId: hit && hit.type !== 'ground' ? hit.node.id : 'all',
    pitch: camera.pitch,
    fitted,
  };
}
