import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormatters, usePanoramaTokens } from '@panorama/ui';
import {
  BaseEdge,
  EdgeLabelRenderer,
  getBezierPath,
  type Edge,
  type EdgeProps,
} from '@xyflow/react';
import { memo } from 'react';
import type { EdgeLabel } from '../../hooks/mapUrl';
import type { SceneLine } from '../../map/scene';
import { serviceMapTranslationRef } from '../../translation';
import { milliseconds } from '../useWords';

export type CallEdge = Edge<
  { line: SceneLine; label: EdgeLabel; isDimmed: boolean },
  'call'
>;

/** Thicker with the logarithm of the rate: 1 px for a request, 4 px for ten thousand a second. */
function widthOf({ requestsPerSecond, health }: SceneLine): number {
  const base = 1 + Math.min(3, Math.log10(1 + (requestsPerSecond ?? 0)) * 0.75);
  return health === 'down' || health === 'degraded' ? Math.max(2, base) : base;
}

/** Solid: measured; dashed: configured; dotted: only declared. */
function dashesOf({ edges }: SceneLine): string | undefined {
  if (edges.some(({ basis }) => basis === 'traffic')) {
    return undefined;
  }
  return edges.every(({ drift }) => drift === 'unseen') ? '2 4' : '6 4';
}

function opacityOf(isDimmed: boolean, isFailing: boolean): number {
  if (isDimmed) {
    return 0.2;
  }
  return isFailing ? 1 : 0.55;
}

function useLabel(): (line: SceneLine, label: EdgeLabel) => string | undefined {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { shortCount, percent, duration } = useFormatters();
  return (line, label) => {
    const rate = line.requestsPerSecond;
    const share = rate ? line.errorsPerSecond / rate : 0;
    switch (label) {
      case 'failing':
        return (line.health === 'down' || line.health === 'degraded') &&
          rate !== undefined
          ? t('edge.rateAndErrors', {
              rate: shortCount(rate),
              share: percent(share),
            })
          : undefined;
      case 'rate':
        return rate === undefined
          ? undefined
          : t('node.rate', { rate: shortCount(rate) });
      case 'errors':
        return rate === undefined ? undefined : percent(share);
      case 'p95': {
        const slowest = Math.max(
          ...line.edges.map(({ traffic }) => traffic?.p95Ms ?? -1),
        );
        return slowest < 0 ? undefined : milliseconds(slowest, duration);
      }
      default:
        return undefined;
    }
  };
}

function CallLineContent(props: EdgeProps<CallEdge>) {
  const { data, id, markerEnd } = props;
  const tokens = usePanoramaTokens();
  const labelOf = useLabel();
  if (!data) {
    return null;
  }
  const { line, label, isDimmed } = data;
  const [path, x, y] = getBezierPath(props);
  const isFailing = line.health === 'down' || line.health === 'degraded';
  const color = isFailing ? tokens.health[line.health] : tokens.hollow;
  const text = labelOf(line, label);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        markerEnd={markerEnd}
        style={{
          stroke: color,
          strokeWidth: widthOf(line),
          strokeDasharray: dashesOf(line),
          opacity: opacityOf(isDimmed, isFailing),
        }}
      />
      {text && !isDimmed && (
        <EdgeLabelRenderer>
          <div
            style={{
              position: 'absolute',
              transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`,
              padding: '0 4px',
              fontSize: 11,
              fontVariantNumeric: 'tabular-nums',
              background: tokens.ground.canvas,
              color: isFailing ? color : tokens.text.secondary,
              pointerEvents: 'none',
              whiteSpace: 'nowrap',
            }}
          >
            {text}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** All calls between two boxes: coloured only where they fail, dashed where nobody measured them. */
export const CallLine = memo(CallLineContent);
