import type {
  ClusterStatus,
  PodState,
  PodTable,
} from '@panorama/plugin-fleet-common';
import type { HeatmapTokens } from './tokens';

/** What pods can be grouped by; the order in a list is the nesting. */
export const GROUP_KEYS = [
  'cluster',
  'namespace',
  'node',
  'zone',
  'workload',
  'tenant',
  'owner',
  'system',
  'image',
  'none',
] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

/** What cells can be coloured by; the same words as in the URL. */
export const COLOURING_IDS = [
  'state',
  'ready',
  'restarts.1h',
  'restarts',
  'age',
  'cpu.request',
  'cpu.limit',
  'cpu',
  'mem.request',
  'mem.limit',
  'mem',
  'qos',
  'owner',
  'gpu',
] as const;
export type ColouringId = (typeof COLOURING_IDS)[number];

/** How much a cell shows, coarse to fine; thresholds in `layout/zoom.ts`. */
export type ZoomLevel = 'clusters' | 'groups' | 'pods' | 'names' | 'containers';

/** A node of the group tree; counts are of live pods and updated in place. */
export interface GroupNode {
  /** Path of URI-encoded values, such as `prod-eu/group%3Adefault%2Fcart`; stable across sessions. */
  id: string;
  index: number;
  key: GroupKey;
  /** The value itself (an entity ref, a node name); empty for "none". */
  value: string;
  /** Short text for people; empty for "none", which the page words. */
  label: string;
  depth: number;
  parent?: GroupNode;
  children: GroupNode[];
  /** Number of the block of cells that it owns; -1 for inner nodes. */
  leaf: number;
  total: number;
  /** Live pods that match the filter; equals `total` without one. */
  matching: number;
  failing: number;
  /** By code of `POD_STATES`. */
  states: Uint32Array;
  worst?: PodState;
}

export interface HeatmapView {
  grouping: readonly GroupKey[];
  colouring: ColouringId;
  /** Own lower bounds of steps 1 to 4, in the colouring's unit; see `model/colouring/cuts.ts`. */
  cuts?: readonly number[];
  /** By slot, 1 = matches; absent means that there is no filter. */
  match?: Uint8Array;
  /** Leave non-matching pods out instead of dimming them. */
  onlyMatches: boolean;
  /** Slots. */
  selected: readonly number[];
  wall: boolean;
  /** BCP 47; Chinese and English are worded, others fall back to English. */
  locale: string;
}

/** Slots that differ since the last call; `'all'` after a keyframe or a new table. */
export interface HeatmapChange {
  changed: Uint32Array | 'all';
  removed?: Uint32Array;
}

/** CSS pixels from the container's top left corner. */
export interface CellRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface HeatmapHover {
  slot: number;
  rect: CellRect;
  group: GroupNode;
  /** Pods behind the cell: more than one where cells are merged. */
  pods: number;
}

/** What a URL keeps of the view: a level and the group in the middle. */
export interface HeatmapViewport {
  level: ZoomLevel;
  groupId: string | 'all';
  /** Device pixels from cell to cell. */
  pitch: number;
  fitted: boolean;
}

export type FocusDirection =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'groupLeft'
  | 'groupRight'
  | 'groupUp'
  | 'groupDown'
  | 'clusterUp'
  | 'clusterDown'
  | 'home'
  | 'end';

export type RenderBackend = 'webgl2' | 'canvas2d';

/** Where the cell under the keyboard is, for the screen reader's sentence. */
export interface FocusedCell {
  slot: number;
  group: GroupNode;
  /** Counted from 1, gaps left out. */
  position: number;
  rect: CellRect;
}

export interface HeatmapCallbacks {
  onHover?(hover: HeatmapHover | undefined): void;
  /** The selection that the gesture asks for; the page decides and passes it back by `setView`. */
  onSelect?(
    slots: number[],
    gesture: 'click' | 'toggle' | 'range' | 'rectangle',
  ): void;
  onSelectGroup?(group: GroupNode): void;
  onFocus?(cell: FocusedCell | undefined): void;
  onViewChange?(viewport: HeatmapViewport): void;
  /** The renderer changed its back end, or could not keep any. */
  onBackend?(backend: RenderBackend): void;
  onError?(error: Error): void;
}

export interface HeatmapOptions {
  /** Positioned by the caller; gets two canvases as children. */
  container: HTMLElement;
  tokens: HeatmapTokens;
  /** Absent or throwing: rendering happens on the main thread. */
  createWorker?: () => Worker;
  reducedMotion: boolean;
  /** For tests and support: leaves WebGL out. */
  backend?: RenderBackend;
  callbacks: HeatmapCallbacks;
  /** ms since the epoch on the server's clock; `Date.now` where absent. */
  now?: () => number;
}

/** CPU cost of the last painted frame, where it was painted. */
export interface FrameStats {
  backend: RenderBackend;
  cpuMs: number;
  drawCalls: number;
  bytesUploaded: number;
  cells: number;
}

export interface Heatmap {
  setData(
    table: PodTable,
    clusters: readonly ClusterStatus[],
    change: HeatmapChange,
  ): void;
  setView(view: HeatmapView): void;
  setTokens(tokens: HeatmapTokens): void;
  resize(): void;
  /** Closes the gaps that gone pods left. */
  repack(): void;
  focusCell(slot: number | undefined): FocusedCell | undefined;
  moveFocus(direction: FocusDirection): FocusedCell | undefined;
  nextFailing(step: 1 | -1): FocusedCell | undefined;
  /** The next pod in the order of the cells that the filter does not dim. */
  nextPod(from: number | undefined, step: 1 | -1): FocusedCell | undefined;
  zoomTo(groupId: string | 'all'): void;
  /** Above 1 in, below 1 out; always at least one whole step. */
  zoomBy(factor: number): void;
  /** Top of the group tree, for the DOM mirror; the objects live until the next re-pack. */
  groups(): readonly GroupNode[];
  /** CSS pixels from the container's top left corner. */
  cellAt(x: number, y: number): HeatmapHover | undefined;
  exportPng(): Promise<Blob>;
  backend(): RenderBackend;
  stats(): FrameStats | undefined;
  destroy(): void;
}
