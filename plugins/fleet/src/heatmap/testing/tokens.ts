import type { HeatmapTokens } from '../tokens';

/** The stock light theme's values, see ux.md section 4. */
export const LIGHT_TOKENS: HeatmapTokens = {
  ground: '#F5F5F5',
  well: '#FFFFFF',
  text: '#171717',
  subtleText: '#5F6368',
  divider: '#D9D9D9',
  focus: '#0A5CA8',
  failingText: '#C8102E',
  states: [
    '#541616', '#86104A', '#C8102E', '#B23A06', '#5E35A8', '#B87300',
    '#6F6F6F', '#2F80C4', '#5B6C8F', '#74998F', '#7D828A',
  ],
  usage: ['#6A96C2', '#4A7FB3', '#3A6499', '#453C80', '#3A0F52'],
  categories: [
    '#4E7FB5', '#C07A2B', '#4F946E', '#B8647F', '#8D74BA', '#87873A', '#3F929B', '#A37B5C',
  ],
  other: '#7D828A',
  hollow: '#7D828A',
  noData: '#6F6F6F',
  glyphInk: '#FFFFFF',
  fontFamily: 'Roboto, "Helvetica Neue", Helvetica, Arial, sans-serif',
};

export const DARK_TOKENS: HeatmapTokens = {
  ...LIGHT_TOKENS,
  ground: '#171717',
  well: '#262626',
  text: '#FFFFFF',
  subtleText: '#CCCCCC',
  divider: '#3D3D3D',
  focus: '#9CC9FF',
  failingText: '#FF877D',
  states: [
    '#FFD0C8', '#FFA3CE', '#FF877D', '#FF9A5C', '#E4C9FF', '#F2B035',
    '#A8A8A8', '#4FA3E3', '#8B9AC6', '#56807A', '#9DA3AB',
  ],
  usage: ['#5E7C9E', '#4A8FA6', '#62A982', '#CFB048', '#FFF4B8'],
  other: '#8C9198',
  hollow: '#D0D0D0',
  noData: '#A8A8A8',
  glyphInk: '#1B1B1B',
};
