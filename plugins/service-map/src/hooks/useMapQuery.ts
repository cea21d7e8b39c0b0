import {
  compileFilter,
  parseFilter,
  suggest,
  type FilterNode,
  type FilterParse,
  type FilterSuggestions,
  type KnownValue,
} from '@panorama/plugin-fleet-common';
import {
  nodeFields,
  type PictureEdge,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { useMemo, useRef } from 'react';
import { indexOf, type MapIndex } from '../map/neighbourhood';

/** The query of the page, applied. */
export interface MapQuery {
  index: MapIndex;
  parse: (text: string) => FilterParse;
  suggest: (text: string, caret: number) => FilterSuggestions;
  /** Ids of nodes that match `q`; all of them without one. */
  matches: ReadonlySet<string>;
  /** The last query that made sense. */
  find: FilterNode;
}

type Fields = ReturnType<typeof nodeFields>;

/** Values that the map really has, the commonest first. */
function valuesOf(
  field: Fields[number],
  nodes: readonly PictureNode[],
): KnownValue[] {
  if (field.kind !== 'text') {
    return [];
  }
  const amounts = new Map<string, number>();
  for (const node of nodes) {
    for (const value of [field.read(node)].flat()) {
      if (value) {
        amounts.set(value, (amounts.get(value) ?? 0) + 1);
      }
    }
  }
  return [...amounts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([value, count]) => ({ value, count }));
}

/** A text that does not parse changes nothing: the last one that did stays in force. */
function useLastValid(text: string, fields: Fields): FilterNode {
  const last = useRef<FilterNode>({ type: 'all' });
  const parsed = useMemo(() => parseFilter(text, fields), [text, fields]);
  if (parsed.ok) {
    last.current = parsed.node;
  }
  return last.current;
}

export function useMapQuery(
  nodes: readonly PictureNode[],
  edges: readonly PictureEdge[],
  q: string,
): MapQuery {
  const index = useMemo(() => indexOf(edges), [edges]);
  const fields = useMemo(
    () =>
      nodeFields({
        callers: id => index.callers(id).length,
        callees: id => index.callees(id).length,
      }),
    [index],
  );
  const find = useLastValid(q, fields);
  const matches = useMemo(() => {
    const isMatch = compileFilter(find, fields);
    return new Set(nodes.filter(isMatch).map(({ id }) => id));
  }, [nodes, find, fields]);
  return {
    index,
    matches,
    find,
    parse: text => parseFilter(text, fields),
    suggest: (text, caret) =>
      suggest(text, caret, fields, name => {
        const field = fields.find(each => each.name === name);
        return field ? valuesOf(field, nodes) : [];
      }),
  };
}
