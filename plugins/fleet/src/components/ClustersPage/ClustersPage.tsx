import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { EmptyLine, useFormatters } from '@panorama/ui';
import { fleetApiRef } from '../../api/FleetApi';
import { useAsyncData } from '../../hooks/useAsyncData';
import { useFleetSnapshot } from '../../hooks/useFleetSnapshot';
import { useServerNow } from '../../hooks/useServerNow';
import { errorText } from '../../pod/errorText';
import { failingPods } from '../../pod/failingPods';
import { fleetTranslationRef } from '../../translation';
import { NothingVisible } from '../Lists/NothingVisible';
import { ClusterCard } from './ClusterCard';
import { needsAttention, orderClusters } from './clusterOrder';

const REFRESH_MS = 10_000;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      maxWidth: 1680,
      // The portal's header keeps 24 px of air below its tabs: half of it is enough here.
      marginTop: -16,
      padding: theme.spacing(1.5, 3, 3),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(1) },
    },
    sentence: { margin: 0, fontSize: 17, fontWeight: 500 },
  }),
  { name: 'PanoramaClustersPage' },
);

/** All clusters, worst first: is one unwell or old? */
export function ClustersPage() {
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const fleet = useApi(fleetApiRef);
  const { clusters: live, serverClockOffsetMs } = useFleetSnapshot();
  const now = useServerNow(serverClockOffsetMs);
  const answer = useAsyncData(
    'clusters',
    signal => fleet.clusters({ signal }),
    REFRESH_MS,
  );

  if (!answer.data) {
    return (
      <div className={classes.root}>
        {answer.error ? (
          <EmptyLine
            action={
              <Button size="small" variant="outlined" onClick={answer.reload}>
                {t('actions.retry')}
              </Button>
            }
          >
            {t('empty.failed', { message: errorText(answer.error) })}
          </EmptyLine>
        ) : (
          [1, 2, 3].map(key => (
            <Skeleton key={key} variant="rect" height={110} />
          ))
        )}
      </div>
    );
  }

  // Sums come every few seconds, freshness at once.
  const clusters = orderClusters(
    answer.data.map(cluster => {
      const status = live.find(each => each.name === cluster.name);
      return status
        ? {
            ...cluster,
            freshness: status.freshness,
            problem: status.problem,
            lastSeenAt: status.lastSeenAt,
            objectsRead: status.objectsRead,
          }
        : cluster;
    }),
  );
  const bad = clusters.filter(needsAttention).length;
  const sum = (read: (cluster: (typeof clusters)[number]) => number) =>
    formatters.count(
      clusters.reduce((total, cluster) => total + read(cluster), 0),
    );

  return (
    <div className={classes.root}>
      {clusters.length === 0 ? (
        <NothingVisible otherwise={t('empty.noCluster')} />
      ) : (
        <p className={classes.sentence}>
          {t(bad > 0 ? 'clusters.sentence' : 'clusters.sentenceWell', {
            bad: formatters.count(bad),
            amount: formatters.count(clusters.length),
            failing: sum(cluster => failingPods(cluster.podsByState)),
            pods: sum(cluster => cluster.pods),
          })}
        </p>
      )}
      {answer.error && (
        <EmptyLine>
          {t('empty.failed', { message: errorText(answer.error) })}
        </EmptyLine>
      )}
      {clusters.map(cluster => (
        <ClusterCard key={cluster.name} cluster={cluster} now={now} />
      ))}
    </div>
  );
}
