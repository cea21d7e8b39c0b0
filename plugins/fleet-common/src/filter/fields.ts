/** A field that a filter may name; a feature hands a table of them to the parser. @public */
export type FilterField<T> = {
  /** Canonical name, lower case: `state`, `ns`, `restarts`. */
  name: string;
  /** Other accepted spellings, such as `namespace` for `ns`. */
  aliases?: string[];
} & (
  | {
      kind: 'text';
      /** All texts that the value may match; wildcards and case are the evaluator's. */
      read: (item: T) => string | undefined | Array<string | undefined>;
      /** Closed set: anything else is an error with a suggestion. */
      values?: readonly string[];
      /** Words without a field look for a part of this field's text. */
      freeWords?: boolean;
    }
  | {
      kind: 'number';
      read: (item: T) => number | undefined;
      /** Turns `10m`, `1.5Gi`, `90%`, `2h` into the unit of `read`; `undefined` when it cannot. */
      parse: (text: string) => number | undefined;
    }
);
