/**
 * Words, permissions, filter language and wire format of the fleet.
 *
 * @packageDocumentation
 */
export * from './podState';
export * from './permissions';
export * from './api/clusters';
export * from './api/pods';
export * from './frames/PodTable';
export * from './frames/protocol';
export * from './frames/quantise';
export * from './filter/ast';
export * from './filter/fields';
export * from './filter/quantity';
export { parseFilter, findField } from './filter/parse';
export { compileFilter } from './filter/compile';
export { formatFilter, formatTerm } from './filter/format';
export {
  chipsOf,
  chosenValues,
  withTerm,
  withTermText,
  withoutTerm,
  type FilterChip,
} from './filter/terms';
export {
  suggest,
  type FilterSuggestion,
  type FilterSuggestions,
  type KnownValue,
} from './filter/suggest';
export {
  podFields,
  POD_STATE_WORDS,
  type PodField,
  type PodFieldSource,
} from './filter/podFields';
export { matchPods, type PodMatches } from './filter/matchPods';
export { podOfSlot } from './filter/podFacts';
export { bestRemoval, type FilterRemoval } from './filter/bestRemoval';
export { NONE } from './filter/match';
