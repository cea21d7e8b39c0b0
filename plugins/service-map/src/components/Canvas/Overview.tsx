import { makeStyles } from '@material-ui/core/styles';
import { usePanoramaTokens } from '@panorama/ui';
import { MiniMap, useStore, type ReactFlowState } from '@xyflow/react';
import type { Scene } from '../../map/scene';
import { statusOfBox } from '../../map/statusOfBox';

const SIZE = { width: 150, height: 96 };

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      overflow: 'hidden',
      [theme.breakpoints.down('sm')]: { display: 'none' },
    },
  }),
  { name: 'PanoramaMapOverview' },
);

/** Whether a part of the picture lies outside the canvas. */
function isCutOff(state: ReactFlowState): boolean {
  const [left, top, zoom] = state.transform;
  return [...state.nodeLookup.values()].some(({ internals, measured }) => {
    const x = left + internals.positionAbsolute.x * zoom;
    const y = top + internals.positionAbsolute.y * zoom;
    return (
      x < 0 ||
      y < 0 ||
      x + (measured.width ?? 0) * zoom > state.width ||
      y + (measured.height ?? 0) * zoom > state.height
    );
  });
}

/** The whole picture in small, while only a part of it is on screen. */
export function Overview(props: { scene: Scene }) {
  const { scene } = props;
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const isNeeded = useStore(isCutOff);
  return isNeeded ? (
    <MiniMap
      pannable
      className={classes.root}
      style={SIZE}
      ariaLabel={null}
      bgColor={tokens.ground.paper}
      maskColor={`${tokens.ground.page}99`}
      nodeColor={node => {
        const box = scene.boxes.find(({ id }) => id === node.id);
        const status = box && statusOfBox(box);
        if (!status) {
          return 'transparent';
        }
        return status === 'healthy' || status === 'unknown'
          ? tokens.hollow
          : tokens.health[status];
      }}
    />
  ) : null;
}
