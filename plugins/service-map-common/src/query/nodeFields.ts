import {
  parseCount,
  parseRatio,
  type FilterField,
} from '@panorama/plugin-fleet-common';
import type { PictureNode } from '../api/picture';
import { statusOf } from '../graph/health';
import { MAP_NODE_KINDS } from '../graph/node';
import { TECHNOLOGY_IDS } from '../graph/technology';

/** What the filter may ask about a node besides the node itself. @public */
export interface NodeNeighbours {
  callers(id: string): number;
  callees(id: string): number;
}

/** `250ms`, `1.5s`; a bare number is in ms, as Kiali has it. */
function parseMilliseconds(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(text) ?? [];
  return amount === undefined
    ? undefined
    : Number(amount) * (unit === 's' ? 1000 : 1);
}

/** `group:default/tracking` is also found as `tracking`. */
function withShortName(entityRef: string | undefined): string[] {
  if (!entityRef) {
    return [];
  }
  const [, name] = /[:/]([^:/]+)$/.exec(entityRef) ?? [];
  return name ? [entityRef, name] : [entityRef];
}

/**
 * The fields of the map's query language, over the grammar that all features
 * share. Kiali's operands have their names here or stand as aliases.
 *
 * @public
 */
export function nodeFields(
  neighbours: NodeNeighbours,
): Array<FilterField<PictureNode>> {
  const text = (
    name: string,
    read: (node: PictureNode) => string | undefined | Array<string | undefined>,
    more: { aliases?: string[]; values?: readonly string[] } = {},
  ): FilterField<PictureNode> => ({ name, kind: 'text', read, ...more });
  const number = (
    name: string,
    read: (node: PictureNode) => number | undefined,
    parse: (value: string) => number | undefined,
    aliases: string[] = [],
  ): FilterField<PictureNode> => ({
    name,
    kind: 'number',
    read,
    parse,
    aliases,
  });

  return [
    {
      name: 'name',
      kind: 'text',
      read: node => [node.name, ...node.aliases],
      aliases: ['service', 'svc', 'app'],
      freeWords: true,
    },
    text('health', node => statusOf(node.health), {
      values: ['healthy', 'unknown', 'inherited', 'degraded', 'down'],
    }),
    text('kind', ({ kind }) => kind, { values: MAP_NODE_KINDS }),
    text('tech', ({ technology }) => technology, {
      aliases: ['technology'],
      values: TECHNOLOGY_IDS,
    }),
    text('ns', ({ place }) => place?.namespace, { aliases: ['namespace'] }),
    text('cluster', ({ place }) => place?.cluster),
    text('zone', ({ zones }) => zones),
    text('tenant', ({ tenant }) => tenant),
    text('owner', ({ owner }) => withShortName(owner)),
    text('system', ({ system }) => withShortName(system)),
    text('tier', ({ tier }) => tier),
    text('source', ({ sources }) => sources),
    text('workload', ({ workloads }) => workloads.map(({ name }) => name)),
    number('rate', ({ traffic }) => traffic?.requestsPerSecond, parseCount, [
      'httpin',
      'rps',
    ]),
    number('errors', ({ traffic }) => traffic?.errorRatio, parseRatio, [
      '%httperr',
      'err',
    ]),
    number('p95', ({ traffic }) => traffic?.p95Ms, parseMilliseconds, ['rt']),
    number('callers', ({ id }) => neighbours.callers(id), parseCount),
    number('callees', ({ id }) => neighbours.callees(id), parseCount, [
      'calls',
    ]),
    number(
      'replicas',
      ({ workloads }) =>
        workloads.length === 0
          ? undefined
          : workloads.reduce((sum, { desired }) => sum + desired, 0),
      parseCount,
    ),
  ];
}
