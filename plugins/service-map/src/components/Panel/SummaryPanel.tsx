import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { statusOf, type MapPicture } from '@panorama/plugin-service-map-common';
import { HealthGlyph, useFormatters, usePanoramaTokens } from '@panorama/ui';
import { useMemo } from 'react';
import { summarise } from '../../map/summary';
import { serviceMapTranslationRef } from '../../translation';
import { milliseconds, shortRef, useWords } from '../useWords';
import { usePanelStyles } from './usePanelStyles';

const useStyles = makeStyles(
  theme => ({
    root: {
      width: 340,
      flex: 'none',
      display: 'flex',
      flexDirection: 'column',
      overflowY: 'auto',
      [theme.breakpoints.down('md')]: { width: 280 },
      [theme.breakpoints.down('sm')]: { width: 'auto' },
    },
    headline: {
      margin: 0,
      padding: theme.spacing(2, 2, 0.5),
      fontSize: 17,
      lineHeight: '24px',
      fontWeight: 500,
    },
    seen: {
      margin: 0,
      padding: theme.spacing(0, 2, 1.5),
      fontSize: 12,
      color: theme.palette.text.secondary,
    },
    built: {
      marginTop: 'auto',
      padding: theme.spacing(1.5, 2),
      borderTop: `1px solid ${theme.palette.divider}`,
      fontSize: 12,
      lineHeight: '17px',
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PanoramaMapSummary' },
);

/** More would be a table; that one is a click away. */
const MAX_HURTING = 12;

export interface SummaryPanelProps {
  picture: MapPicture;
  onSelect: (id: string) => void;
  onShowAffected: () => void;
}

/** What hurts, worst first, and what the picture does not see. */
export function SummaryPanel(props: SummaryPanelProps) {
  const { picture, onSelect, onShowAffected } = props;
  const classes = useStyles();
  const panel = usePanelStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const formatters = useFormatters();
  const words = useWords();
  const { counts, hurting } = useMemo(
    () => summarise(picture.nodes),
    [picture],
  );
  const headline = [
    counts.down > 0 && t('summary.down', { amount: String(counts.down) }),
    counts.inherited > 0 &&
      t('summary.affected', { amount: String(counts.inherited) }),
    counts.degraded > 0 &&
      t('summary.degraded', { amount: String(counts.degraded) }),
  ].filter(Boolean);
  const failed = picture.sources.filter(
    ({ state }) => state === 'failed' || state === 'partial',
  );
  const measures = picture.edges.some(({ basis }) => basis === 'traffic');

  return (
    <Paper
      variant="outlined"
      className={classes.root}
      component="aside"
      aria-label={t('summary.hurts')}
      data-testid="map-summary"
    >
      <h2 className={classes.headline}>
        {headline.length > 0 ? headline.join(', ') : t('summary.healthy')}
      </h2>
      <p className={classes.seen}>
        {t('summary.seen', {
          seen: formatters.count(picture.coverage.measuredWorkloads),
          total: formatters.count(picture.coverage.workloads),
        })}
      </p>
      {hurting.length > 0 && (
        <section className={panel.section}>
          <h3 className={panel.heading}>{t('summary.hurts')}</h3>
          <ul className={panel.list}>
            {hurting.slice(0, MAX_HURTING).map(({ node, affected }) => (
              <li key={node.id} className={panel.item}>
                <HealthGlyph
                  health={statusOf(node.health)}
                  title={t(`health.${statusOf(node.health)}`)}
                />
                <div className={panel.text}>
                  <button
                    type="button"
                    className={panel.link}
                    onClick={() => onSelect(node.id)}
                  >
                    {node.name}
                  </button>
                  <span className={panel.more}>
                    {[node.owner && shortRef(node.owner), node.place?.cluster]
                      .flatMap(text => (text ? [` · ${text}`] : []))
                      .join('')}
                  </span>
                  <div>
                    {node.health.findings[0] &&
                      words.finding(node.health.findings[0])}{' '}
                    {words.since(node.health.findings[0])}{' '}
                    {affected > 0 &&
                      t('summary.callersHit', {
                        amount: formatters.count(affected),
                      })}
                  </div>
                </div>
              </li>
            ))}
            {counts.inherited > 0 && (
              <li className={panel.item}>
                <HealthGlyph health="inherited" />
                <div className={panel.text}>
                  {t('summary.onlyAffected', {
                    amount: formatters.count(counts.inherited),
                  })}{' '}
                  <button
                    type="button"
                    className={panel.link}
                    onClick={onShowAffected}
                  >
                    {t('summary.show')}
                  </button>
                </div>
              </li>
            )}
          </ul>
        </section>
      )}
      <div className={classes.built}>
        {t('summary.built', {
          time: formatters.clock(picture.builtAt),
          duration: milliseconds(picture.durationMs, formatters.duration),
          sources: formatters.list(
            picture.sources
              .filter(({ state }) => state === 'ok' || state === 'partial')
              .map(({ title }) => title),
          ),
        })}{' '}
        {!measures && t('summary.noTelemetry')}
        {failed.map(({ id, title, problem = '' }) => (
          <div key={id} style={{ color: tokens.health.degraded }}>
            {t('summary.failed', { source: title, problem })}
          </div>
        ))}
      </div>
    </Paper>
  );
}
