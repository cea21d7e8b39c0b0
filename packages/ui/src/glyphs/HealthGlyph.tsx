import type { ReactNode } from 'react';
import type { Health, PanoramaTokens } from '../tokens/panoramaTokens';
import { usePanoramaTokens } from '../tokens/usePanoramaTokens';

/** @public */
export interface HealthGlyphProps {
  health: Health;
  /** CSS pixels. */
  size?: number;
  /** Announced; leave it out where the word stands beside the glyph. */
  title?: string;
  tokens?: PanoramaTokens;
}

/** Solid is an own fault, dashed an inherited one, dotted no data: on a 16 × 16 grid. */
const MARKS: Record<Health, (ink: string) => ReactNode> = {
  healthy: ink => (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="M4.6 8.2 7 10.6 11.4 5.8"
        stroke={ink}
        strokeWidth="1.6"
        fill="none"
      />
    </>
  ),
  degraded: ink => (
    <>
      <path d="M8 1 15.4 14.5H.6z" fill="currentColor" />
      <path d="M8 5.5v4.6M8 11.6v1.6" stroke={ink} strokeWidth="1.7" />
    </>
  ),
  down: ink => (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" />
      <path
        d="M5.2 5.2 10.8 10.8M10.8 5.2 5.2 10.8"
        stroke={ink}
        strokeWidth="1.7"
      />
    </>
  ),
  inherited: () => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="3 2"
      />
      <path
        d="M11 8H5.6M8 5.4 5.4 8 8 10.6"
        stroke="currentColor"
        strokeWidth="1.5"
        fill="none"
      />
    </>
  ),
  unknown: () => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="1 1.7"
      />
      <path
        d="M6 6.3a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1.2M8 11v1.3"
        stroke="currentColor"
        strokeWidth="1.4"
        fill="none"
      />
    </>
  ),
  stale: () => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path
        d="M8 4.2V8l2.6 1.8"
        stroke="currentColor"
        strokeWidth="1.5"
        fill="none"
      />
    </>
  ),
};

/** The mark of a health, one drawing for each meaning. @public */
export function HealthGlyph(props: HealthGlyphProps) {
  const active = usePanoramaTokens();
  const { health, size = 16, title, tokens = active } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={{
        color: tokens.health[health],
        flex: 'none',
        verticalAlign: '-0.15em',
      }}
      {...(title
        ? { role: 'img', 'aria-label': title }
        : { 'aria-hidden': true })}
    >
      {MARKS[health](tokens.text.onFill)}
    </svg>
  );
}
