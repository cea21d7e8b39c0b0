import fc from 'fast-check';
import { applyFrame } from '../applyFrame';
import { POD_COLUMN_BIT, POD_COLUMNS } from '../columns';
import { encodeDelta } from '../delta';
import { DICTIONARY_NAMES } from '../dictionary';
import type { WireFrame } from '../envelope';
import { FrameReader } from '../FrameReader';
import { NO_ID, PodTable, QOS_CLASSES, type PodRow } from '../PodTable';

const text = fc.oneof(
  fc.constantFrom('cart', 'pay-api', 'kafka', 'a', '', 'web-7d9c'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const u32 = fc.oneof(
  fc.nat({ max: 300 }),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const byte = fc.nat({ max: 255 });
const amount = fc.option(fc.oneof(fc.nat(), fc.constant(2 ** 45 + 1)), {
  nil: undefined,
});

/** Dictionaries in which every reference is valid. At least one row each. */
export const dictionariesArbitrary = fc
  .record({
    clusters: fc.array(text, { minLength: 1, maxLength: 3 }),
    reasons: fc.array(text, { minLength: 1, maxLength: 3 }),
    images: fc.array(text, { minLength: 1, maxLength: 4 }),
    shapes: fc.array(
      fc.record({
        cpuRequest: amount,
        cpuLimit: amount,
        memoryRequest: amount,
        memoryLimit: amount,
        qos: fc.constantFrom(...QOS_CLASSES),
        gpus: fc.nat({ max: 8 }),
        containers: fc.nat({ max: 40 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .chain(parts => {
    const cluster = fc.nat({ max: parts.clusters.length - 1 });
    const optionalText = fc.option(text, { nil: undefined });
    return fc.record({
      ...constants(parts),
      namespaces: fc.array(
        fc.record({ cluster, name: text, tenant: optionalText }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      nodes: fc.array(fc.record({ cluster, name: text, zone: optionalText }), {
        minLength: 1,
        maxLength: 5,
      }),
    });
  })
  .chain(parts =>
    fc.record({
      ...constants(parts),
      workloads: fc.array(
        fc.record({
          namespace: fc.nat({ max: parts.namespaces.length - 1 }),
          kind: fc.constantFrom('Deployment', 'StatefulSet', 'Pod'),
          name: text,
          entityRef: fc.option(text, { nil: undefined }),
          owner: fc.option(text, { nil: undefined }),
          system: fc.option(text, { nil: undefined }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  );

function constants<T extends object>(parts: T) {
  return Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [name, fc.constant(value)]),
  ) as { [K in keyof T]: fc.Arbitrary<T[K]> };
}

/** Pods as (slot, row) over the dictionaries; a slot may come more than once. */
export function podsArbitrary(table: PodTable, maxLength = 40) {
  const idIn = (rows: unknown[]) => fc.nat({ max: rows.length - 1 });
  const row: fc.Arbitrary<PodRow> = fc
    .record({
      workload: idIn(table.workloads),
      node: fc.oneof(fc.constant(NO_ID), idIn(table.nodes)),
      shape: idIn(table.shapes),
      image: idIn(table.images),
      reason: fc.oneof(fc.constant(NO_ID), idIn(table.reasons)),
      nameParts: fc.tuple(fc.boolean(), text, text),
      state: byte,
      readyContainers: byte,
      restarts: u32,
      restartsLastHour: byte,
      createdAt: u32,
      cpuUsage: byte,
      memoryUsage: byte,
    })
    .map(({ nameParts: [ofWorkload, middle, suffix], ...numbers }) => ({
      ...numbers,
      name: ofWorkload
        ? `${table.workloads[numbers.workload].name}-${middle}-${suffix}`
        : `${middle}${suffix}`,
    }));
  return fc.array(fc.tuple(fc.nat({ max: 80 }), row), { maxLength });
}

export function tableWith(
  dictionaries: Pick<PodTable, (typeof DICTIONARY_NAMES)[number]>,
  epoch = 1,
): PodTable {
  const table = new PodTable();
  for (const name of DICTIONARY_NAMES) {
    Object.assign(table, { [name]: [...dictionaries[name]] });
  }
  table.cursors = table.clusters.map((_, cluster) => ({
    cluster,
    epoch,
    sequence: 7,
  }));
  return table;
}

/** A table with random dictionaries and pods. */
export const tableArbitrary = dictionariesArbitrary.chain(dictionaries => {
  const empty = tableWith(dictionaries);
  return podsArbitrary(empty).map(pods => {
    const table = tableWith(dictionaries);
    pods.forEach(([slot, row]) => table.set(slot, row));
    return table;
  });
});

/** What a table says, without capacities and holes: two tables are equal when this is. */
export function contentOf(table: PodTable) {
  const pods: Record<number, PodRow | undefined> = {};
  for (const slot of table.slots()) {
    pods[slot] = table.row(slot);
  }
  return {
    ...Object.fromEntries(DICTIONARY_NAMES.map(name => [name, table[name]])),
    cursors: table.cursors,
    size: table.size,
    pods,
  };
}

/** The slow and obvious way from one table to another with the same dictionaries: one delta per cluster. */
export function encodeDifference(
  before: PodTable,
  after: PodTable,
): Uint8Array[] {
  return after.clusters.map((_, cluster) => {
    const removed: number[] = [];
    const added: number[] = [];
    const changed = new Map<number, number[]>();
    for (let slot = 0; slot < Math.max(before.length, after.length); slot++) {
      const old = before.row(slot);
      const now = after.row(slot);
      if (old && !now && before.clusterOf(slot) === cluster) {
        removed.push(slot);
      }
      if (!now || after.clusterOf(slot) !== cluster) {
        continue;
      }
      if (!old) {
        added.push(slot);
        continue;
      }
      const mask = POD_COLUMNS.reduce(
        (bits, { name }) =>
          old[name] === now[name] ? bits : bits | POD_COLUMN_BIT[name],
        0,
      );
      if (mask) {
        changed.set(mask, [...(changed.get(mask) ?? []), slot]);
      }
    }
    const cursor = after.cursors[cluster];
    return encodeDelta(cursor!, after, {
      removed,
      added: Uint32Array.from(added),
      changed,
    });
  });
}

/** Applies uncompressed frames as a viewer would. */
export function applyAll(table: PodTable, frames: WireFrame[]) {
  return frames.map(frame =>
    applyFrame(table, { type: frame.type, payload: frame.body }),
  );
}

export function readAll(bytes: Uint8Array): WireFrame[] {
  const reader = new FrameReader();
  const frames = reader.push(bytes);
  reader.end();
  return frames;
}

export function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
