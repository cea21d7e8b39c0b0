import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  {
    root: {
      height: 3 * sidebarConfig.logoHeight,
      display: 'flex',
      alignItems: 'center',
      marginBottom: -14,
    },
    link: {
      display: 'flex',
      alignItems: 'center',
      gap: 12,
      marginLeft: 24,
      color: '#FFFFFF',
      fontSize: 20,
      fontWeight: 600,
      letterSpacing: 0.2,
    },
  },
  { name: 'PanoramaSidebarLogo' },
);

/** Nine cells of a heatmap, one of them alight: the product in one drawing. */
const Mark = () => (
  <svg width={24} height={24} viewBox="0 0 24 24" aria-hidden>
    {[0, 1, 2].flatMap(row =>
      [0, 1, 2].map(column => (
        <rect
          key={`${row}${column}`}
          x={1 + column * 8}
          y={1 + row * 8}
          width={6}
          height={6}
          rx={1}
          fill={row === 1 && column === 2 ? '#FF877D' : '#7DD3C0'}
          opacity={0.55 + 0.15 * (2 - row)}
        />
      )),
    )}
  </svg>
);

export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link
        to="/"
        underline="none"
        className={classes.link}
        aria-label="Panorama"
      >
        <Mark />
        {isOpen && <span>Panorama</span>}
      </Link>
    </div>
  );
};
