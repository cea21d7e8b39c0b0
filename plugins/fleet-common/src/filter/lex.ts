import type { FilterError, FilterTerm } from './ast';

/** A value with its place, so that an error can point into a comma list. */
export interface LexedValue {
  text: string;
  start: number;
  end: number;
  quoted: boolean;
}

/** @internal */
export type Token =
  | { type: '(' | ')' | '-' | 'and' | 'or' | 'not'; start: number; end: number }
  | {
      type: 'term';
      field?: { text: string; start: number; end: number };
      operator: FilterTerm['operator'];
      operatorStart: number;
      values: LexedValue[];
      start: number;
      end: number;
    };

const FIELD = /[A-Za-z][A-Za-z0-9._/]*/y;
const OPERATOR = /[ \t]*(>=|<=|>|<|=)[ \t]*|:/y;
const SPACE = /\s+/y;
/** A colon may stand inside a value (`group:default/team-a`), these may not. */
const BARE = /[^\s(),"]+/y;
const KEYWORDS = ['and', 'or', 'not'] as const;

function take(
  pattern: RegExp,
  text: string,
  at: number,
): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readQuoted(text: string, start: number): LexedValue | undefined {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') {
      return { text: value, start, end: at + 1, quoted: true };
    }
    if (text[at] === '\\' && at + 1 < text.length) {
      at += 1;
    }
    value += text[at];
  }
  return undefined;
}

function readValue(text: string, at: number): LexedValue | undefined | 'open' {
  if (text[at] === '"') {
    return readQuoted(text, at) ?? 'open';
  }
  const bare = take(BARE, text, at);
  return bare
    ? { text: bare[0], start: at, end: at + bare[0].length, quoted: false }
    : undefined;
}

/** Cuts a filter text into tokens; the first place that is no token ends it. */
export function lex(
  text: string,
): { tokens: Token[] } | { error: FilterError } {
  const tokens: Token[] = [];
  const problem = (
    code: FilterError['code'],
    start: number,
    end: number,
  ): { error: FilterError } => ({
    error: { code, start, end, found: text.slice(start, end) },
  });

  let at = 0;
  while (at < text.length) {
    const space = take(SPACE, text, at);
    if (space) {
      at += space[0].length;
      continue;
    }
    const char = text[at];
    if (char === '(' || char === ')' || char === '-') {
      tokens.push({ type: char, start: at, end: at + 1 });
      at += 1;
      continue;
    }
    const start = at;
    const name = take(FIELD, text, at);
    const operator = name && take(OPERATOR, text, at + name[0].length);
    const term: Extract<Token, { type: 'term' }> = {
      type: 'term',
      operator: ':',
      operatorStart: start,
      values: [],
      start,
      end: start,
    };
    if (name && operator) {
      term.field = { text: name[0], start, end: start + name[0].length };
      term.operator = (operator[1] ?? ':') as FilterTerm['operator'];
      term.operatorStart = operator.index + operator[0].search(/[:<>=]/);
      at = operator.index + operator[0].length;
    }
    const afterOperator = at;
    for (;;) {
      const value = readValue(text, at);
      if (value === 'open') {
        return problem('unterminated-quote', at, text.length);
      }
      if (!value) {
        return term.field || at > start
          ? problem('missing-value', start, Math.max(at, afterOperator))
          : problem('unexpected-operator', at, at + 1);
      }
      term.values.push(value);
      at = value.end;
      if (text[at] !== ',') {
        break;
      }
      at += 1;
    }
    term.end = at;
    const [only] = term.values;
    const keyword = KEYWORDS.find(word => word === only.text.toLowerCase());
    tokens.push(
      keyword && !term.field && !only.quoted && term.values.length === 1
        ? { type: keyword, start, end: at }
        : term,
    );
  }
  return { tokens };
}
