import type { WarningEventFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';
import { timeMs } from '../time';

interface SelectedEvent {
  metadata: SelectedMetadata;
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  firstTimestamp?: string;
  lastTimestamp?: string;
  eventTime?: string;
  involvedObject?: { kind?: string; namespace?: string; name?: string };
  source?: { component?: string };
  reportingComponent?: string;
  series?: { count?: number; lastObservedTime?: string };
}

/** As the API server allows at most. */
const MAX_MESSAGE = 1024;

/** Warnings only: normal events are ten times as many and say what the pod's state says. */
export const warningEvents = defineProjection<
  SelectedEvent,
  WarningEventFields
>({
  id: 'events',
  group: '',
  versions: ['v1'],
  plural: 'events',
  kind: 'Event',
  namespaced: true,
  query: { fieldSelector: 'type=Warning' },
  fields: {
    type: WHOLE,
    reason: WHOLE,
    message: WHOLE,
    count: WHOLE,
    firstTimestamp: WHOLE,
    lastTimestamp: WHOLE,
    eventTime: WHOLE,
    involvedObject: { kind: WHOLE, namespace: WHOLE, name: WHOLE },
    source: { component: WHOLE },
    reportingComponent: WHOLE,
    series: { count: WHOLE, lastObservedTime: WHOLE },
  },
  project: event => {
    const { metadata, involvedObject, series } = event;
    const created = timeMs(metadata.creationTimestamp) ?? 0;
    const source = event.source?.component || event.reportingComponent;
    return {
      involved: {
        kind: involvedObject?.kind ?? '',
        namespace: involvedObject?.namespace ?? '',
        name: involvedObject?.name ?? '',
      },
      type: event.type === 'Normal' ? 'Normal' : 'Warning',
      reason: event.reason ?? '',
      message: (event.message ?? '').slice(0, MAX_MESSAGE),
      // events.k8s.io counts in `series`, the old API in `count`.
      count: series?.count ?? event.count ?? 1,
      firstSeen:
        timeMs(event.firstTimestamp) ?? timeMs(event.eventTime) ?? created,
      lastSeen:
        timeMs(series?.lastObservedTime) ??
        timeMs(event.lastTimestamp) ??
        timeMs(event.eventTime) ??
        created,
      ...(source && { source }),
    };
  },
  matters: ({ type }) => type !== 'Normal',
});
