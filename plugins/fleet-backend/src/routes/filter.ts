import { InputError } from '@backstage/errors';
import {
  compileFilter,
  FilterError,
  FilterField,
  parseFilter,
} from '@panorama/plugin-fleet-common';
import { z } from 'zod';

/** Query parameter of the filter language; longer texts are refused by the parser anyway. */
export const filterText = z
  .string()
  .max(4_000, 'must have at most 4000 characters')
  .default('');

function sentence({
  code,
  found,
  start,
  end,
  suggestion,
}: FilterError): string {
  const hint = suggestion ? `; did you mean "${suggestion}"?` : '';
  return `${code.replaceAll('-', ' ')} "${found}" at ${start}–${end}${hint}`;
}

/** What a page needs to mark the mistakes in the text; sent as `error.filterErrors`. */
export class FilterInputError extends InputError {
  constructor(readonly filterErrors: FilterError[]) {
    super(`parameter q: ${filterErrors.map(sentence).join('; ')}`);
    // The answer's status follows from the name.
    this.name = 'InputError';
  }
}

/** @throws FilterInputError with every mistake and its place in the text. */
export function readFilter<T>(
  text: string,
  fields: readonly FilterField<T>[],
): (row: T) => boolean {
  const parse = parseFilter(text, fields);
  if (!parse.ok) {
    throw new FilterInputError(parse.errors);
  }
  return compileFilter(parse.node, fields);
}
