import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatFilter,
  hasChoice,
  parseFilter,
  podStateFamily,
  POD_STATE_WORDS,
  withChoice,
} from '@panorama/plugin-fleet-common';
import {
  Legend,
  useFormatters,
  type LegendItem,
  type PanoramaTokens,
} from '@panorama/ui';
import { useMemo } from 'react';
import type { FleetSnapshot } from '../../api/FleetStream';
import {
  bindColouring,
  legendOf,
  type ColouringId,
  type LegendEntry,
} from '../../heatmap';
import type { PodFilter } from '../../hooks/usePodFilter';
import { fleetTranslationRef } from '../../translation';
import { LegendSwatch } from './LegendSwatch';
import { useLegendLabel } from './useLegendLabel';

type GroupId = 'failing' | 'waiting' | 'calm' | 'scale' | 'rest';

/** Failing first, then what waits, then what is calm; of a scale its steps, then what has no value. */
function groupOf({ label }: LegendEntry): GroupId {
  if (label.type !== 'state') {
    return label.type === 'range' ? 'scale' : 'rest';
  }
  const family = podStateFamily(label.state);
  if (family === 'failing' || family === 'calm') {
    return family;
  }
  return 'waiting';
}

/** The live counts of a colouring; a click writes the filter. */
export function PodsLegend(props: {
  snapshot: FleetSnapshot;
  colouring: ColouringId;
  cuts?: readonly number[];
  filter: PodFilter;
  tokens: PanoramaTokens;
  /** For the wall: a wide histogram. */
  large?: boolean;
  onFilter?: (text: string) => void;
}) {
  const { snapshot, colouring, cuts, filter, tokens, large, onFilter } = props;
  const { table, version, serverClockOffsetMs } = snapshot;
  const formatters = useFormatters();
  const labelOf = useLegendLabel();
  const { t } = useTranslationRef(fleetTranslationRef);

  const entries = useMemo(() => {
    const bound = bindColouring(
      { colouring, cuts, match: filter.match },
      table,
      (Date.now() + serverClockOffsetMs) / 1000,
    );
    return legendOf(table, bound, filter.match);
    // The table changes in place; its version says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [colouring, cuts, table, version, filter.match]);

  const parsedTerms = useMemo(
    () =>
      entries.map(entry => {
        const parsed = parseFilter(entry.term, filter.fields);
        return parsed.ok ? parsed.node : undefined;
      }),
    [entries, filter.fields],
  );

  const isScale = (entry: LegendEntry) => groupOf(entry) === 'scale';
  const highest = Math.max(
    1,
    ...entries.filter(isScale).map(entry => entry.matching),
  );
  const items = entries.map((entry, index): LegendItem & { group: GroupId } => {
    const term = parsedTerms[index];
    const { label } = entry;
    const isState = label.type === 'state';
    return {
      id: String(entry.code),
      group: groupOf(entry),
      label:
        entry.look.glyph === 'triangle'
          ? `▲ ${labelOf(label)}`
          : labelOf(label),
      share: isScale(entry) ? entry.matching / highest : undefined,
      swatch: (
        <LegendSwatch
          look={entry.look}
          label={label}
          tokens={tokens}
          isBar={isScale(entry)}
        />
      ),
      count:
        entry.matching === entry.count
          ? formatters.count(entry.count)
          : `${formatters.count(entry.matching)} / ${formatters.count(
              entry.count,
            )}`,
      isEmpty: entry.count === 0,
      isActive: term !== undefined && hasChoice(filter.node, term),
      title: isState
        ? [
            POD_STATE_WORDS[label.state],
            ...entry.reasons.map(each => `${each.reason} ${each.count}`),
          ].join(' · ')
        : undefined,
    };
  });

  const failing = entries.reduce(
    (sum, entry) => sum + (groupOf(entry) === 'failing' ? entry.matching : 0),
    0,
  );
  const groups = (['failing', 'waiting', 'calm', 'scale', 'rest'] as const)
    .map(id => ({
      id,
      sum:
        id === 'failing' && failing > 0 ? (
          <span style={{ color: tokens.health.down }}>
            {t('legend.failing', { amount: formatters.count(failing) })}
          </span>
        ) : undefined,
      items: items.filter(item => item.group === id),
    }))
    .filter(group => group.items.length > 0);

  return (
    <Legend
      label={t(`colour.${colourKey(colouring)}`)}
      groups={groups}
      large={large}
      onChoose={(id, mode) => {
        const term = parsedTerms[Number(id)];
        if (term) {
          onFilter?.(formatFilter(withChoice(filter.node, term, mode)));
        }
      }}
    />
  );
}

type Dotless<T extends string> = T extends `${infer A}.${infer B}`
  ? `${A}_${B}`
  : T;

/** Dots separate levels in translation keys. */
export function colourKey<T extends ColouringId>(id: T): Dotless<T> {
  return id.replace('.', '_') as Dotless<T>;
}
