import type { UrlSchema } from '@panorama/ui';
import { GROUP_KEYS, type GroupKey } from '../map/grouping';

export const MAP_VIEWS = ['map', 'table'] as const;
export type MapViewName = (typeof MAP_VIEWS)[number];

/** What is written on the lines between cards. */
export const EDGE_LABELS = [
  'failing',
  'rate',
  'errors',
  'p95',
  'none',
] as const;
export type EdgeLabel = (typeof EDGE_LABELS)[number];

/** Steps that callers or callees of the focused node are followed. */
export const MAX_DEPTH = 5;

/** What the URL of the map says. Names as on every page of ours. */
export interface MapUrlState {
  /** Dims what does not match. */
  q: string;
  /** Empty where nobody chose: then the width of the window does. */
  view: MapViewName | '';
  group: GroupKey;
  edge: EdgeLabel;
  /** Id of a node; empty for the estate. */
  focus: string;
  in: number;
  out: number;
  /** Ids of expanded groups. */
  open: readonly string[];
  /** `node:id` or `group:id`; empty for none. */
  sel: string;
}

/** The state with the view that is shown. */
export type ShownMapUrl = MapUrlState & { view: MapViewName };

function oneOf<T extends string>(known: readonly T[]) {
  return (text: string): T | undefined => known.find(each => each === text);
}

const plain = {
  parse: (text: string) => text,
  format: (text: string) => text,
  fallback: '',
};

function depth(fallback: number) {
  return {
    parse: (text: string) => {
      const steps = Number(text);
      return Number.isInteger(steps) && steps >= 0 && steps <= MAX_DEPTH
        ? steps
        : undefined;
    },
    format: String,
    fallback,
  };
}

/** A link that somebody cut short is no reason to show nothing. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const mapUrlSchema: UrlSchema<MapUrlState> = {
  q: plain,
  view: { parse: oneOf(MAP_VIEWS), format: view => view, fallback: '' },
  group: { parse: oneOf(GROUP_KEYS), format: key => key, fallback: 'system' },
  edge: {
    parse: oneOf(EDGE_LABELS),
    format: label => label,
    fallback: 'failing',
  },
  focus: plain,
  in: depth(2),
  out: depth(1),
  open: {
    parse: text => text.split(',').filter(Boolean).map(unescaped),
    format: ids =>
      ids.map(id => id.replace(/[%,]/g, encodeURIComponent)).join(','),
    fallback: [],
  },
  sel: plain,
};
