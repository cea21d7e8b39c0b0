import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { podOfSlot, type PodTable } from '@panorama/plugin-fleet-common';
import { PodGlyph, useFormatters } from '@panorama/ui';
import type { ColouringId, HeatmapHover } from '../../heatmap/types';
import { cellNumber } from '../../pod/cellNumber';
import { entityName } from '../../pod/entityName';
import { fleetTranslationRef } from '../../translation';

const WIDTH = 280;
const GAP = 10;

const useStyles = makeStyles(
  theme => ({
    card: {
      position: 'absolute',
      zIndex: 2,
      width: WIDTH,
      padding: theme.spacing(1, 1.5),
      pointerEvents: 'none',
      fontSize: 13,
    },
    name: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
    line: { display: 'flex', gap: 6, alignItems: 'center' },
    more: { color: theme.palette.text.secondary },
  }),
  { name: 'PanoramaHoverCard' },
);

/** What a cell is, beside it: never over it, never in the pointer's way. */
export function HoverCard(props: {
  hover: HeatmapHover;
  table: PodTable;
  now: number;
  colouring: ColouringId;
  bounds: { width: number; height: number };
}) {
  const { hover, table, now, colouring, bounds } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const pod = podOfSlot(table, hover.slot);
  if (!pod) {
    return null;
  }
  const { rect } = hover;
  const fitsRight = rect.x + rect.width + GAP + WIDTH <= bounds.width;
  const left = fitsRight ? rect.x + rect.width + GAP : rect.x - GAP - WIDTH;
  const top = Math.max(0, Math.min(rect.y, bounds.height - 120));
  const number = cellNumber(pod, colouring, formatters, now);
  return (
    <Paper
      elevation={6}
      className={classes.card}
      style={{ left: Math.max(0, left), top }}
    >
      <div className={classes.name}>{pod.name}</div>
      <div className={classes.line}>
        <PodGlyph state={pod.state} />
        <span>{t(`state.${pod.state}`)}</span>
        {pod.reason && pod.reason !== t(`state.${pod.state}`) && (
          <span className={classes.more}>{pod.reason}</span>
        )}
      </div>
      <div className={classes.more}>
        {pod.cluster} / {pod.namespace}
      </div>
      <div className={classes.more}>
        {pod.owner ? entityName(pod.owner) : t('hover.noOwner')} ·{' '}
        {t('pod.age', { age: formatters.duration(now - pod.createdAt) })}
        {number && ` · ${number}`}
      </div>
      {hover.pods > 1 && (
        <div className={classes.more}>
          {t('hover.pods', { amount: formatters.count(hover.pods) })}
        </div>
      )}
    </Paper>
  );
}
