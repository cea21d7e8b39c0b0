import { makeStyles } from '@material-ui/core/styles';
import { usePanoramaTokens } from '../tokens/usePanoramaTokens';

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      fontSize: 13,
      fontVariantNumeric: 'tabular-nums',
    },
    label: { color: theme.palette.text.secondary },
    track: { position: 'relative', height: 8, marginTop: 4, marginBottom: 8 },
    ground: { position: 'absolute', inset: '0', border: '1px solid' },
    fill: {
      position: 'absolute',
      top: 1,
      bottom: 1,
      left: 1,
      maxWidth: 'calc(100% - 2px)',
    },
    post: {
      position: 'absolute',
      top: -3,
      bottom: -3,
      width: 2,
      marginLeft: -1,
    },
  }),
  { name: 'PanoramaUsageBar' },
);

/** @public */
export interface UsageBarProps {
  label: string;
  /** All three in one unit; absent values are not drawn. */
  used?: number;
  request?: number;
  limit?: number;
  /** Right end of the scale where there is neither request nor limit, such as a node's size. */
  capacity?: number;
  /** The numbers in words: shown at the right and read aloud. */
  valueText: string;
}

/** Use against request (post in text colour) and limit (post in red). @public */
export function UsageBar(props: UsageBarProps) {
  const { label, used, request, limit, capacity, valueText } = props;
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const end = Math.max(used ?? 0, request ?? 0, limit ?? 0, capacity ?? 0) || 1;
  // A post at the very end would be cut off by the card's edge.
  const place = (value: number) => `${Math.min(98, (value / end) * 98)}%`;
  return (
    <div>
      <div className={classes.head}>
        <span className={classes.label}>{label}</span>
        <span>{valueText}</span>
      </div>
      <div
        className={classes.track}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={end}
        aria-valuenow={used ?? 0}
        aria-valuetext={valueText}
      >
        <div
          className={classes.ground}
          style={{ borderColor: tokens.divider }}
        />
        {used !== undefined && (
          <div
            className={classes.fill}
            style={{ width: place(used), background: tokens.quota.used }}
          />
        )}
        {request !== undefined && (
          <div
            className={classes.post}
            style={{ left: place(request), background: tokens.text.primary }}
          />
        )}
        {limit !== undefined && (
          <div
            className={classes.post}
            style={{ left: place(limit), background: tokens.health.down }}
          />
        )}
      </div>
    </div>
  );
}
