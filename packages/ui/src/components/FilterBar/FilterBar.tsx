import { useTranslationRef } from '@backstage/frontend-plugin-api';
import IconButton from '@material-ui/core/IconButton';
import CloseIcon from '@material-ui/icons/Close';
import SearchIcon from '@material-ui/icons/Search';
import {
  chipsOf,
  formatFilter,
  withoutTerm,
  type FilterParse,
  type FilterSuggestions,
} from '@panorama/plugin-fleet-common';
import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { panoramaUiTranslationRef } from '../../translation';
import { usePanoramaTokens } from '../../tokens/usePanoramaTokens';
import { describeFilterError } from './describeError';
import { FilterChips } from './FilterChips';
import { FilterSuggestionList } from './FilterSuggestionList';
import { useFilterBarStyles } from './styles';
import { useFilterDraft } from './useFilterDraft';

/** @public */
export interface FilterBarProps {
  value: string;
  onChange: (text: string) => void;
  parse: (text: string) => FilterParse;
  suggest: (text: string, caret: number) => FilterSuggestions;
  /** Accessible name, such as “Filter pods”. */
  label: string;
  /** Shown while empty, with one example. */
  placeholder: string;
  /** Number of matches at the right, live. */
  matches?: ReactNode;
  /** For the `/` key. */
  inputRef?: RefObject<HTMLInputElement>;
}

/** The filter as text while it is edited, as chips while it is read. @public */
export function FilterBar(props: FilterBarProps) {
  const { value, onChange, parse, suggest, label, placeholder, matches } =
    props;
  const classes = useFilterBarStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  const ownRef = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? ownRef;
  const mirror = useRef<HTMLDivElement>(null);
  const pendingCaret = useRef<number>();
  const id = useId();
  const [hasFocus, setHasFocus] = useState(false);
  const [isListOpen, setListOpen] = useState(false);
  const bar = useFilterDraft({ value, parse, suggest, onChange });
  const { draft, parsed, errors, suggestions, highlighted } = bar;
  const showChips = !hasFocus && parsed.ok && draft.trim() !== '';
  const isOpen = hasFocus && isListOpen && suggestions.items.length > 0;

  useLayoutEffect(() => {
    if (pendingCaret.current !== undefined) {
      input.current?.setSelectionRange(
        pendingCaret.current,
        pendingCaret.current,
      );
      pendingCaret.current = undefined;
    }
    // The underline lies behind the text and scrolls with it.
    if (mirror.current && input.current) {
      mirror.current.scrollLeft = input.current.scrollLeft;
    }
  });

  const accept = (index: number) => {
    pendingCaret.current = bar.accept(index);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { items } = suggestions;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setListOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const count = items.length + 1;
      bar.setHighlighted(((highlighted + 1 + step + count) % count) - 1);
    } else if (
      event.key === 'Tab' &&
      isOpen &&
      !event.shiftKey &&
      draft !== ''
    ) {
      event.preventDefault();
      accept(Math.max(0, highlighted));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isOpen && highlighted >= 0) {
        accept(highlighted);
      } else {
        setListOpen(false);
        bar.commit();
      }
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (isOpen) {
        setListOpen(false);
      } else {
        input.current?.blur();
      }
    }
  };

  return (
    <div className={classes.root}>
      <div
        className={classes.field}
        style={{
          borderColor: errors.length > 0 ? tokens.health.down : undefined,
        }}
      >
        <SearchIcon fontSize="small" color="action" />
        <div className={classes.text}>
          {errors.length > 0 && (
            <div ref={mirror} className={classes.mirror} aria-hidden>
              {draft.slice(0, errors[0].start)}
              <span
                className={classes.wrong}
                style={{ textDecorationColor: tokens.health.down }}
              >
                {draft.slice(errors[0].start, errors[0].end)}
              </span>
            </div>
          )}
          <input
            ref={input}
            type="text"
            className={classes.input}
            style={showChips ? { opacity: 0 } : undefined}
            value={draft}
            placeholder={placeholder}
            aria-label={label}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={
              isOpen && highlighted >= 0 ? `${id}-${highlighted}` : undefined
            }
            aria-invalid={errors.length > 0}
            aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onFocus={() => {
              setHasFocus(true);
              setListOpen(true);
            }}
            onBlur={() => {
              setHasFocus(false);
              bar.commit();
            }}
            onChange={event => {
              setListOpen(true);
              bar.type(
                event.target.value,
                event.target.selectionStart ?? event.target.value.length,
              );
            }}
            onSelect={event =>
              bar.setCaret(event.currentTarget.selectionStart ?? draft.length)
            }
            onKeyDown={onKeyDown}
          />
          {showChips && parsed.ok && (
            <FilterChips
              chips={chipsOf(parsed.node)}
              onEdit={() => input.current?.focus()}
              onRemove={index => {
                const text = formatFilter(withoutTerm(parsed.node, index));
                bar.type(text, text.length);
              }}
            />
          )}
        </div>
        {matches && <span className={classes.matches}>{matches}</span>}
        {draft === '' ? (
          <kbd className={classes.key} aria-hidden>
            /
          </kbd>
        ) : (
          <IconButton
            size="small"
            aria-label={t('filter.clear')}
            onClick={() => bar.type('', 0)}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        )}
      </div>
      {errors.length > 0 && (
        <div
          id={`${id}-error`}
          role="alert"
          className={classes.error}
          style={{ color: tokens.health.down }}
        >
          {describeFilterError(t, errors[0])}
        </div>
      )}
      {isOpen && (
        <FilterSuggestionList
          id={id}
          suggestions={suggestions}
          highlighted={highlighted}
          onAccept={accept}
        />
      )}
    </div>
  );
}
