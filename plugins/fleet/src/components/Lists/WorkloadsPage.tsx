import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import {
  parseCount,
  type FilterField,
  type WorkloadSummary,
} from '@panorama/plugin-fleet-common';
import { useFormatters } from '@panorama/ui';
import { useMemo } from 'react';
import { fleetApiRef } from '../../api/FleetApi';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { entityName } from '../../pod/entityName';
import { failingPods } from '../../pod/failingPods';
import { fleetTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink/EntityLink';
import type { Column } from './DataTable';
import { WORKLOAD_COLUMNS } from './exportColumns';
import { FailingCount } from './FailingCount';
import { ListPage } from './ListPage';

function refSpellings(ref: string | undefined) {
  return ref === undefined ? undefined : [ref, entityName(ref)];
}

/** As `GET /workloads?q=` understands them. */
const FIELDS: FilterField<WorkloadSummary>[] = [
  {
    name: 'workload',
    aliases: ['name', 'app'],
    kind: 'text',
    freeWords: true,
    read: row => row.name,
  },
  { name: 'kind', kind: 'text', read: row => row.kind },
  {
    name: 'ns',
    aliases: ['namespace'],
    kind: 'text',
    freeWords: true,
    read: row => row.namespace,
  },
  { name: 'cluster', kind: 'text', read: row => row.cluster },
  { name: 'tenant', kind: 'text', read: row => row.tenant },
  { name: 'owner', kind: 'text', read: row => refSpellings(row.owner) },
  { name: 'system', kind: 'text', read: row => refSpellings(row.system) },
  { name: 'image', kind: 'text', read: row => row.images },
  { name: 'pods', kind: 'number', parse: parseCount, read: row => row.pods },
  {
    name: 'failing',
    kind: 'number',
    parse: parseCount,
    read: row => failingPods(row.podsByState),
  },
];

/** Workloads of all clusters, those with failing pods first. */
export function WorkloadsPage() {
  const fleet = useApi(fleetApiRef);
  const formatters = useFormatters();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const columns = useMemo(
    (): Column<WorkloadSummary>[] => [
      {
        id: 'name',
        title: t('workloads.name'),
        width: 'minmax(150px, 2fr)',
        sort: 'name',
        text: row => row.name,
        render: row => (
          <Link
            to={links.pods(
              `cluster:${row.cluster} ns:${row.namespace} workload:${row.name}`,
            )}
          >
            {row.name}
          </Link>
        ),
      },
      {
        id: 'kind',
        title: t('workloads.kind'),
        width: '96px',
        sort: 'kind',
        render: row => row.kind,
      },
      {
        id: 'namespace',
        title: t('namespaces.name'),
        width: 'minmax(130px, 2fr)',
        sort: 'namespace',
        text: row => row.namespace,
        render: row => row.namespace,
      },
      {
        id: 'cluster',
        title: t('namespaces.cluster'),
        width: 'minmax(106px, 1fr)',
        sort: 'cluster',
        text: row => row.cluster,
        render: row => (
          <Link to={links.cluster(row.cluster)}>{row.cluster}</Link>
        ),
      },
      {
        id: 'owner',
        title: t('workloads.owner'),
        width: 'minmax(130px, 1.4fr)',
        sort: 'owner',
        render: row =>
          row.owner ? <EntityLink entityRef={row.owner} /> : formatters.missing,
      },
      {
        id: 'ready',
        title: t('workloads.ready'),
        width: '78px',
        isNumber: true,
        sort: 'ready',
        render: row =>
          `${formatters.count(row.ready)} / ${
            row.desired === undefined
              ? formatters.count(row.pods)
              : formatters.count(row.desired)
          }`,
      },
      {
        id: 'failing',
        title: t('workloads.failing'),
        width: '64px',
        isNumber: true,
        sort: 'failing',
        render: row => <FailingCount count={failingPods(row.podsByState)} />,
      },
      {
        id: 'restarts',
        title: t('workloads.restarts'),
        width: '86px',
        isNumber: true,
        sort: 'restartsLastHour',
        render: row => formatters.count(row.restartsLastHour),
      },
      {
        id: 'images',
        title: t('workloads.images'),
        width: 'minmax(120px, 2fr)',
        text: row => row.images.join('\n'),
        render: row => row.images.map(image => entityName(image)).join(', '),
      },
      {
        id: 'age',
        title: t('workloads.age'),
        width: '72px',
        isNumber: true,
        sort: 'createdAt',
        render: row =>
          row.createdAt === undefined
            ? formatters.missing
            : formatters.duration(Date.now() - row.createdAt),
      },
    ],
    [formatters, links, t],
  );
  return (
    <ListPage
      caption={t('workloads.caption')}
      example="kind:Deployment failing>0 owner:team-a"
      emptyText={t('empty.noRow')}
      sentence={{
        q: 'failing>0',
        words: counts =>
          t(counts.isWell ? 'workloads.sentenceWell' : 'workloads.sentence', {
            bad: counts.bad,
            amount: counts.amount,
          }),
      }}
      file={{ name: 'workloads', columns: WORKLOAD_COLUMNS }}
      fields={FIELDS}
      columns={columns}
      keyOf={row => `${row.cluster}/${row.namespace}/${row.kind}/${row.name}`}
      standardSort={{ by: 'failing', order: 'desc' }}
      read={(query, signal) => fleet.workloads(query, { signal })}
    />
  );
}
