/**
 * What a filter text means. One grammar for every feature (the fields differ):
 * `field:value`, `*` wildcards, `> >= < <= =`, `-` or `not`, `and`/`or` with
 * precedence and parentheses, commas as "or" inside a field, quotes for spaces.
 * Words without a field match names. Terms side by side mean `and`.
 */
export type FilterNode =
  | { type: 'all' }
  | { type: 'and' | 'or'; children: FilterNode[] }
  | { type: 'not'; child: FilterNode }
  | FilterTerm;

/** @public */
export interface FilterTerm {
  type: 'term';
  /** Canonical name of the field; `undefined` for a free word. */
  field?: string;
  operator: ':' | '=' | '>' | '>=' | '<' | '<=';
  /** Comma alternatives as typed, without quotes. */
  values: string[];
  /** Offsets in the text, end exclusive: for chips and for underlining. */
  start: number;
  end: number;
}

/** Points at the character where the text stops making sense. @public */
export interface FilterError {
  code:
    | 'unknown-field'
    | 'unknown-value'
    | 'not-a-number'
    | 'missing-value'
    | 'unbalanced-parenthesis'
    | 'unterminated-quote'
    | 'unexpected-operator';
  start: number;
  end: number;
  /** The text that is wrong. */
  found: string;
  /** Nearest known spelling, for "did you mean". */
  suggestion?: string;
}

/** @public */
export type FilterParse =
  | { ok: true; node: FilterNode }
  | { ok: false; errors: FilterError[] };
