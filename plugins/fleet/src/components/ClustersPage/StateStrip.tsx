import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { POD_STATES, type PodState } from '@panorama/plugin-fleet-common';
import { PodGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import { fleetTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    strip: {
      display: 'flex',
      height: 10,
      gap: 1,
      margin: theme.spacing(0.5, 0),
    },
    part: { minWidth: 3 },
    words: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.5),
      fontSize: 12,
      color: theme.palette.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    },
    word: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 5,
      minHeight: 22,
    },
  }),
  { name: 'PanoramaStateStrip' },
);

/** Pods by state, worst first: a bar, and the same in words. */
export function StateStrip(props: {
  podsByState: Partial<Record<PodState, number>>;
}) {
  const { podsByState } = props;
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const present = POD_STATES.filter(state => (podsByState[state] ?? 0) > 0);
  return (
    <div>
      <div className={classes.strip} aria-hidden>
        {present.map(state => (
          <div
            key={state}
            className={classes.part}
            style={{
              flexGrow: podsByState[state],
              background: tokens.pod[state],
            }}
          />
        ))}
      </div>
      <div className={classes.words}>
        {present.map(state => (
          <span key={state} className={classes.word}>
            <PodGlyph state={state} size={11} />
            {t(`state.${state}`)} {formatters.count(podsByState[state] ?? 0)}
          </span>
        ))}
      </div>
    </div>
  );
}
