import type {
  FilterError,
  FilterParse,
  FilterSuggestions,
} from '@panorama/plugin-fleet-common';
import { useEffect, useMemo, useRef, useState } from 'react';

/** @internal */
export interface FilterDraftOptions {
  /** The filter that holds now. */
  value: string;
  parse: (text: string) => FilterParse;
  suggest: (text: string, caret: number) => FilterSuggestions;
  /** Called with texts that make sense only: a typing error keeps the old picture. */
  onChange: (text: string) => void;
}

/** While the name of a field is typed, its letters are not yet a search for names. */
const NAMING_MS = 700;

function isNamingField(suggestions: FilterSuggestions, text: string): boolean {
  const word = text.slice(suggestions.from, suggestions.to).toLowerCase();
  return (
    word !== '' &&
    suggestions.items.some(
      item => item.kind === 'field' && item.label.startsWith(word),
    )
  );
}

/** The text while it is being typed, apart from the filter that holds. */
export function useFilterDraft(options: FilterDraftOptions) {
  const { value, parse, suggest, onChange } = options;
  const [draft, setDraft] = useState(value);
  const [caret, setCaret] = useState(value.length);
  const [highlighted, setHighlighted] = useState(-1);
  const emitted = useRef(value);
  const pending = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(pending.current), []);

  useEffect(() => {
    // The filter changed from outside (legend, link, chip): the text follows.
    if (value !== emitted.current) {
      emitted.current = value;
      setDraft(value);
      setCaret(value.length);
    }
  }, [value]);

  const parsed = useMemo(() => parse(draft), [draft, parse]);
  const errors: readonly FilterError[] = parsed.ok ? [] : parsed.errors;
  const suggestions = useMemo(
    () => suggest(draft, caret),
    [draft, caret, suggest],
  );

  const emit = (text: string) => {
    clearTimeout(pending.current);
    if (text !== emitted.current && parse(text).ok) {
      emitted.current = text;
      onChange(text);
    }
  };

  const type = (text: string, at: number) => {
    setDraft(text);
    setCaret(at);
    setHighlighted(-1);
    clearTimeout(pending.current);
    if (isNamingField(suggest(text, at), text)) {
      pending.current = setTimeout(() => emit(text), NAMING_MS);
    } else {
      emit(text);
    }
  };

  /** Puts a suggestion at its place; answers where the caret belongs then. */
  const accept = (index: number): number | undefined => {
    const item = suggestions.items[index];
    if (!item) {
      return undefined;
    }
    const before = draft.slice(0, suggestions.from);
    const after = draft.slice(suggestions.to);
    const space = item.kind === 'value' && !/^[\s,)]/.test(after) ? ' ' : '';
    const next = before.length + item.insert.length + space.length;
    type(`${before}${item.insert}${space}${after}`, next);
    return next;
  };

  return {
    draft,
    parsed,
    errors,
    suggestions,
    highlighted,
    setHighlighted,
    setCaret,
    type,
    /** What is typed holds now, whatever it may become. */
    commit: () => emit(draft),
    accept,
  };
}
