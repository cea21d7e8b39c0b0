import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import {
  podFields,
  PodListItem,
  podStateCode,
} from '@panorama/plugin-fleet-common';
import { z } from 'zod';
import type { MaskedPods } from '../service/FleetRows';
import { breathing } from './breathe';
import { CSV_COLUMNS, csvLine } from './csv';
import { filterText, readFilter } from './filter';
import { FleetRoute, readQuery, sendJson } from './FleetRoute';
import { compareRows, pageOf, pagingParameters, RowOrder } from './paging';
import { sortedRows } from './sortedRows';

export const podOrder: RowOrder<PodListItem> = {
  standard: 'name',
  key: pod => `${pod.cluster}\n${pod.namespace}\n${pod.name}`,
  columns: {
    name: pod => pod.name,
    cluster: pod => pod.cluster,
    namespace: pod => pod.namespace,
    // Worst first: the code of a state is its severity.
    state: pod => podStateCode(pod.state),
    workload: pod => pod.workloadName,
    node: pod => pod.node,
    zone: pod => pod.zone,
    tenant: pod => pod.tenant,
    owner: pod => pod.owner,
    system: pod => pod.system,
    image: pod => pod.image,
    restarts: pod => pod.restarts,
    restartsLastHour: pod => pod.restartsLastHour,
    createdAt: pod => pod.createdAt,
    cpu: pod => pod.cpuMillicores,
    memory: pod => pod.memoryBytes,
  },
};

const query = z.strictObject({
  q: filterText,
  ...pagingParameters(podOrder),
  format: z.enum(['json', 'csv', 'ndjson']).default('json'),
});

async function* matching(
  { reader, mask }: MaskedPods,
  isMatch: (pod: PodListItem) => boolean,
): AsyncGenerator<PodListItem> {
  for await (const slot of breathing(reader.slots({ namespaceMask: mask }))) {
    const pod = reader.pod(slot);
    // A slot may have changed hands while others had their turn: the row decides.
    const namespace = pod && reader.namespaceId(pod.cluster, pod.namespace);
    if (pod && namespace !== undefined && mask[namespace] && isMatch(pod)) {
      yield pod;
    }
  }
}

async function* csvText(
  pods: AsyncIterable<PodListItem>,
): AsyncGenerator<string> {
  // Excel reads UTF-8 only with a byte order mark.
  yield `\ufeff${csvLine(CSV_COLUMNS.map(({ title }) => title))}`;
  for await (const pod of pods) {
    yield csvLine(CSV_COLUMNS.map(({ read }) => read(pod)));
  }
}

async function* ndjsonText(
  pods: AsyncIterable<PodListItem>,
): AsyncGenerator<string> {
  for await (const pod of pods) {
    yield `${JSON.stringify(pod)}\n`;
  }
}

export const podsRoute: FleetRoute = {
  path: '/pods',
  async handle(request, response, context) {
    const { q, format, ...paging } = readQuery(query, request);
    const isMatch = readFilter<PodListItem>(
      q,
      podFields(() => context.now()),
    );
    const { fleet } = await context.viewer(request);
    const pods = matching(fleet.maskedPods(), isMatch);
    if (format === 'json') {
      sendJson(
        response,
        await pageOf(pods, podOrder, paging, fleet.clusters()),
      );
      return;
    }
    const sorted = sortedRows(pods, compareRows(podOrder, paging));
    const date = new Date(context.now()).toISOString().slice(0, 10);
    response.setHeader('Cache-Control', 'private, no-store');
    response.setHeader(
      'Content-Disposition',
      `attachment; filename="pods-${date}.${format}"`,
    );
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.type(
      format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
    );
    await pipeline(
      Readable.from(format === 'csv' ? csvText(sorted) : ndjsonText(sorted)),
      response,
    );
  },
};
