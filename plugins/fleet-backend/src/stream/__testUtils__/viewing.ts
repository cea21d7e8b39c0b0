import { inflateRawSync } from 'node:zlib';
import {
  applyFrame,
  deflatedPart,
  FrameReader,
  podStateOf,
  type FrameEffect,
  type PayloadFrame,
  type PodTable,
  type WireFrame,
} from '@panorama/plugin-fleet-common';

/** The frames in some bytes, inflated. */
export function payloadsOf(...bytes: Uint8Array[]): PayloadFrame[] {
  const reader = new FrameReader();
  const frames = bytes.flatMap(part => reader.push(part));
  reader.end();
  return frames.map(payloadOf);
}

export function payloadOf(frame: WireFrame): PayloadFrame {
  const part = deflatedPart(frame);
  return {
    type: frame.type,
    payload: part ? new Uint8Array(inflateRawSync(part.bytes)) : frame.body,
  };
}

/** Shows the frames to a viewer. */
export function show(table: PodTable, frames: Uint8Array[]): FrameEffect[] {
  return payloadsOf(...frames).map(frame => applyFrame(table, frame));
}

/** Every byte that the frames carry, as text: what a curious viewer could search. */
export function textOf(...bytes: Uint8Array[]): string {
  return payloadsOf(...bytes)
    .map(({ payload }) => Buffer.from(payload).toString('latin1'))
    .join('\n');
}

/** What is on screen: a line per pod, without slots and ids, sorted. */
export function picture(table: PodTable): string[] {
  return [...table.slots()]
    .map(slot => {
      const row = table.row(slot)!;
      const workload = table.workloads[row.workload];
      const namespace = table.namespaces[workload.namespace];
      return [
        `${table.clusters[namespace.cluster]}/${namespace.name}/${row.name}`,
        `${workload.kind} ${workload.name} ${workload.owner ?? ''}`,
        table.nodes[row.node]?.name ?? '-',
        table.images[row.image],
        JSON.stringify(table.shapes[row.shape]),
        `${podStateOf(row.state)} ${table.reasons[row.reason] ?? ''}`,
        [
          row.readyContainers,
          row.restarts,
          row.restartsLastHour,
          row.createdAt,
        ].join(),
        `${row.cpuUsage} ${row.memoryUsage}`,
      ].join(' · ');
    })
    .sort();
}
