import type { Theme } from '@material-ui/core/styles';
import type { PodState } from '@panorama/plugin-fleet-common';

/** What a service, node or cluster can be, as far as anybody can see. @public */
export const HEALTHS = [
  'down',
  'degraded',
  'inherited',
  'unknown',
  'stale',
  'healthy',
] as const;
/** @public */
export type Health = (typeof HEALTHS)[number];

/**
 * Every colour of ours, as `#RRGGBB`. The only file with colour values; a theme
 * may override any of them in `palette.panorama`.
 *
 * @public
 */
export interface PanoramaTokens {
  type: 'light' | 'dark';
  /** Ground of the heatmap, of the map, and of wall mode. */
  ground: {
    page: string;
    paper: string;
    well: string;
    canvas: string;
    wall: string;
  };
  text: { primary: string; secondary: string; link: string; onFill: string };
  divider: string;
  /** Focus rings and the active layer. */
  accent: string;
  /** At least 3 : 1 on the well; not for text. */
  pod: Record<PodState, string>;
  /** Drawn inside a cell; legible on every fill. */
  podGlyph: string;
  /** At least 4.5 : 1 on paper, so usable for text. */
  health: Record<Health, string>;
  /** Five steps; the value grows away from the ground. */
  usage: readonly [string, string, string, string, string];
  /** Eight hues for names; the ninth and further are {@link other}. */
  categories: readonly string[];
  other: string;
  /** Outline of cells without a request or limit, hatching of those without data. */
  hollow: string;
  noData: string;
  quota: {
    used: string;
    requested: string;
    limits: string;
    capacity: string;
    track: string;
  };
}

const CATEGORIES = [
  '#4E7FB5',
  '#C07A2B',
  '#4F946E',
  '#B8647F',
  '#8D74BA',
  '#87873A',
  '#3F929B',
  '#A37B5C',
] as const;

const LIGHT: PanoramaTokens = {
  type: 'light',
  ground: {
    page: '#F5F5F5',
    paper: '#FFFFFF',
    well: '#FFFFFF',
    canvas: '#FBFBFC',
    wall: '#171717',
  },
  text: {
    primary: '#171717',
    secondary: '#5F6368',
    link: '#0A5CA8',
    onFill: '#FFFFFF',
  },
  divider: '#DADCE0',
  accent: '#1F5493',
  pod: {
    running: '#74998F',
    completed: '#7D828A',
    starting: '#2F80C4',
    terminating: '#5B6C8F',
    notready: '#B87300',
    unschedulable: '#5E35A8',
    imagepull: '#B23A06',
    crashloop: '#C8102E',
    oom: '#86104A',
    failed: '#541616',
    unknown: '#6F6F6F',
  },
  podGlyph: '#FFFFFF',
  health: {
    healthy: '#2B7A66',
    degraded: '#A85F00',
    down: '#C8102E',
    inherited: '#9C4A5E',
    unknown: '#6B6F76',
    stale: '#6B6F76',
  },
  usage: ['#6A96C2', '#4A7FB3', '#3A6499', '#453C80', '#3A0F52'],
  categories: CATEGORIES,
  other: '#7D828A',
  hollow: '#7D828A',
  noData: '#6F6F6F',
  quota: {
    used: '#2F7DB0',
    requested: '#1F5493',
    limits: '#7E95AE',
    capacity: '#7893B5',
    track: '#E8EAED',
  },
};

const DARK: PanoramaTokens = {
  type: 'dark',
  ground: {
    page: '#333333',
    paper: '#424242',
    well: '#262626',
    canvas: '#2B2B2B',
    wall: '#171717',
  },
  text: {
    primary: '#FFFFFF',
    secondary: '#CCCCCC',
    link: '#9CC9FF',
    onFill: '#1B1B1B',
  },
  divider: '#5A5A5A',
  accent: '#9CC9FF',
  pod: {
    running: '#56807A',
    completed: '#9DA3AB',
    starting: '#4FA3E3',
    terminating: '#8B9AC6',
    notready: '#F2B035',
    unschedulable: '#E4C9FF',
    imagepull: '#FF9A5C',
    crashloop: '#FF877D',
    oom: '#FFA3CE',
    failed: '#FFD0C8',
    unknown: '#A8A8A8',
  },
  podGlyph: '#1B1B1B',
  health: {
    healthy: '#6CC5AE',
    degraded: '#F2B035',
    // Small text on dark paper needs 4.5 : 1: a step lighter than the cell of a crash.
    down: '#FF9087',
    inherited: '#F0A3AE',
    unknown: '#B5B5B5',
    stale: '#B5B5B5',
  },
  usage: ['#5E7C9E', '#4A8FA6', '#62A982', '#CFB048', '#FFF4B8'],
  categories: CATEGORIES,
  other: '#9DA3AB',
  hollow: '#9DA3AB',
  noData: '#A8A8A8',
  quota: {
    used: '#5BA3D0',
    requested: '#9CC9FF',
    limits: '#9DB0C6',
    capacity: '#8FA8C8',
    track: '#555555',
  },
};

/** What a company's theme may put under `palette.panorama`. @public */
export type PanoramaTokenOverrides = {
  [K in keyof PanoramaTokens]?: PanoramaTokens[K] extends Record<string, string>
    ? Partial<PanoramaTokens[K]>
    : PanoramaTokens[K];
};

/** The wall is dark whatever the theme: a room's screen must not glare. @public */
export const wallTokens: PanoramaTokens = {
  ...DARK,
  ground: { ...DARK.ground, page: DARK.ground.wall, paper: DARK.ground.well },
};

/** Tokens of a theme, with its overrides. @public */
export function panoramaTokens(theme: Theme): PanoramaTokens {
  const base = theme.palette.type === 'dark' ? DARK : LIGHT;
  const { panorama } = theme.palette as { panorama?: PanoramaTokenOverrides };
  if (!panorama) {
    return base;
  }
  return {
    ...base,
    ...panorama,
    ground: { ...base.ground, ...panorama.ground },
    text: { ...base.text, ...panorama.text },
    pod: { ...base.pod, ...panorama.pod },
    health: { ...base.health, ...panorama.health },
    quota: { ...base.quota, ...panorama.quota },
  };
}
