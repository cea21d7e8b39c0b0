import type { PodState } from '@panorama/plugin-fleet-common';
import type { ReactNode } from 'react';
import type { PanoramaTokens } from '../tokens/panoramaTokens';
import { usePanoramaTokens } from '../tokens/usePanoramaTokens';

/** @public */
export interface PodGlyphProps {
  state: PodState;
  /** CSS pixels. */
  size?: number;
  /** Announced; leave it out where the word stands beside the glyph. */
  title?: string;
  /** Wall mode draws with other colours than the page around it. */
  tokens?: PanoramaTokens;
}

/** Marks on a 10 × 10 grid inside the filled square; `currentColor` is the ink. */
const MARKS: Record<PodState, ReactNode> = {
  running: null,
  completed: null,
  unschedulable: null,
  starting: <circle cx="5" cy="5" r="1.7" fill="currentColor" />,
  terminating: (
    <path d="M2.5 2.5 7.5 7.5" stroke="currentColor" strokeWidth="1.6" />
  ),
  notready: <path d="M2 5h6" stroke="currentColor" strokeWidth="1.8" />,
  imagepull: (
    <path
      d="M5 2v4.6M2.8 4.8 5 7.2 7.2 4.8"
      stroke="currentColor"
      strokeWidth="1.4"
      fill="none"
    />
  ),
  crashloop: (
    <path
      d="M2.6 2.6 7.4 7.4M7.4 2.6 2.6 7.4"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  ),
  oom: <path d="M5 2.3 8 7.5H2z" fill="currentColor" />,
  failed: (
    <path
      d="M3.4 2.4v5.2M6.6 2.4v5.2"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  ),
  unknown: (
    <path d="M1 5 5 1M1 9 9 1M5 9 9 5" stroke="currentColor" strokeWidth="1" />
  ),
};

/** A pod's state as a small square: the cell of the heatmap, in the DOM. @public */
export function PodGlyph(props: PodGlyphProps) {
  const active = usePanoramaTokens();
  const { state, size = 12, title, tokens = active } = props;
  const colour = tokens.pod[state];
  const isHollow = state === 'completed' || state === 'unschedulable';
  const stroke = state === 'unschedulable' ? 2 : 1.2;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 10 10"
      style={{ color: tokens.podGlyph, flex: 'none', verticalAlign: '-0.1em' }}
      {...(title
        ? { role: 'img', 'aria-label': title }
        : { 'aria-hidden': true })}
    >
      {isHollow ? (
        <rect
          x={stroke / 2}
          y={stroke / 2}
          width={10 - stroke}
          height={10 - stroke}
          fill="none"
          stroke={colour}
          strokeWidth={stroke}
        />
      ) : (
        <rect width="10" height="10" fill={colour} />
      )}
      {MARKS[state]}
    </svg>
  );
}
