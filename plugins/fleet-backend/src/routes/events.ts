import { EventItem, FilterField } from '@panorama/plugin-fleet-common';
import type { WarningEventFields } from '@panorama/plugin-fleet-node';
import { z } from 'zod';
import type { FleetRows } from '../service/FleetRows';
import { filterText, readFilter } from './filter';
import { FleetRoute, readQuery, sendJson } from './FleetRoute';
import { pageOf, pagingParameters, RowOrder } from './paging';

const order: RowOrder<EventItem & { id: string }> = {
  standard: 'lastSeen',
  key: row => row.id,
  columns: {
    lastSeen: row => row.lastSeen,
    cluster: row => row.cluster,
    namespace: row => row.namespace,
    reason: row => row.reason,
    name: row => row.name,
    count: row => row.count,
  },
};

const fields: FilterField<EventItem>[] = [
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
  { name: 'count', kind: 'number', read: row => row.count, parse: Number },
];

const query = z.strictObject({
  q: filterText,
  ...pagingParameters(order),
  order: z.enum(['asc', 'desc']).default('desc'),
});

function* eventRows(fleet: FleetRows): Generator<EventItem & { id: string }> {
  for (const {
    cluster,
    namespace,
    uid,
    fields: event,
  } of fleet.objects<WarningEventFields>('events')) {
    yield {
      id: `${cluster}/${uid}`,
      cluster,
      // Where the event lies decides who may see it; what it talks about is only text.
      namespace,
      kind: event.involved.kind,
      name: event.involved.name,
      type: event.type,
      reason: event.reason,
      message: event.message,
      count: event.count,
      lastSeen: event.lastSeen,
      source: event.source,
    };
  }
}

export const eventsRoute: FleetRoute = {
  path: '/events',
  async handle(request, response, context) {
    const { q, ...paging } = readQuery(query, request);
    const isMatch = readFilter(q, fields);
    const { fleet } = await context.viewer(request);
    const rows = [...eventRows(fleet)].filter(isMatch);
    const page = await pageOf(rows, order, paging, fleet.clusters());
    sendJson(response, {
      ...page,
      items: page.items.map(({ id: _, ...item }) => item),
    });
  },
};
