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

/** `field>=a field<b` as one choice `field:a..b`, so that several can be chosen. */
function asRange(parts: FilterNode[]): FilterTerm | undefined {
  const bounds: Partial<Record<string, string>> = {};
  let field: string | undefined;
  for (const part of parts) {
    const isBound =
      part.type === 'term' &&
      part.field !== undefined &&
      (field === undefined || field === part.field) &&
      (part.operator === '>=' || part.operator === '<') &&
      part.values.length === 1;
    if (!isBound || bounds[part.operator] !== undefined) {
      return undefined;
    }
    field = part.field;
    bounds[part.operator] = part.values[0];
  }
  if (field === undefined) {
    return undefined;
  }
  const value = `${bounds['>='] ?? ''}..${bounds['<'] ?? ''}`;
  return {
    type: 'term',
    field,
    operator: ':',
    values: [value],
    start: 0,
    end: 0,
  };
}

function fieldsIn(node: FilterNode): string[] {
  switch (node.type) {
    case 'all':
      return [];
    case 'term':
      return node.field ? [node.field] : [];
    case 'not':
      return fieldsIn(node.child);
    default:
      return node.children.flatMap(fieldsIn);
  }
}

/** The choice that a legend's filter text stands for, where it is one. */
function asChoice(parts: FilterNode[]): FilterTerm | undefined {
  const [first] = parts;
  if (
    parts.length === 1 &&
    first.type === 'term' &&
    first.field !== undefined &&
    isChoice(first, first.field) &&
    first.values.length === 1
  ) {
    return first;
  }
  return asRange(parts);
}

/** True while a legend's entry is written in the filter. @public */
export function hasChoice(filter: FilterNode, entry: FilterNode): boolean {
  const parts = conjuncts(entry);
  const choice = asChoice(parts);
  if (choice?.field) {
    return chosenValues(filter, choice.field).includes(choice.values[0]);
  }
  const present = new Set(conjuncts(filter).map(formatFilter));
  return (
    parts.length > 0 && parts.every(part => present.has(formatFilter(part)))
  );
}

/**
 * Writes any entry of a legend into the filter, whatever it asks: a value, a
 * range, or several conditions at once.
 *
 * @public
 */
export function withChoice(
  filter: FilterNode,
  entry: FilterNode,
  mode: 'only' | 'toggle',
): FilterNode {
  const parts = conjuncts(entry);
  const choice = asChoice(parts);
  if (choice?.field) {
    return withTerm(filter, choice.field, choice.values[0], mode);
  }
  const isPresent = hasChoice(filter, entry);
  const fields = new Set(parts.flatMap(fieldsIn));
  const written = new Set(parts.map(formatFilter));
  const rest = conjuncts(filter).filter(part =>
    isPresent
      ? !written.has(formatFilter(part))
      : !fieldsIn(part).some(field => fields.has(field)),
  );
  return conjoin(isPresent ? rest : [...rest, ...parts]);
}
