import { useTranslationRef } from '@backstage/frontend-plugin-api';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import RemoveIcon from '@material-ui/icons/Remove';
import ZoomOutMapIcon from '@material-ui/icons/ZoomOutMap';
import type { Heatmap } from '../../heatmap/types';
import { fleetTranslationRef } from '../../translation';

const STEP = 1.5;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flex: 'none',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      background: theme.palette.background.paper,
    },
  }),
  { name: 'PanoramaZoomControls' },
);

/** Zoom for hands that have neither wheel nor keys. Beside the picture, never over its cells. */
export function ZoomControls(props: { heatmap: () => Heatmap | undefined }) {
  const { heatmap } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(fleetTranslationRef);
  return (
    <div className={classes.root}>
      <IconButton
        size="small"
        aria-label={t('canvas.zoomOut')}
        onClick={() => heatmap()?.zoomBy(1 / STEP)}
      >
        <RemoveIcon fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        aria-label={t('canvas.zoomAll')}
        onClick={() => heatmap()?.zoomTo('all')}
      >
        <ZoomOutMapIcon fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        aria-label={t('canvas.zoomIn')}
        onClick={() => heatmap()?.zoomBy(STEP)}
      >
        <AddIcon fontSize="small" />
      </IconButton>
    </div>
  );
}
