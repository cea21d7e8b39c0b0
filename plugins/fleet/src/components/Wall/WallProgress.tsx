import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { useFormatters, wallTokens } from '@panorama/ui';
import { fleetTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      color: wallTokens.text.secondary,
    },
    bars: { display: 'flex', gap: 4, flex: 1, maxWidth: 480 },
    bar: {
      flex: 1,
      height: 4,
      borderRadius: 2,
      background: wallTokens.divider,
      overflow: 'hidden',
    },
    fill: {
      height: '100%',
      background: wallTokens.text.primary,
      transformOrigin: 'left',
      animationName: '$grow',
      animationTimingFunction: 'linear',
      animationFillMode: 'both',
      // Then the bar only says which one it is.
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
    '@keyframes grow': {
      from: { transform: 'scaleX(0)' },
      to: { transform: 'scaleX(1)' },
    },
  }),
  { name: 'PanoramaWallProgress' },
);

/** Which saved view the wall shows, how far it is, and whether it stands still. */
export function WallProgress(props: {
  names: readonly string[];
  index: number;
  everyMs: number;
  isPaused: boolean;
}) {
  const { names, index, everyMs, isPaused } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  return (
    <div className={classes.root}>
      <span>
        {t('wall.turn', {
          name: names[index],
          position: formatters.count(index + 1),
          amount: formatters.count(names.length),
        })}
        {isPaused && ` · ${t('wall.paused')}`}
      </span>
      <div className={classes.bars} aria-hidden>
        {names.map((name, place) => (
          <div key={name} className={classes.bar}>
            {place === index && (
              <div
                className={classes.fill}
                style={{
                  animationDuration: `${everyMs}ms`,
                  animationPlayState: isPaused ? 'paused' : 'running',
                }}
              />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
