import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import {
  parseCount,
  type EventItem,
  type FilterField,
} from '@panorama/plugin-fleet-common';
import { HealthGlyph, useFormatters } from '@panorama/ui';
import { useMemo } from 'react';
import { fleetApiRef } from '../../api/FleetApi';
import { podSelection } from '../../hooks/podsUrl';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { fleetTranslationRef } from '../../translation';
import type { Column } from './DataTable';
import { EVENT_COLUMNS } from './exportColumns';
import { ListPage } from './ListPage';

const DAY_MS = 86_400_000;

/** As `GET /events?q=` understands them. */
const FIELDS: FilterField<EventItem>[] = [
  { name: 'name', kind: 'text', freeWords: true, read: row => row.name },
  { name: 'message', kind: 'text', freeWords: true, read: row => row.message },
  { name: 'reason', kind: 'text', freeWords: true, read: row => row.reason },
  { name: 'kind', kind: 'text', read: row => row.kind },
  {
    name: 'ns',
    aliases: ['namespace'],
    kind: 'text',
    read: row => row.namespace,
  },
  { name: 'cluster', kind: 'text', read: row => row.cluster },
  {
    name: 'type',
    kind: 'text',
    values: ['Warning', 'Normal'],
    read: row => row.type,
  },
  { name: 'count', kind: 'number', parse: parseCount, read: row => row.count },
];

/** What the clusters said lately, newest first. */
export function EventsPage() {
  const fleet = useApi(fleetApiRef);
  const formatters = useFormatters();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const columns = useMemo(
    (): Column<EventItem>[] => [
      {
        id: 'time',
        title: t('events.time'),
        width: '100px',
        sort: 'lastSeen',
        // Most are of this hour: without the seconds they would all look alike.
        render: row =>
          Date.now() - row.lastSeen < DAY_MS
            ? formatters.clock(row.lastSeen)
            : formatters.moment(row.lastSeen, Date.now()),
        text: row => new Date(row.lastSeen).toLocaleString(formatters.locale),
      },
      {
        id: 'reason',
        title: t('events.reason'),
        width: 'minmax(130px, 1.2fr)',
        sort: 'reason',
        text: row => `${row.type} ${row.reason}`,
        render: row => (
          <>
            {row.type === 'Warning' && (
              <HealthGlyph health="degraded" size={13} title={row.type} />
            )}{' '}
            {row.reason}
          </>
        ),
      },
      {
        id: 'object',
        title: t('events.object'),
        width: 'minmax(200px, 2.4fr)',
        sort: 'name',
        text: row =>
          `${row.kind} ${row.cluster} / ${row.namespace} / ${row.name}`,
        render: row =>
          row.kind === 'Pod' ? (
            <Link
              to={links.pods('', {
                sel: podSelection(row.cluster, row.namespace, row.name),
              })}
            >
              {row.name}
            </Link>
          ) : (
            `${row.kind} ${row.name}`
          ),
      },
      {
        id: 'namespace',
        title: t('namespaces.name'),
        width: 'minmax(120px, 1.4fr)',
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
        id: 'message',
        title: t('events.message'),
        width: 'minmax(240px, 4fr)',
        text: row => row.message,
        render: row => row.message,
      },
      {
        id: 'count',
        title: t('events.count'),
        width: '56px',
        isNumber: true,
        sort: 'count',
        render: row => formatters.count(row.count),
      },
    ],
    [formatters, links, t],
  );
  return (
    <ListPage
      caption={t('events.caption')}
      example="type:warning reason:BackOff cluster:prod-*"
      emptyText={t('empty.noEvent')}
      sentence={{
        // Reasons of the kubelet and the scheduler: BackOff, Failed, FailedMount, FailedScheduling …
        q: 'reason:BackOff,Failed*',
        words: counts =>
          t(counts.isWell ? 'events.sentenceWell' : 'events.sentence', {
            bad: counts.bad,
            amount: counts.amount,
          }),
      }}
      file={{ name: 'events', columns: EVENT_COLUMNS }}
      fields={FIELDS}
      columns={columns}
      keyOf={row =>
        `${row.cluster}/${row.namespace}/${row.kind}/${row.name}/${row.reason}/${row.lastSeen}/${row.message}`
      }
      standardSort={{ by: 'lastSeen', order: 'desc' }}
      read={(query, signal) => fleet.events(query, { signal })}
    />
  );
}
