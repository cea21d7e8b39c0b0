import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import {
  compileFilter,
  parseFilter,
  suggest,
  type NodeSummary,
} from '@panorama/plugin-fleet-common';
import {
  EmptyLine,
  FilterBar,
  HealthGlyph,
  useFormatters,
  useUrlState,
  type UrlSchema,
} from '@panorama/ui';
import { useCallback, useMemo } from 'react';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { fleetTranslationRef } from '../../translation';
import { DataTable, type Column } from '../Lists/DataTable';
import { ExportMenu } from '../Lists/ExportMenu';
import { NODE_COLUMNS } from '../Lists/exportColumns';
import { knownNodeValues, NODE_FIELDS, orderNodes } from './nodeList';

const useStyles = makeStyles(
  theme => ({
    title: {
      margin: theme.spacing(0.5, 0, 0),
      fontSize: 15,
      fontWeight: 500,
    },
    bar: {
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'flex-start',
    },
    table: {
      display: 'flex',
      flex: 1,
      minHeight: 240,
      [theme.breakpoints.down('xs')]: { height: '60vh', flex: 'none' },
    },
  }),
  { name: 'PanoramaClusterNodes' },
);

const urlSchema: UrlSchema<{ q: string }> = {
  q: { parse: text => text, format: text => text, fallback: '' },
};

/** The nodes of one cluster, with a filter of their own. */
export function ClusterNodes(props: {
  cluster: string;
  nodes: readonly NodeSummary[];
}) {
  const { cluster, nodes } = props;
  const classes = useStyles();
  const formatters = useFormatters();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const [url, change] = useUrlState(urlSchema);
  const parse = useCallback(
    (text: string) => parseFilter(text, NODE_FIELDS),
    [],
  );
  const suggestAt = useCallback(
    (text: string, caret: number) =>
      suggest(text, caret, NODE_FIELDS, field => knownNodeValues(nodes, field)),
    [nodes],
  );
  const rows = useMemo(() => {
    const parsed = parse(url.q);
    return orderNodes(
      parsed.ok ? nodes.filter(compileFilter(parsed.node, NODE_FIELDS)) : nodes,
    );
  }, [nodes, parse, url.q]);

  const columns = useMemo((): Column<NodeSummary>[] => {
    const amount = (of: { cpuMillicores: number; memoryBytes: number }) =>
      `${formatters.cores(of.cpuMillicores)} · ${formatters.bytes(
        of.memoryBytes,
      )}`;
    return [
      {
        id: 'name',
        title: t('clusters.node'),
        width: 'minmax(180px, 2fr)',
        text: node => node.name,
        render: node => (
          <Link to={links.pods(`cluster:${cluster} node:${node.name}`)}>
            {node.name}
          </Link>
        ),
      },
      {
        id: 'status',
        title: t('clusters.status'),
        width: 'minmax(150px, 2fr)',
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
        width: 'minmax(100px, 1fr)',
        text: node => node.zone,
        render: node => node.zone ?? formatters.missing,
      },
      {
        id: 'kubelet',
        title: t('clusters.kubelet'),
        width: '90px',
        text: node => node.version,
        render: node => node.version ?? formatters.missing,
      },
      {
        id: 'pods',
        title: t('tabs.pods'),
        width: '60px',
        isNumber: true,
        render: node => formatters.count(node.pods),
      },
      {
        id: 'used',
        title: t('clusters.used'),
        width: 'minmax(150px, 1fr)',
        isNumber: true,
        render: node => (node.used ? amount(node.used) : formatters.missing),
      },
      {
        id: 'allocatable',
        title: t('clusters.allocatable'),
        width: 'minmax(150px, 1fr)',
        isNumber: true,
        render: node => amount(node.allocatable),
      },
    ];
  }, [cluster, formatters, links, t]);

  const bad = nodes.filter(node => !node.ready).length;
  return (
    <>
      <h2 className={classes.title}>
        {t(bad > 0 ? 'clusters.nodesBad' : 'clusters.nodesWell', {
          bad: formatters.count(bad),
          amount: formatters.count(nodes.length),
        })}
      </h2>
      <div className={classes.bar}>
        <FilterBar
          value={url.q}
          onChange={q => change({ q }, 'replace')}
          parse={parse}
          suggest={suggestAt}
          label={t('clusters.filterNodes')}
          placeholder={t('filter.example', {
            example: 'status:notready zone:*-a pods>30',
          })}
          matches={formatters.count(rows.length)}
        />
        <ExportMenu
          name={`nodes-${cluster}`}
          columns={NODE_COLUMNS}
          readAll={async () => rows}
        />
      </div>
      <div className={classes.table}>
        {rows.length === 0 ? (
          <EmptyLine>{t('empty.noRow')}</EmptyLine>
        ) : (
          <DataTable
            caption={t('clusters.nodeListTitle')}
            columns={columns}
            rows={rows}
            keyOf={node => node.name}
          />
        )}
      </div>
    </>
  );
}
