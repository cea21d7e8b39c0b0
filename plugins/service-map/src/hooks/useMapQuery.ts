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
  /** Nodes that are not taken away by `hide`. */
  nodes: readonly PictureNode[];
  /** Calls between them. */
  edges: readonly PictureEdge[];
  /** Ids that match `q`; all of {@link nodes} without one. */
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
  all: readonly PictureNode[],
  calls: readonly PictureEdge[],
  q: string,
  hide: string,
): MapQuery {
  const index = useMemo(() => indexOf(calls), [calls]);
  const fields = useMemo(
    () =>
      nodeFields({
        callers: id => index.callers(id).length,
        callees: id => index.callees(id).length,
      }),
    [index],
  );
  const find = useLastValid(q, fields);
  const away = useLastValid(hide, fields);
  const { nodes, edges } = useMemo(() => {
    if (away.type === 'all') {
      return { nodes: all, edges: calls };
    }
    const isHidden = compileFilter(away, fields);
    const kept = all.filter(node => !isHidden(node));
    const ids = new Set(kept.map(({ id }) => id));
    return {
      nodes: kept,
      edges: calls.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    };
  }, [all, calls, away, fields]);
  const matches = useMemo(() => {
    const isMatch = compileFilter(find, fields);
    return new Set(nodes.filter(isMatch).map(({ id }) => id));
  }, [nodes, find, fields]);
  return {
    index,
    nodes,
    edges,
    matches,
    find,
    parse: text => parseFilter(text, fields),
    suggest: (text, caret) =>
      suggest(text, caret, fields, name => {
        const field = fields.find(each => each.name === name);
        return field ? valuesOf(field, all) : [];
      }),
  };
}
