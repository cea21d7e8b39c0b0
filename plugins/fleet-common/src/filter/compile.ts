import type { FilterNode, FilterTerm } from './ast';
import type { FilterField } from './fields';
import { compileTermForField } from './match';
import { findField } from './parse';

/** The fields that a term looks at: its own, or all that free words search. */
export function fieldsOfTerm<T, F extends FilterField<T>>(
  term: FilterTerm,
  fields: readonly F[],
): F[] {
  if (term.field === undefined) {
    return fields.filter(field => field.kind === 'text' && field.freeWords);
  }
  const field = findField(term.field, fields);
  return field ? [field as F] : [];
}

/**
 * Turns a parsed filter into a test of one item. A term whose field is not in
 * `fields` matches nothing, so that a filter never shows more than asked.
 *
 * @public
 */
export function compileFilter<T>(
  node: FilterNode,
  fields: readonly FilterField<T>[],
): (item: T) => boolean {
  switch (node.type) {
    case 'all':
      return () => true;
    case 'not': {
      const test = compileFilter(node.child, fields);
      return item => !test(item);
    }
    case 'and': {
      const tests = node.children.map(child => compileFilter(child, fields));
      return item => tests.every(test => test(item));
    }
    case 'or': {
      const tests = node.children.map(child => compileFilter(child, fields));
      return item => tests.some(test => test(item));
    }
    default: {
      const tests = fieldsOfTerm<T, FilterField<T>>(node, fields).map(field =>
        compileTermForField(node, field),
      );
      return item => tests.some(test => test(item));
    }
  }
}
