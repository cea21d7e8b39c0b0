import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import {
  parseCount,
  type EventItem,
  type FilterField,
} from '@panorama/plugin-fleet-common';
import { useFormatters, usePanoramaTokens } from '@panorama/ui';
import { useMemo } from 'react';
import { fleetApiRef } from '../../api/FleetApi';
import { podSelection } from '../../hooks/podsUrl';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { fleetTranslationRef } from '../../translation';
import type { Column } from './DataTable';
import { ListPage } from './ListPage';

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
  const tokens = usePanoramaTokens();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const columns = useMemo(
    (): Column<EventItem>[] => [
      {
        id: 'time',
        title: t('events.time'),
        width: '130px',
        sort: 'lastSeen',
        render: row => formatters.moment(row.lastSeen, Date.now()),
        text: row => new Date(row.lastSeen).toLocaleString(formatters.locale),
      },
      {
        id: 'reason',
        title: t('events.reason'),
        width: 'minmax(130px, 1fr)',
        sort: 'reason',
        render: row => (
          <b
            style={
              row.type === 'Warning' ? { color: tokens.health.down } : undefined
            }
          >
            {row.reason}
          </b>
        ),
      },
      {
        id: 'object',
        title: t('events.object'),
        width: 'minmax(220px, 2fr)',
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
        id: 'place',
        title: t('workloads.place'),
        width: 'minmax(160px, 1fr)',
        sort: 'namespace',
        render: row => `${row.cluster} / ${row.namespace}`,
      },
      {
        id: 'message',
        title: t('events.message'),
        width: 'minmax(260px, 4fr)',
        text: row => row.message,
        render: row => row.message,
      },
      {
        id: 'count',
        title: t('events.count'),
        width: '70px',
        isNumber: true,
        sort: 'count',
        render: row => formatters.count(row.count),
      },
    ],
    [formatters, links, t, tokens],
  );
  return (
    <ListPage
      caption={t('events.caption')}
      example="type:warning reason:BackOff cluster:prod-*"
      emptyText={t('empty.noEvent')}
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
