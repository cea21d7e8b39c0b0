import type { FilterNode, FilterTerm } from './ast';

const NEEDS_QUOTES = /[\s(),"\\]/;
const KEYWORD = /^(and|or|not)$/i;
/** A free word that would be read as a term with a field, or as "not". */
const LOOKS_LIKE_TERM = /^-|^[A-Za-z][A-Za-z0-9._/]*[:<>=]/;

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function formatValue(value: string, freeWord: boolean): string {
  const plain =
    value !== '' &&
    !NEEDS_QUOTES.test(value) &&
    !(freeWord && (KEYWORD.test(value) || LOOKS_LIKE_TERM.test(value))) &&
    // After `>` a value `=3` would become part of the operator.
    !(!freeWord && /^[<>=]/.test(value));
  return plain ? value : quote(value);
}

/** A term as text: `ns:pay-*`, `restarts>3`, `"two words"`. @public */
export function formatTerm(
  term: Pick<FilterTerm, 'field' | 'operator' | 'values'>,
): string {
  const freeWord = term.field === undefined;
  const values = term.values
    .map(value => formatValue(value, freeWord))
    .join(',');
  // `a >3` would be read as one comparison, so such a free word is quoted.
  if (freeWord) {
    return /^[<>=]/.test(values) ? term.values.map(quote).join(',') : values;
  }
  return `${term.field}${term.operator}${values}`;
}

/**
 * The filter as text, in one spelling for each meaning: parsing it again gives
 * the same tree.
 *
 * @public
 */
export function formatFilter(node: FilterNode): string {
  switch (node.type) {
    case 'all':
      return '';
    case 'term':
      return formatTerm(node);
    case 'not':
      return node.child.type === 'term'
        ? `-${formatTerm(node.child)}`
        : `-(${formatFilter(node.child)})`;
    case 'or':
      return node.children.map(formatFilter).join(' or ');
    default:
      return node.children
        .map(child =>
          child.type === 'or'
            ? `(${formatFilter(child)})`
            : formatFilter(child),
        )
        .join(' ');
  }
}
