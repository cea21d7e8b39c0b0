import type { FilterField } from './fields';
import { findField } from './parse';

/** @public */
export interface FilterSuggestion {
  kind: 'field' | 'value';
  /** What to show. */
  label: string;
  /** What replaces the text between `from` and `to`. */
  insert: string;
  /** How many items have this value, where known. */
  count?: number;
}

/** @public */
export interface FilterSuggestions {
  from: number;
  to: number;
  items: FilterSuggestion[];
}

/** A value that a field has now, most frequent first. @public */
export interface KnownValue {
  value: string;
  count?: number;
}

const LIMIT = 12;

/** Start of the word that ends at the caret: quotes hold a word together. */
function wordStart(text: string, caret: number): number {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < caret; at++) {
    const char = text[at];
    if (char === '"') {
      quoted = !quoted;
    } else if (!quoted && (/\s/.test(char) || char === '(' || char === ')')) {
      start = at + 1;
    }
  }
  return start;
}

function quoteIfNeeded(value: string): string {
  return /[\s(),"\\]/.test(value)
    ? `"${value.replace(/["\\]/g, '\\$&')}"`
    : value;
}

/** Values that begin with the typed text come before those that contain it. */
function rank<V>(items: V[], typed: string, read: (item: V) => string): V[] {
  const part = typed.toLowerCase();
  const begins: V[] = [];
  const contains: V[] = [];
  for (const item of items) {
    const text = read(item).toLowerCase();
    if (text.startsWith(part)) {
      begins.push(item);
    } else if (text.includes(part)) {
      contains.push(item);
    }
  }
  return [...begins, ...contains].slice(0, LIMIT);
}

/**
 * What could stand at the caret: fields while a name is being typed, then the
 * values of that field.
 *
 * @public
 */
export function suggest<T>(
  text: string,
  caret: number,
  fields: readonly FilterField<T>[],
  valuesOf: (field: string) => readonly KnownValue[],
): FilterSuggestions {
  const at = Math.max(0, Math.min(caret, text.length));
  const start = wordStart(text, at);
  const word = text.slice(start, at).replace(/^-+/, '');
  const from = at - word.length;
  const operator = /^([A-Za-z][A-Za-z0-9._/]*)(>=|<=|[:<>=])/.exec(word);
  if (!operator) {
    const found = rank([...fields], word, field => field.name);
    const items = found.map(field => ({
      kind: 'field' as const,
      label: field.name,
      insert: `${field.name}${field.kind === 'number' ? '>' : ':'}`,
    }));
    return { from, to: at, items };
  }
  const field = findField(operator[1], fields);
  const list = word.slice(operator[0].length);
  const typed = list.slice(list.lastIndexOf(',') + 1).replace(/"/g, '');
  const typedStart = at - (list.length - (list.lastIndexOf(',') + 1));
  if (!field) {
    return { from: typedStart, to: at, items: [] };
  }
  const known = [...valuesOf(field.name)];
  const closed = field.kind === 'text' ? field.values ?? [] : [];
  for (const value of closed) {
    if (!known.some(each => each.value === value)) {
      known.push({ value });
    }
  }
  const items = rank(known, typed, each => each.value)
    .filter(each => each.value !== typed)
    .map(each => ({
      kind: 'value' as const,
      label: each.value,
      insert: quoteIfNeeded(each.value),
      count: each.count,
    }));
  return { from: typedStart, to: at, items };
}
