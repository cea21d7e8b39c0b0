import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  chosenValues,
  formatFilter,
  withTerm,
  type FilterNode,
} from '@panorama/plugin-fleet-common';
import {
  statusOf,
  type HealthStatus,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { HealthGlyph, Legend, useFormatters } from '@panorama/ui';
import { useMemo } from 'react';
import { serviceMapTranslationRef } from '../../translation';

const FAILING: HealthStatus[] = ['down', 'degraded', 'inherited'];
const CALM: HealthStatus[] = ['healthy', 'unknown'];

export interface MapLegendProps {
  nodes: readonly PictureNode[];
  /** The query in force. */
  find: FilterNode;
  onChange: (q: string) => void;
}

/** The marks with their counts; a click writes the mark into the query. */
export function MapLegend(props: MapLegendProps) {
  const { nodes, find, onChange } = props;
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { count } = useFormatters();
  const counts = useMemo(() => {
    const amounts = new Map<HealthStatus, number>();
    for (const { health } of nodes) {
      const status = statusOf(health);
      amounts.set(status, (amounts.get(status) ?? 0) + 1);
    }
    return amounts;
  }, [nodes]);
  const item = (status: HealthStatus) => ({
    id: status,
    label: t(`health.${status}`),
    swatch: <HealthGlyph health={status} size={14} />,
    count: count(counts.get(status) ?? 0),
    isEmpty: !counts.get(status),
    isActive: chosenValues(find, 'health').includes(status),
  });
  return (
    <Legend
      label={t('legend.label')}
      groups={[
        { id: 'failing', items: FAILING.map(item) },
        { id: 'calm', items: CALM.map(item) },
      ]}
      onChoose={(status, mode) =>
        onChange(formatFilter(withTerm(find, 'health', status, mode)))
      }
    />
  );
}
