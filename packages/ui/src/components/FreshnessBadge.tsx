import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { useFormatters } from '../format/useFormatters';
import { HealthGlyph } from '../glyphs/HealthGlyph';
import { panoramaUiTranslationRef } from '../translation';
import { usePanoramaTokens } from '../tokens/usePanoramaTokens';
import { summariseFreshness, type FreshnessSource } from './freshness';
import { panoramaTokens } from '../tokens/panoramaTokens';

const useStyles = makeStyles(
  theme => ({
    badge: {
      gap: 6,
      minHeight: 32,
      padding: theme.spacing(0, 1),
      borderRadius: 4,
      fontSize: 13,
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
    },
    dot: { width: 9, height: 9, borderRadius: '50%', flex: 'none' },
    word: { fontWeight: 600 },
    scope: {
      color: panoramaTokens(theme).text.secondary,
      [theme.breakpoints.down('xs')]: { display: 'none' },
    },
    list: {
      margin: 0,
      padding: theme.spacing(1.5, 2),
      listStyle: 'none',
      maxWidth: 420,
    },
    line: { display: 'flex', gap: 8, padding: '4px 0', fontSize: 13 },
    name: { fontWeight: 500, minWidth: 120 },
    more: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
  }),
  { name: 'PanoramaFreshnessBadge' },
);

/** @public */
export interface FreshnessBadgeProps {
  sources: readonly FreshnessSource[];
  /** The stream itself is down; the sources' ages say nothing then. */
  disconnected?: string;
  /** From when on data is late, and from when it is stale, in ms. */
  lateAfterMs: number;
  staleAfterMs: number;
  /** How many of the sources are fresh, in words: “4 of 5 sources”. Without it they are clusters. */
  scope?: (fresh: string, total: string) => string;
}

/** Seconds would tick where nobody can do anything about them. */
function wholeMinutes(ms: number): number {
  return ms < 60_000 ? ms : Math.floor(ms / 60_000) * 60_000;
}

/** Dot, word, scope; a click shows every source. Counts up only when late. @public */
export function FreshnessBadge(props: FreshnessBadgeProps) {
  const { sources, disconnected, lateAfterMs, staleAfterMs } = props;
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const formatters = useFormatters();
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  const {
    scope: scopeOf = (fresh: string, total: string) =>
      t('freshness.scope', { fresh, total }),
  } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const summary = summariseFreshness(sources, { lateAfterMs, staleAfterMs });

  const words = {
    live: t('freshness.live'),
    reading: t('freshness.reading'),
    late: t('freshness.late', { age: formatters.ago(summary.oldestMs ?? 0) }),
    stale: t('freshness.stale', {
      age: formatters.duration(wholeMinutes(summary.oldestMs ?? 0)),
    }),
    failed: t('freshness.failed'),
  };
  const marks = {
    live: (
      <span
        className={classes.dot}
        style={{ background: tokens.health.healthy }}
      />
    ),
    reading: <HealthGlyph health="unknown" size={14} />,
    late: <HealthGlyph health="degraded" size={14} />,
    stale: <HealthGlyph health="stale" size={14} />,
    failed: <HealthGlyph health="unknown" size={14} />,
  };
  const scope =
    summary.status === 'stale' || summary.status === 'failed'
      ? formatters.list(summary.worst.map(source => source.label).slice(0, 2))
      : scopeOf(
          formatters.count(summary.fresh),
          formatters.count(sources.length),
        );

  return (
    <>
      <ButtonBase
        className={classes.badge}
        onClick={event => setAnchor(event.currentTarget)}
        aria-haspopup="dialog"
      >
        {disconnected ? (
          <HealthGlyph health="stale" size={14} />
        ) : (
          marks[summary.status]
        )}
        <span className={classes.word}>
          {disconnected ?? words[summary.status]}
        </span>
        {!disconnected && sources.length > 0 && (
          <span className={classes.scope}>{scope}</span>
        )}
      </ButtonBase>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <ul className={classes.list} aria-label={t('freshness.details')}>
          {sources.map(source => (
            <li key={source.id} className={classes.line}>
              <span className={classes.name}>{source.label}</span>
              <span className={classes.more}>
                {source.ageMs === undefined
                  ? t('freshness.never')
                  : formatters.ago(source.ageMs)}
                {source.problem && ` · ${source.problem}`}
                {source.nextTryInMs !== undefined &&
                  ` · ${t('freshness.nextTry', {
                    time: formatters.duration(source.nextTryInMs),
                  })}`}
              </span>
            </li>
          ))}
        </ul>
      </Popover>
    </>
  );
}
