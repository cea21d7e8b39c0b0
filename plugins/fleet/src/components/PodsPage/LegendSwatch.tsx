import type { PodState } from '@panorama/plugin-fleet-common';
import { PodGlyph, type PanoramaTokens } from '@panorama/ui';
import { resolveColour, type CellLook, type LegendLabel } from '../../heatmap';
import { heatmapTokens } from '../Heatmap/heatmapTokens';

/** A legend's mark looks as the cells do: state glyphs, steps, hollow and hatched squares. */
export function LegendSwatch(props: {
  look: CellLook;
  label: LegendLabel;
  tokens: PanoramaTokens;
  /** Fills its place as a bar of a histogram. */
  isBar?: boolean;
}) {
  const { look, label, tokens, isBar } = props;
  if (label.type === 'state') {
    return <PodGlyph state={label.state as PodState} tokens={tokens} />;
  }
  const colour = resolveColour(
    heatmapTokens(tokens, 'sans-serif'),
    look.colour,
  );
  if (isBar) {
    return (
      <div style={{ width: '100%', height: '100%', background: colour }} />
    );
  }
  const isHollow = look.pattern.startsWith('hollow');
  return (
    <svg width="12" height="12" viewBox="0 0 10 10" aria-hidden>
      {isHollow || look.pattern === 'hatch' ? (
        <rect
          x="0.6"
          y="0.6"
          width="8.8"
          height="8.8"
          fill="none"
          stroke={colour}
          strokeWidth="1.2"
        />
      ) : (
        <rect width="10" height="10" fill={colour} />
      )}
      {look.pattern === 'hatch' && (
        <path d="M1 5 5 1M1 9 9 1M5 9 9 5" stroke={colour} strokeWidth="1" />
      )}
      {look.glyph === 'triangle' && (
        <path d="M5 2.3 8 7.5H2z" fill={tokens.podGlyph} />
      )}
      {look.glyph === 'bar' && (
        <path d="M2 5h6" stroke={tokens.podGlyph} strokeWidth="1.8" />
      )}
    </svg>
  );
}
