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
import type { NodeSummary } from '@panorama/plugin-fleet-common';
import { EmptyLine, HealthGlyph, useFormatters } from '@panorama/ui';
import { useMemo } from 'react';
import { fleetApiRef } from '../../api/FleetApi';
import { useAsyncData } from '../../hooks/useAsyncData';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { useFleetSnapshot } from '../../hooks/useFleetSnapshot';
import { useServerNow } from '../../hooks/useServerNow';
import { errorText } from '../../pod/errorText';
import { clusterRouteRef } from '../../routes';
import { fleetTranslationRef } from '../../translation';
import { ClusterCard } from '../ClustersPage/ClusterCard';
import { DataTable, type Column } from '../Lists/DataTable';

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
        height: 'auto',
      },
    },
    title: { margin: 0, fontSize: 15, fontWeight: 500 },
    table: { display: 'flex', flex: 1, minHeight: 240 },
  }),
  { name: 'PanoramaClusterPage' },
);

/** Nodes that need somebody come first. */
function orderNodes(nodes: readonly NodeSummary[]): NodeSummary[] {
  const weight = (node: NodeSummary) =>
    Number(node.ready) * 2 +
    Number(!node.unschedulable && node.pressures.length === 0);
  return [...nodes].sort(
    (a, b) =>
      weight(a) - weight(b) ||
      a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
}

/** One cluster and its nodes. */
export function ClusterPage() {
  const { cluster: name } = useRouteRefParams(clusterRouteRef);
  const classes = useStyles();
  const formatters = useFormatters();
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

  const columns = useMemo(
    (): Column<NodeSummary>[] => [
      {
        id: 'name',
        title: t('clusters.node'),
        width: 'minmax(200px, 2fr)',
        text: node => node.name,
        render: node => (
          <Link to={links.pods(`cluster:${name} node:${node.name}`)}>
            {node.name}
          </Link>
        ),
      },
      {
        id: 'status',
        title: t('clusters.status'),
        width: 'minmax(180px, 2fr)',
        render: node => (
          <>
            <HealthGlyph health={node.ready ? 'healthy' : 'down'} size={13} />{' '}
            {[
              t(node.ready ? 'clusters.nodeReady' : 'clusters.nodeNotReady'),
              ...node.pressures,
              ...(node.unschedulable ? [t('clusters.cordoned')] : []),
            ].join(' · ')}
          </>
        ),
      },
      {
        id: 'zone',
        title: t('clusters.zone'),
        width: 'minmax(90px, 1fr)',
        render: node => node.zone ?? formatters.missing,
      },
      {
        id: 'kubelet',
        title: t('clusters.kubelet'),
        width: '120px',
        render: node => node.version ?? formatters.missing,
      },
      {
        id: 'pods',
        title: t('tabs.pods'),
        width: '80px',
        isNumber: true,
        render: node => formatters.count(node.pods),
      },
      {
        id: 'allocatable',
        title: t('clusters.allocatable'),
        width: 'minmax(160px, 1fr)',
        isNumber: true,
        render: node =>
          `${formatters.cores(
            node.allocatable.cpuMillicores,
          )} · ${formatters.bytes(node.allocatable.memoryBytes)}`,
      },
    ],
    [formatters, links, name, t],
  );

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
        {nodes && (
          <>
            <h2 className={classes.title}>{t('clusters.nodeListTitle')}</h2>
            <div className={classes.table}>
              <DataTable
                caption={t('clusters.nodeListTitle')}
                columns={columns}
                rows={orderNodes(nodes)}
                keyOf={node => node.name}
              />
            </div>
          </>
        )}
      </div>
    </BreadcrumbEntry>
  );
}
