import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import {
  parseCount,
  type FilterField,
  type NamespaceSummary,
} from '@panorama/plugin-fleet-common';
import { useFormatters } from '@panorama/ui';
import { useMemo } from 'react';
import { fleetApiRef } from '../../api/FleetApi';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { failingPods } from '../../pod/failingPods';
import { fleetTranslationRef } from '../../translation';
import type { Column } from './DataTable';
import { NAMESPACE_COLUMNS } from './exportColumns';
import { FailingCount } from './FailingCount';
import { ListPage } from './ListPage';

/** As `GET /namespaces?q=` understands them. */
const FIELDS: FilterField<NamespaceSummary>[] = [
  {
    name: 'ns',
    aliases: ['namespace', 'name'],
    kind: 'text',
    freeWords: true,
    read: row => row.name,
  },
  { name: 'cluster', kind: 'text', read: row => row.cluster },
  { name: 'tenant', kind: 'text', freeWords: true, read: row => row.tenant },
  { name: 'pods', kind: 'number', parse: parseCount, read: row => row.pods },
  {
    name: 'failing',
    kind: 'number',
    parse: parseCount,
    read: row => failingPods(row.podsByState),
  },
];

/** Namespaces of all clusters, those with failing pods first. */
export function NamespacesPage() {
  const fleet = useApi(fleetApiRef);
  const formatters = useFormatters();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const columns = useMemo((): Column<NamespaceSummary>[] => {
    const amount = (
      row: { cpuMillicores: number; memoryBytes: number } | undefined,
    ) =>
      row
        ? `${formatters.cores(row.cpuMillicores)} · ${formatters.bytes(
            row.memoryBytes,
          )}`
        : formatters.missing;
    return [
      {
        id: 'name',
        title: t('namespaces.name'),
        width: 'minmax(170px, 2fr)',
        sort: 'name',
        text: row => row.name,
        render: row => (
          <Link to={links.pods(`cluster:${row.cluster} ns:${row.name}`)}>
            {row.name}
          </Link>
        ),
      },
      {
        id: 'cluster',
        title: t('namespaces.cluster'),
        width: 'minmax(120px, 1fr)',
        sort: 'cluster',
        text: row => row.cluster,
        render: row => (
          <Link to={links.cluster(row.cluster)}>{row.cluster}</Link>
        ),
      },
      {
        id: 'tenant',
        title: t('namespaces.tenant'),
        width: 'minmax(100px, 1fr)',
        sort: 'tenant',
        text: row => row.tenant,
        render: row => row.tenant ?? formatters.missing,
      },
      {
        id: 'failing',
        title: t('namespaces.failing'),
        width: '80px',
        isNumber: true,
        sort: 'failing',
        render: row => <FailingCount count={failingPods(row.podsByState)} />,
      },
      {
        id: 'pods',
        title: t('namespaces.pods'),
        width: '80px',
        isNumber: true,
        sort: 'pods',
        render: row => formatters.count(row.pods),
      },
      {
        id: 'workloads',
        title: t('namespaces.workloads'),
        width: '100px',
        isNumber: true,
        sort: 'workloads',
        render: row => formatters.count(row.workloads),
      },
      {
        id: 'requested',
        title: t('namespaces.requested'),
        width: 'minmax(150px, 1fr)',
        isNumber: true,
        sort: 'requestedCpu',
        render: row => amount(row.requested),
      },
      {
        id: 'used',
        title: t('namespaces.used'),
        width: 'minmax(150px, 1fr)',
        isNumber: true,
        sort: 'usedCpu',
        render: row => amount(row.used),
      },
      {
        id: 'age',
        title: t('namespaces.age'),
        width: '90px',
        isNumber: true,
        sort: 'createdAt',
        render: row =>
          row.createdAt === undefined
            ? formatters.missing
            : formatters.duration(Date.now() - row.createdAt),
      },
    ];
  }, [formatters, links, t]);
  return (
    <ListPage
      caption={t('namespaces.caption')}
      example="cluster:prod-* failing>0"
      emptyText={t('empty.noRow')}
      sentence={{
        q: 'failing>0',
        words: counts =>
          t(counts.isWell ? 'namespaces.sentenceWell' : 'namespaces.sentence', {
            bad: counts.bad,
            amount: counts.amount,
          }),
      }}
      file={{ name: 'namespaces', columns: NAMESPACE_COLUMNS }}
      fields={FIELDS}
      columns={columns}
      keyOf={row => `${row.cluster}/${row.name}`}
      standardSort={{ by: 'failing', order: 'desc' }}
      read={(query, signal) => fleet.namespaces(query, { signal })}
    />
  );
}
