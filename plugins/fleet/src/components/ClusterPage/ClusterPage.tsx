import {
  BreadcrumbEntry,
  useApi,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import { ResponseError } from '@backstage/errors';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { EmptyLine, usePageTitle } from '@panorama/ui';
import { fleetApiRef } from '../../api/FleetApi';
import { useAsyncData } from '../../hooks/useAsyncData';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { useFleetSnapshot } from '../../hooks/useFleetSnapshot';
import { useServerNow } from '../../hooks/useServerNow';
import { errorText } from '../../pod/errorText';
import { clusterRouteRef } from '../../routes';
import { fleetTranslationRef } from '../../translation';
import { ClusterCard } from '../ClustersPage/ClusterCard';
import { ClusterNodes } from './ClusterNodes';

const REFRESH_MS = 10_000;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      // The portal's header keeps 24 px of air below its tabs: half of it is enough here.
      marginTop: -16,
      height: 'calc(100vh - var(--bui-header-height, 112px) + 16px)',
      minHeight: 480,
      boxSizing: 'border-box',
      maxWidth: 1680,
      padding: theme.spacing(1.5, 3),
      [theme.breakpoints.down('xs')]: {
        padding: theme.spacing(1),
        // Room for the table below the card, which is as high as a phone.
        height: 'auto',
      },
    },
  }),
  { name: 'PanoramaClusterPage' },
);

/** One cluster and its nodes. */
export function ClusterPage() {
  const { cluster: name } = useRouteRefParams(clusterRouteRef);
  const classes = useStyles();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const fleet = useApi(fleetApiRef);
  const { serverClockOffsetMs } = useFleetSnapshot();
  const now = useServerNow(serverClockOffsetMs);
  const answer = useAsyncData(
    name,
    signal => fleet.cluster(name, { signal }),
    REFRESH_MS,
  );

  usePageTitle([answer.data?.title ?? name, t('tabs.clusters'), t('title')]);

  if (!answer.data) {
    const isMissing =
      answer.error instanceof ResponseError && answer.error.statusCode === 404;
    return (
      <div className={classes.root}>
        {!answer.error && <Skeleton variant="rect" height={120} />}
        {answer.error && (
          <EmptyLine
            action={
              isMissing ? (
                <Link to={links.clusters()}>{t('tabs.clusters')}</Link>
              ) : (
                <Button size="small" variant="outlined" onClick={answer.reload}>
                  {t('actions.retry')}
                </Button>
              )
            }
          >
            {isMissing
              ? t('clusters.notFound', { name })
              : t('empty.failed', { message: errorText(answer.error) })}
          </EmptyLine>
        )}
      </div>
    );
  }

  const { nodes, ...summary } = answer.data;
  return (
    <BreadcrumbEntry
      entry={{ label: summary.title ?? name, href: links.cluster(name) }}
    >
      <div className={classes.root}>
        <ClusterCard
          cluster={{
            ...summary,
            nodes: nodes && {
              total: nodes.length,
              ready: nodes.filter(node => node.ready).length,
            },
          }}
          now={now}
          isLinked={false}
        />
        {nodes && <ClusterNodes cluster={name} nodes={nodes} />}
      </div>
    </BreadcrumbEntry>
  );
}
