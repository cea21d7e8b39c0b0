/**
 * Words, permissions, filter language and wire format of the fleet.
 *
 * @packageDocumentation
 */
export * from './podState';
export * from './permissions';
export * from './api/clusters';
export * from './api/me';
export * from './api/pods';
export { csvLine, type CsvValue } from './csv';
export * from './frames/PodTable';
export * from './frames/protocol';
export * from './frames/quantise';
export { FrameError, type FrameErrorCode } from './frames/FrameError';
export { FrameReader } from './frames/FrameReader';
export {
  deflatedPart,
  encodeFrame,
  inflateFrame,
  type Deflate,
  type PayloadFrame,
  type WireFrame,
} from './frames/envelope';
export {
  ALL_POD_COLUMNS,
  POD_COLUMN_BIT,
  type PodColumnArrays,
  type PodColumnName,
} from './frames/columns';
export {
  DICTIONARY_NAMES,
  encodeDictionary,
  type DictionaryContent,
  type DictionaryName,
  type DictionaryRows,
  type DictionaryRowTypes,
} from './frames/dictionary';
export { encodeKeyframe } from './frames/keyframe';
export { encodeDelta, type DeltaContent } from './frames/delta';
export { encodeMessage, type FrameMessages } from './frames/messages';
export type { RowSource } from './frames/rows';
export { applyFrame } from './frames/applyFrame';
export { pictureOf, startsPicture } from './frames/picture';
export * from './filter/ast';
export * from './filter/fields';
export * from './filter/quantity';
export { parseFilter, findField } from './filter/parse';
export { compileFilter } from './filter/compile';
export { formatFilter, formatTerm } from './filter/format';
export {
  chipsOf,
  chosenValues,
  hasChoice,
  withChoice,
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
