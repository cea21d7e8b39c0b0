import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FilterChip } from '@panorama/plugin-fleet-common';
import { panoramaUiTranslationRef } from '../../translation';
import { useFilterBarStyles } from './styles';

/** The parts of a filter that make sense alone, each with its way out. */
export function FilterChips(props: {
  chips: readonly FilterChip[];
  onEdit: () => void;
  onRemove: (index: number) => void;
}) {
  const { chips, onEdit, onRemove } = props;
  const classes = useFilterBarStyles();
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  return (
    <div className={classes.chips}>
      {chips.map(chip => {
        const term = `${chip.negated ? '-' : ''}${chip.field ?? ''}${
          chip.label
        }`;
        return (
          <span key={chip.index} className={classes.chip}>
            {/* A mouse's way into the text; keyboards are in the field already. */}
            {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
            <span className={classes.chipText} onClick={onEdit}>
              {chip.negated && <b>{t('filter.not')} </b>}
              <span className={classes.chipField}>{chip.field}</span>
              {chip.label}
            </span>
            <button
              type="button"
              className={classes.chipRemove}
              aria-label={t('filter.remove', { term })}
              onClick={() => onRemove(chip.index)}
            >
              ×
            </button>
          </span>
        );
      })}
    </div>
  );
}
