import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import ShareIcon from '@material-ui/icons/Share';
import type { SourceStatus } from '@panorama/plugin-service-map-common';
import { FreshnessBadge, useShare, type FreshnessSource } from '@panorama/ui';
import { useEffect, useState } from 'react';
import { useMapSnapshot } from '../../hooks/useMapSnapshot';
import { serviceMapTranslationRef } from '../../translation';

/** Thresholds of a map that is built every half minute (ux.md §8.6). */
const LATE_AFTER_MS = 90_000;
const STALE_AFTER_MS = 300_000;
const TICK_MS = 5_000;

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
    button: {
      textTransform: 'none',
      fontSize: 13,
      height: 32,
      [theme.breakpoints.down('xs')]: { display: 'none' },
    },
  }),
  { name: 'PanoramaMapActions' },
);

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** A source that fails now but spoke before still has its last answer on the map. */
function stateOf(
  hasFailed: boolean,
  answeredAt: number | undefined,
): FreshnessSource['state'] {
  if (!hasFailed) {
    return 'live';
  }
  return answeredAt === undefined ? 'failed' : 'stale';
}

function freshnessSource(source: SourceStatus, now: number): FreshnessSource {
  const { id, title, state, answeredAt, problem } = source;
  return {
    id,
    label: title,
    ...(answeredAt !== undefined && { ageMs: Math.max(0, now - answeredAt) }),
    state: stateOf(state === 'failed', answeredAt),
    problem,
  };
}

/** Freshness of every source, and the link to this view. */
export function HeaderActions() {
  const classes = useStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { picture, error } = useMapSnapshot();
  const share = useShare();
  const now = useNow();
  return (
    <div className={classes.root}>
      {picture && (
        <FreshnessBadge
          sources={picture.sources
            .filter(({ state }) => state !== 'not-configured')
            .map(source => freshnessSource(source, now))}
          disconnected={error?.message}
          lateAfterMs={LATE_AFTER_MS}
          staleAfterMs={STALE_AFTER_MS}
          scope={(fresh, total) => t('actions.sources', { fresh, total })}
        />
      )}
      <Button
        className={classes.button}
        startIcon={<ShareIcon />}
        onClick={share}
      >
        {t('actions.share')}
      </Button>
    </div>
  );
}
