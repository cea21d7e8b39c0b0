import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { ClusterSummary } from '@panorama/plugin-fleet-common';
import { HealthGlyph, useFormatters, type Health } from '@panorama/ui';
import { useClusterProblem } from '../../hooks/useClusterFailures';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { fleetTranslationRef } from '../../translation';
import { needsAttention } from './clusterOrder';
import { ClusterUsage } from './ClusterUsage';
import { kindsOwed } from './missingKinds';
import { StateStrip } from './StateStrip';

const useStyles = makeStyles(
  theme => ({
    card: {
      display: 'grid',
      gridTemplateColumns:
        'minmax(200px, 1.2fr) minmax(240px, 2fr) minmax(280px, 1.6fr)',
      gap: theme.spacing(1, 3),
      lineHeight: 1.5,
      padding: theme.spacing(2),
      [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
    },
    name: {
      display: 'flex',
      alignItems: 'center',
      gap: 8,
      fontSize: 15,
      fontWeight: 600,
    },
    more: { fontSize: 13, color: theme.palette.text.secondary },
    warning: { display: 'flex', alignItems: 'center', gap: 6, fontSize: 13 },
    links: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1.5) },
    // A finger needs 24 px (WCAG 2.2, 2.5.8).
    target: { display: 'inline-flex', alignItems: 'center', minHeight: 24 },
    problem: { gridColumn: '1 / -1', fontSize: 13, display: 'flex', gap: 8 },
    raw: {
      fontFamily: 'monospace',
      fontSize: 12,
      color: theme.palette.text.secondary,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'PanoramaClusterCard' },
);

function healthOf(cluster: ClusterSummary): Health {
  if (cluster.freshness === 'failed' || cluster.freshness === 'connecting') {
    return 'unknown';
  }
  if (cluster.freshness === 'stale') {
    return 'stale';
  }
  return needsAttention(cluster) ? 'degraded' : 'healthy';
}

/** One cluster: is it fresh, is it well, how full is it, and what to do. */
export function ClusterCard(props: {
  cluster: ClusterSummary;
  now: number;
  isLinked?: boolean;
}) {
  const { cluster, now, isLinked = true } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const links = useFleetLinks();
  const describe = useClusterProblem();
  const { t } = useTranslationRef(fleetTranslationRef);
  const { nodes } = cluster;
  const title = cluster.title ?? cluster.name;
  const problem = describe(cluster, now);

  const owed = kindsOwed(cluster.missingKinds);

  return (
    <Paper
      variant="outlined"
      className={classes.card}
      component="article"
      aria-label={title}
    >
      <div>
        <div className={classes.name}>
          <HealthGlyph health={healthOf(cluster)} />
          {isLinked ? (
            <Link to={links.cluster(cluster.name)}>{title}</Link>
          ) : (
            title
          )}
        </div>
        <div className={classes.more}>
          {[
            t(`freshness.${cluster.freshness}`, {
              amount: formatters.count(cluster.objectsRead ?? 0),
            }),
            cluster.lastSeenAt !== undefined && cluster.freshness !== 'live'
              ? formatters.ago(now - cluster.lastSeenAt)
              : undefined,
            cluster.version,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {nodes && (
          <div className={classes.more}>
            {t('clusters.nodes', {
              ready: formatters.count(nodes.ready),
              total: formatters.count(nodes.total),
            })}
          </div>
        )}
        {nodes && nodes.ready < nodes.total && (
          <div className={classes.warning}>
            <HealthGlyph health="degraded" size={13} />
            <Link
              className={classes.target}
              to={links.cluster(cluster.name, 'status:notready')}
            >
              {nodes.total - nodes.ready === 1
                ? t('clusters.oneNodeNotReady')
                : t('clusters.nodesNotReady', {
                    amount: formatters.count(nodes.total - nodes.ready),
                  })}
            </Link>
          </div>
        )}
        <div className={`${classes.more} ${classes.links}`}>
          <Link
            className={classes.target}
            to={links.namespaces(`cluster:${cluster.name}`)}
          >
            {t('clusters.namespaces', {
              amount: formatters.count(cluster.namespaces),
            })}
          </Link>
          <Link
            className={classes.target}
            to={links.workloads(`cluster:${cluster.name}`)}
          >
            {t('tabs.workloads')}
          </Link>
          <Link
            className={classes.target}
            to={links.events(`cluster:${cluster.name}`)}
          >
            {t('tabs.events')}
          </Link>
        </div>
      </div>
      <div>
        <Link
          className={classes.target}
          to={links.pods(`cluster:${cluster.name}`)}
        >
          {t('clusters.pods', { amount: formatters.count(cluster.pods) })}
        </Link>
        <StateStrip podsByState={cluster.podsByState} />
      </div>
      <ClusterUsage cluster={cluster} now={now} />
      {problem && (
        <div className={classes.problem}>
          <HealthGlyph health="degraded" />
          <div>
            {problem}
            <div className={classes.raw}>{cluster.problem?.message}</div>
          </div>
        </div>
      )}
      {owed.forbidden.length > 0 && (
        <div className={`${classes.problem} ${classes.more}`}>
          {t('clusters.forbiddenKinds', {
            kinds: formatters.list(owed.forbidden),
          })}
        </div>
      )}
      {owed.notServed.length > 0 && (
        <div className={`${classes.problem} ${classes.more}`}>
          {t('clusters.notServedKinds', {
            kinds: formatters.list(owed.notServed),
          })}
        </div>
      )}
    </Paper>
  );
}
