import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import type { FilterSuggestions } from '@panorama/plugin-fleet-common';
import { useFormatters } from '../../format/useFormatters';
import { panoramaUiTranslationRef } from '../../translation';
import { useFilterBarStyles } from './styles';

/** What could stand at the caret, with how often it occurs. */
export function FilterSuggestionList(props: {
  id: string;
  suggestions: FilterSuggestions;
  highlighted: number;
  onAccept: (index: number) => void;
}) {
  const { id, suggestions, highlighted, onAccept } = props;
  const classes = useFilterBarStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  return (
    <Paper
      elevation={4}
      id={`${id}-list`}
      role="listbox"
      aria-label={t('filter.suggestions')}
      className={classes.list}
    >
      {suggestions.items.map((item, index) => (
        <div
          key={item.label}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === highlighted}
          className={`${classes.option} ${
            index === highlighted ? classes.highlighted : ''
          }`}
          // Keeps the focus, and with it the list, in the field.
          onMouseDown={event => {
            event.preventDefault();
            onAccept(index);
          }}
        >
          <span>{item.label}</span>
          {item.count !== undefined && (
            <span className={classes.optionCount}>
              {formatters.shortCount(item.count)}
            </span>
          )}
        </div>
      ))}
    </Paper>
  );
}
