import { useTranslationRef } from '@backstage/frontend-plugin-api';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import RefreshIcon from '@material-ui/icons/Refresh';
import { panoramaTokens, useFormatters } from '@panorama/ui';
import type { ReactNode } from 'react';
import { fleetTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(2),
      minHeight: 28,
    },
    sentence: {
      flex: 1,
      minWidth: 0,
      margin: 0,
      fontSize: 17,
      fontWeight: 500,
      fontVariantNumeric: 'tabular-nums',
    },
    age: {
      flex: 'none',
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      fontSize: 12,
      // On the page's grey the theme's own secondary colour is too pale.
      color: panoramaTokens(theme).text.secondary,
      fontVariantNumeric: 'tabular-nums',
    },
  }),
  { name: 'PanoramaListHead' },
);

/** Below this a list is as good as new, and a ticking number would only distract. */
const FRESH_MS = 10_000;

/** What the list says in one sentence, and how old it is: rows never move by themselves. */
export function ListHead(props: {
  sentence: ReactNode;
  ageMs: number | undefined;
  isLoading: boolean;
  onReload: () => void;
}) {
  const { sentence, ageMs, isLoading, onReload } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  return (
    <div className={classes.root}>
      <p className={classes.sentence}>{sentence || '\u00a0'}</p>
      <span className={classes.age}>
        {ageMs !== undefined &&
          (ageMs < FRESH_MS
            ? t('table.justRead')
            : t('pod.observed', { age: formatters.ago(ageMs) }))}
        <IconButton
          size="small"
          aria-label={t('table.reload')}
          title={t('table.reload')}
          disabled={isLoading}
          onClick={onReload}
        >
          <RefreshIcon fontSize="small" />
        </IconButton>
      </span>
    </div>
  );
}
