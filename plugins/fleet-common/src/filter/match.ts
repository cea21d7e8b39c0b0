import type { FilterTerm } from './ast';
import type { FilterField } from './fields';

/** Word for "nothing is set" in numeric fields: `mem.limit:none`. @public */
export const NONE = 'none';

/** @internal */
export type NumberTest =
  | { type: 'none' }
  | { type: 'compare'; operator: FilterTerm['operator']; number: number }
  /** `25%..50%`: from inclusive, to exclusive; an open side is infinite. */
  | { type: 'range'; from: number; to: number };

/** What one alternative of a numeric term asks, or `undefined` when it is no number. */
export function readNumberTest(
  value: string,
  operator: FilterTerm['operator'],
  parse: (text: string) => number | undefined,
): NumberTest | undefined {
  const equality = operator === ':' || operator === '=';
  if (equality && value.toLowerCase() === NONE) {
    return { type: 'none' };
  }
  const dots = value.indexOf('..');
  if (equality && dots >= 0) {
    const [low, high] = [value.slice(0, dots), value.slice(dots + 2)];
    const from = low === '' ? -Infinity : parse(low);
    const to = high === '' ? Infinity : parse(high);
    return from === undefined || to === undefined || (!low && !high)
      ? undefined
      : { type: 'range', from, to };
  }
  const number = parse(value);
  return number === undefined
    ? undefined
    : { type: 'compare', operator, number };
}

/** An unset value satisfies nothing but `none`: unknown is not small. */
export function satisfies(
  value: number | undefined,
  test: NumberTest,
): boolean {
  if (test.type === 'none') {
    return value === undefined;
  }
  if (value === undefined) {
    return false;
  }
  if (test.type === 'range') {
    return value >= test.from && value < test.to;
  }
  switch (test.operator) {
    case '>':
      return value > test.number;
    case '>=':
      return value >= test.number;
    case '<':
      return value < test.number;
    case '<=':
      return value <= test.number;
    default:
      return value === test.number;
  }
}

/**
 * Compares a text with a pattern in which `*` stands for anything. Not a
 * regular expression: many stars would make one backtrack for seconds, and the
 * server evaluates what strangers type.
 */
export function globMatcher(pattern: string): (text: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  if (parts.length === 1) {
    const [exact] = parts;
    return text =>
      text === exact ||
      (text.length === exact.length && text.toLowerCase() === exact);
  }
  const first = parts[0];
  const last = parts[parts.length - 1];
  const middle = parts.slice(1, -1).filter(part => part !== '');
  return original => {
    const text = original.toLowerCase();
    if (
      text.length < first.length + last.length ||
      !text.startsWith(first) ||
      !text.endsWith(last)
    ) {
      return false;
    }
    const limit = text.length - last.length;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found < 0 || found + part.length > limit) {
        return false;
      }
      at = found + part.length;
    }
    return true;
  };
}

/** A free word is found anywhere in the text; with a star it is a pattern. */
function freeWordMatcher(word: string): (text: string) => boolean {
  if (word.includes('*')) {
    return globMatcher(word);
  }
  const part = word.toLowerCase();
  return text => text.toLowerCase().includes(part);
}

/** The test of a term over one item; comma alternatives mean "or". */
export function compileTermForField<T>(
  term: FilterTerm,
  field: FilterField<T>,
): (item: T) => boolean {
  if (field.kind === 'number') {
    const { read, parse } = field;
    const tests = term.values
      .map(value => readNumberTest(value, term.operator, parse))
      .filter((test): test is NumberTest => test !== undefined);
    return item => {
      const value = read(item);
      return tests.some(test => satisfies(value, test));
    };
  }
  const { read } = field;
  const matchers = term.values.map(
    term.field === undefined ? freeWordMatcher : globMatcher,
  );
  return item => {
    const value = read(item);
    const texts = Array.isArray(value) ? value : [value];
    return texts.some(
      text => text !== undefined && matchers.some(matches => matches(text)),
    );
  };
}
