import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormatters, type Formatters } from '@panorama/ui';
import { useCallback } from 'react';
import type { LegendLabel } from '../../heatmap';
import { fleetTranslationRef } from '../../translation';

type Unit = Extract<LegendLabel, { type: 'range' }>['unit'];

function amount(value: number, unit: Unit, formatters: Formatters): string {
  switch (unit) {
    case 'percent':
      return formatters.percent(value);
    case 'seconds':
      return formatters.duration(value * 1000);
    case 'millicores':
      return formatters.cores(value);
    case 'bytes':
      return formatters.bytes(value);
    default:
      return formatters.count(value);
  }
}

/** What an entry of the legend is called, in the reader's language. */
export function useLegendLabel(): (label: LegendLabel) => string {
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  return useCallback(
    label => {
      if (label.type === 'state') {
        return t(`state.${label.state}`);
      }
      if (label.type === 'text') {
        return label.text;
      }
      if (label.type === 'word') {
        return t(`legend.${label.word}`);
      }
      const { unit, from, below } = label;
      if (from === undefined) {
        return unit === 'count' && below === 1
          ? formatters.count(0)
          : t('legend.under', { value: amount(below ?? 0, unit, formatters) });
      }
      if (below === undefined) {
        return t('legend.from', { value: amount(from, unit, formatters) });
      }
      // Counts are whole: "4 to 9", or a single one.
      const last = unit === 'count' ? below - 1 : below;
      return last === from
        ? amount(from, unit, formatters)
        : t('legend.between', {
            from: amount(from, unit, formatters),
            to: amount(last, unit, formatters),
          });
    },
    [formatters, t],
  );
}
