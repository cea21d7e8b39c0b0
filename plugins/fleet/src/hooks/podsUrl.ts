import type { UrlSchema } from '@panorama/ui';
import {
  COLOURING_IDS,
  GROUP_KEYS,
  type ColouringId,
  type GroupKey,
} from '../heatmap/types';
import { POD_COLUMNS, type PodColumn } from '../components/PodTable/podColumns';
import { POD_SORTS } from '../components/PodTable/podOrder';

/** @public */
export type PodsViewName = 'map' | 'table' | 'wall';

/** What the URL of the pods page says. Names as on every page of ours. */
export interface PodsUrlState {
  q: string;
  view: PodsViewName;
  /** `pod:cluster/ns/name` or `group:id`. */
  sel: readonly string[];
  /** Empty: the default for the width of the window. */
  group: readonly GroupKey[];
  color: ColouringId;
  /** Group in the middle; empty for all. */
  z: string;
  only: boolean;
  /** Id of the saved view that is shown; empty where the page shows something else. */
  saved: string;
  /** Own cuts of the colouring as its unit writes them, such as `50%,70%,80%,95%`. */
  cuts: string;
  /** Order of the table; `-` in front turns it around. */
  sort: string;
  /** Columns of the table; empty: the usual ones. */
  cols: readonly PodColumn[];
  /** Ids of the saved views that the wall shows in turn. */
  rotate: readonly string[];
  /** Seconds for each of them. */
  every: number;
}

/** How long the wall may show each view. */
export const ROTATION_SECONDS = [15, 30, 60, 120, 300] as const;

const VIEWS: readonly PodsViewName[] = ['map', 'table', 'wall'];

function oneOf<T extends string>(known: readonly T[]) {
  return (text: string): T | undefined => known.find(each => each === text);
}

const plain = {
  parse: (text: string) => text,
  format: (text: string) => text,
  fallback: '',
};

/** Commas separate; those inside a part are written `%2C`. */
function splitParts(text: string): string[] {
  return text
    .split(',')
    .filter(Boolean)
    .map(part => part.replace(/%2C/gi, ','));
}

function joinParts(parts: readonly string[]): string {
  return parts.map(part => part.replace(/,/g, '%2C')).join(',');
}

export const podsUrlSchema: UrlSchema<PodsUrlState> = {
  q: plain,
  view: { parse: oneOf(VIEWS), format: view => view, fallback: 'map' },
  sel: { parse: splitParts, format: joinParts, fallback: [] },
  group: {
    parse: text => {
      const keys = text.split(',').map(oneOf(GROUP_KEYS));
      const known = keys.filter((key): key is GroupKey => key !== undefined);
      return known.length > 0 ? known.slice(0, 3) : undefined;
    },
    format: keys => keys.join(','),
    fallback: [],
  },
  color: { parse: oneOf(COLOURING_IDS), format: id => id, fallback: 'state' },
  z: plain,
  only: {
    parse: text => (text === '1' ? true : undefined),
    format: only => (only ? '1' : ''),
    fallback: false,
  },
  saved: plain,
  cuts: plain,
  sort: {
    parse: text =>
      POD_SORTS.some(sort => text === sort || text === `-${sort}`)
        ? text
        : undefined,
    format: sort => sort,
    fallback: 'state',
  },
  cols: {
    parse: text => {
      const known = text.split(',').map(oneOf(POD_COLUMNS));
      return known.filter((name): name is PodColumn => name !== undefined);
    },
    format: names => names.join(','),
    fallback: [],
  },
  rotate: { parse: splitParts, format: joinParts, fallback: [] },
  every: {
    parse: text => ROTATION_SECONDS.find(seconds => String(seconds) === text),
    format: String,
    fallback: 30,
  },
};

/** A pod as the URL names it. */
export function podSelection(
  cluster: string,
  namespace: string,
  name: string,
): string {
  return `pod:${cluster}/${namespace}/${name}`;
}

/** @public */
export type Selection =
  | { type: 'pod'; cluster: string; namespace: string; name: string }
  | { type: 'group'; id: string };

/** The parts of `sel` that make sense, in their order. */
export function readSelection(parts: readonly string[]): Selection[] {
  return parts.flatMap((part): Selection[] => {
    if (part.startsWith('group:')) {
      return [{ type: 'group', id: part.slice('group:'.length) }];
    }
    const pod = /^pod:([^/]+)\/([^/]+)\/([^/]+)$/.exec(part);
    return pod
      ? [{ type: 'pod', cluster: pod[1], namespace: pod[2], name: pod[3] }]
      : [];
  });
}
