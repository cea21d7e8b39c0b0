import type { EventItem } from '@panorama/plugin-fleet-common';
import type { KubernetesJson } from '@panorama/plugin-fleet-node';

type Json = { [key: string]: KubernetesJson };

function obj(value: KubernetesJson | undefined): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}

function text(value: KubernetesJson | undefined): string {
  return typeof value === 'string' ? value : '';
}

/**
 * An Event as both of its APIs write it: core/v1 fills `count` and
 * `lastTimestamp`, events.k8s.io writes `series` and `eventTime`, and the API
 * server converts one into the other with gaps.
 */
export function eventOf(cluster: string, event: Json): EventItem {
  const involved = obj(event.involvedObject ?? event.regarding);
  const series = obj(event.series);
  const moments = [
    series.lastObservedTime,
    event.lastTimestamp,
    event.eventTime,
    event.firstTimestamp,
    obj(event.metadata).creationTimestamp,
  ]
    .map(value => Date.parse(text(value)))
    .filter(ms => !Number.isNaN(ms));
  const count = series.count ?? event.count;
  return {
    cluster,
    namespace: text(involved.namespace) || text(obj(event.metadata).namespace),
    kind: text(involved.kind),
    name: text(involved.name),
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: text(event.reason),
    message: text(event.message ?? event.note),
    count: typeof count === 'number' && count > 0 ? count : 1,
    lastSeen: moments[0] ?? 0,
    source:
      text(obj(event.source).component) ||
      text(event.reportingComponent) ||
      undefined,
  };
}

/** Newest first; among equals the order of the cluster. */
export function newestFirst(events: EventItem[]): EventItem[] {
  return [...events].sort((a, b) => b.lastSeen - a.lastSeen);
}
