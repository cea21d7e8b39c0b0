import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { podOfSlot, type PodTable } from '@panorama/plugin-fleet-common';
import { useFormatters } from '@panorama/ui';
import { useRef } from 'react';
import type { GroupKey } from '../../heatmap';
import { filterOfGroup } from '../../hooks/groupFilter';
import type { Selection } from '../../hooks/podsUrl';
import { useFleetLinks } from '../../hooks/useFleetLinks';
import { slotsOfGroup } from '../../hooks/useSlots';
import { entityName } from '../../pod/entityName';
import { fleetTranslationRef } from '../../translation';
import { GroupPanel } from '../PodPanel/GroupPanel';
import { PodPanel } from '../PodPanel/PodPanel';

/** The panel of whatever is selected: one pod, several, or a group. */
export function PodsPanel(props: {
  selection: readonly Selection[];
  slots: readonly number[];
  table: PodTable;
  grouping: readonly GroupKey[];
  now: number;
  takeFocus: boolean;
  onOpen: (selection: string) => void;
  onClose: () => void;
  onCopyLink: () => void;
}) {
  const {
    selection,
    slots,
    table,
    grouping,
    now,
    onOpen,
    onClose,
    onCopyLink,
  } = props;
  const formatters = useFormatters();
  const links = useFleetLinks();
  const { t } = useTranslationRef(fleetTranslationRef);
  const former = useRef<{ place: string; workload: string }>();

  const [first] = selection;
  if (!first) {
    return null;
  }
  if (first.type === 'group') {
    const values = first.id.split('/').map(decodeURIComponent);
    const key = grouping[values.length - 1] ?? 'none';
    const value = values[values.length - 1];
    return (
      <GroupPanel
        kind={[t(`group.${key}`), ...values.slice(0, -1)].join(' · ')}
        title={value ? entityName(value) : t('group.none')}
        slots={slotsOfGroup(table, grouping, first.id)}
        table={table}
        filter={filterOfGroup(grouping, first.id)}
        linkTo={links.pods}
        onOpen={onOpen}
        onClose={onClose}
        onCopyLink={onCopyLink}
      />
    );
  }
  if (slots.length > 1) {
    return (
      <GroupPanel
        kind={t('pod.kind')}
        title={t('groupPanel.selected', {
          amount: formatters.count(slots.length),
        })}
        slots={slots}
        table={table}
        linkTo={links.pods}
        onOpen={onOpen}
        onClose={onClose}
        onCopyLink={onCopyLink}
      />
    );
  }
  const pod = slots.length === 1 ? podOfSlot(table, slots[0]) : undefined;
  const place = `${first.cluster}/${first.namespace}/${first.name}`;
  if (pod) {
    former.current = { place, workload: pod.workloadName };
  }
  return (
    <PodPanel
      key={place}
      address={first}
      pod={pod}
      formerWorkload={
        former.current?.place === place ? former.current.workload : undefined
      }
      now={now}
      takeFocus={props.takeFocus}
      onClose={onClose}
      onCopyLink={onCopyLink}
    />
  );
}
