import type { FilterNode, FilterTerm } from './ast';
import type { FilterField } from './fields';
import { formatFilter, formatTerm } from './format';
import { parseFilter } from './parse';

/** One chip: a part of the filter that can be read and taken away alone. @public */
export interface FilterChip {
  /** `-` for an excluded part, the field, the operator with values. */
  negated: boolean;
  field?: string;
  label: string;
  /** Place among the parts that must all hold; what {@link withoutTerm} takes. */
  index: number;
}

function conjuncts(node: FilterNode): FilterNode[] {
  if (node.type === 'all') {
    return [];
  }
  return node.type === 'and' ? node.children : [node];
}

function conjoin(nodes: FilterNode[]): FilterNode {
  if (nodes.length === 0) {
    return { type: 'all' };
  }
  return nodes.length === 1 ? nodes[0] : { type: 'and', children: nodes };
}

/** The parts that must all hold, as chips; an `or` group is one chip. @public */
export function chipsOf(node: FilterNode): FilterChip[] {
  return conjuncts(node).map((part, index) => {
    const negated = part.type === 'not';
    const inner = part.type === 'not' ? part.child : part;
    if (inner.type !== 'term') {
      return { negated, label: formatFilter(inner), index };
    }
    const label = formatTerm(inner);
    return {
      negated,
      field: inner.field,
      label: inner.field ? label.slice(inner.field.length) : label,
      index,
    };
  });
}

/** The filter without one of its chips. @public */
export function withoutTerm(node: FilterNode, index: number): FilterNode {
  return conjoin(conjuncts(node).filter((_, at) => at !== index));
}

function isChoice(node: FilterNode, field: string): node is FilterTerm {
  return (
    node.type === 'term' &&
    node.field === field &&
    (node.operator === ':' || node.operator === '=')
  );
}

/** The values that `field:a,b` chooses at the top level of a filter. @public */
export function chosenValues(node: FilterNode, field: string): string[] {
  const choice = conjuncts(node).find(part => isChoice(part, field));
  return choice && choice.type === 'term' ? choice.values : [];
}

/**
 * Writes a choice of a legend into the filter.
 *
 * - `only`    the field allows this value alone; the same again takes it away.
 * - `toggle`  the value is added to, or removed from, the field's alternatives.
 *
 * @public
 */
export function withTerm(
  node: FilterNode,
  field: string,
  value: string,
  mode: 'only' | 'toggle',
): FilterNode {
  const parts = conjuncts(node);
  const before = chosenValues(node, field);
  const isOnly = before.length === 1 && before[0] === value;
  let values: string[];
  if (mode === 'only') {
    values = isOnly ? [] : [value];
  } else {
    values = before.includes(value)
      ? before.filter(other => other !== value)
      : [...before, value];
  }
  const rest = parts.filter(part => !isChoice(part, field));
  if (values.length === 0) {
    return conjoin(rest);
  }
  const term: FilterTerm = {
    type: 'term',
    field,
    operator: ':',
    values,
    start: 0,
    end: 0,
  };
  return conjoin([...rest, term]);
}

/** {@link withTerm} over text; a text with errors is replaced by the choice alone. @public */
export function withTermText<T>(
  text: string,
  fields: readonly FilterField<T>[],
  field: string,
  value: string,
  mode: 'only' | 'toggle',
): string {
  const parsed = parseFilter(text, fields);
  const node: FilterNode = parsed.ok ? parsed.node : { type: 'all' };
  return formatFilter(withTerm(node, field, value, mode));
}
