import {
  bestRemoval,
  matchPods,
  parseFilter,
  podFields,
  suggest,
  type FilterNode,
  type FilterParse,
  type FilterRemoval,
  type FilterSuggestions,
  type KnownValue,
  type PodField,
  type PodTable,
} from '@panorama/plugin-fleet-common';
import { useCallback, useMemo, useRef } from 'react';
import type { FleetSnapshot } from '../api/FleetStream';
import { countValues } from './filterValues';

/** The filter of a page, evaluated over the live table. */
export interface PodFilter {
  fields: readonly PodField[];
  /** The last filter that made sense. */
  node: FilterNode;
  /** By slot, 1 = matches; absent without a filter. */
  match: Uint8Array | undefined;
  matching: number;
  total: number;
  /** Set when nothing matches and one part's removal helps. */
  removal?: FilterRemoval;
  parse: (text: string) => FilterParse;
  suggest: (text: string, caret: number) => FilterSuggestions;
}

const ALL: FilterNode = { type: 'all' };

/** Suggestions count over the whole table: once per word, not once per key. */
function makeValueCounter(table: PodTable, fields: readonly PodField[]) {
  const known = new Map<string, KnownValue[]>();
  return (name: string): KnownValue[] => {
    let values = known.get(name);
    if (!values) {
      values = countValues(table, fields, name);
      known.set(name, values);
    }
    return values;
  };
}

export function usePodFilter(snapshot: FleetSnapshot, q: string): PodFilter {
  const { table, version, serverClockOffsetMs } = snapshot;
  const offset = useRef(serverClockOffsetMs);
  offset.current = serverClockOffsetMs;
  const fields = useMemo(
    () => podFields(() => Date.now() + offset.current),
    [],
  );
  const parse = useCallback(
    (text: string) => parseFilter(text, fields),
    [fields],
  );

  const lastValid = useRef<FilterNode>(ALL);
  const node = useMemo(() => {
    const parsed = parse(q);
    if (parsed.ok) {
      lastValid.current = parsed.node;
    }
    return lastValid.current;
  }, [parse, q]);

  const matches = useMemo(
    () => (node.type === 'all' ? undefined : matchPods(node, table, fields)),
    // The table changes in place; its version says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [node, table, fields, version],
  );
  const isEmpty = matches !== undefined && matches.count === 0;
  const removal = useMemo(
    () => (isEmpty ? bestRemoval(node, table, fields) : undefined),
    [isEmpty, node, table, fields],
  );

  const counter = useRef<{
    key: string;
    valuesOf: (name: string) => KnownValue[];
  }>();
  const suggestAt = useCallback(
    (text: string, caret: number) => {
      const key = `${Math.floor(Date.now() / 5000)}`;
      if (counter.current?.key !== key) {
        counter.current = { key, valuesOf: makeValueCounter(table, fields) };
      }
      return suggest(text, caret, fields, counter.current.valuesOf);
    },
    [fields, table],
  );

  return {
    fields,
    node,
    match: matches?.mask,
    matching: matches ? matches.count : table.size,
    total: table.size,
    removal,
    parse,
    suggest: suggestAt,
  };
}
