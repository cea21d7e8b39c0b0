import type { ByteReader } from './ByteReader';
import type { ByteWriter } from './ByteWriter';
import {
  POD_COLUMNS,
  type PodColumnArrays,
  type PodColumnName,
} from './columns';
import { FrameError } from './FrameError';
import { readAscending, unzigzag, writeAscending, zigzag } from './ids';

/** Where the encoder finds pods. `PodTable` is one. @public */
export interface RowSource extends PodColumnArrays {
  nameOf(slot: number): string;
  workloadName(workload: number): string;
}

/** Decoded whole rows; entry n of each column belongs to `slots[n]`. */
export interface DecodedRows {
  slots: Uint32Array;
  columns: Record<PodColumnName, Uint32Array>;
  names: string[];
}

/*
 * Pods of one workload resemble each other, wherever their slots are: same
 * shape and image, created seconds apart, similar usage, same name up to the
 * last dash. So each value is written against that of the previous row of the
 * same workload in this block:
 *
 *   id      0 for "as before", else id + 2 (NO_ID, which is -1, becomes 1)
 *   number  way from the value before, zigzag
 *   byte    value minus the value before, modulo 256
 *
 * The workload itself is written against the previous row, the cluster node
 * as it is: the scheduler spreads a workload, so there is nothing to expect.
 */
const NAME_AS_BEFORE = 0;
const NAME_FROM_WORKLOAD = 1;
const NAME_WHOLE = 2;

/** `previous[n]`: row of the same workload before row n; -1 for the first. */
function previousOfWorkload(workloads: Uint32Array): Int32Array {
  const last = new Map<number, number>();
  const previous = new Int32Array(workloads.length);
  for (let row = 0; row < workloads.length; row++) {
    previous[row] = last.get(workloads[row]) ?? -1;
    last.set(workloads[row], row);
  }
  return previous;
}

/** Writes whole pods. `slots` must ascend. */
export function writeRows(
  writer: ByteWriter,
  source: RowSource,
  slots: Uint32Array,
): void {
  writeAscending(writer, slots);
  if (slots.length === 0) {
    return;
  }
  const workloads = slots.map(slot => source.workload[slot]);
  writer.planes(
    workloads.map((workload, row) =>
      zigzag(row ? workloads[row - 1] : 0, workload),
    ),
  );
  const previous = previousOfWorkload(workloads);
  for (const { name, coding } of POD_COLUMNS) {
    if (name === 'workload') {
      continue;
    }
    const column = source[name];
    const coded = new Uint32Array(slots.length);
    for (let row = 0; row < slots.length; row++) {
      const value = column[slots[row]];
      const before = previous[row];
      const expected = before < 0 ? undefined : column[slots[before]];
      if (name === 'node') {
        coded[row] = value + 1;
      } else if (coding === 'id') {
        coded[row] = value === expected ? 0 : value + 2;
      } else if (coding === 'number') {
        coded[row] = zigzag(expected ?? 0, value);
      } else {
        coded[row] = (value - (expected ?? 0)) & 0xff;
      }
    }
    writer.planes(coded);
  }
  writeNames(writer, source, slots, workloads);
}

function writeNames(
  writer: ByteWriter,
  source: RowSource,
  slots: Uint32Array,
  workloads: Uint32Array,
): void {
  const stems = new Map<number, string>();
  const modes = new Uint8Array(slots.length);
  const stemTexts: string[] = [];
  const suffixes: string[] = [];
  slots.forEach((slot, row) => {
    const name = source.nameOf(slot);
    const workload = workloads[row];
    const workloadName = source.workloadName(workload);
    const base = name.startsWith(workloadName) ? workloadName.length : 0;
    const cut = Math.max(base, name.lastIndexOf('-') + 1);
    const stem = name.slice(0, cut);
    if (stems.get(workload) === stem) {
      modes[row] = NAME_AS_BEFORE;
    } else {
      modes[row] = base > 0 ? NAME_FROM_WORKLOAD : NAME_WHOLE;
      stemTexts.push(stem.slice(base));
      stems.set(workload, stem);
    }
    suffixes.push(name.slice(cut));
  });
  writer.bytes(modes).texts(stemTexts).texts(suffixes);
}

/**
 * Reads whole pods.
 *
 * @throws FrameError also when a row names a workload that `workloadName` does not know.
 */
export function readRows(
  reader: ByteReader,
  workloadName: (workload: number) => string | undefined,
): DecodedRows {
  const slots = readAscending(reader);
  const count = slots.length;
  const columns = Object.fromEntries(
    POD_COLUMNS.map(({ name }) => [name, new Uint32Array(count)]),
  ) as DecodedRows['columns'];
  if (count === 0) {
    return { slots, columns, names: [] };
  }
  const { workload: workloads } = columns;
  reader.planes(count).forEach((way, row) => {
    workloads[row] = unzigzag(row ? workloads[row - 1] : 0, way);
  });
  const previous = previousOfWorkload(workloads);
  for (const { name, coding } of POD_COLUMNS) {
    if (name === 'workload') {
      continue;
    }
    const coded = reader.planes(count);
    const column = columns[name];
    for (let row = 0; row < count; row++) {
      const before = previous[row];
      const expected = before < 0 ? undefined : column[before];
      const code = coded[row];
      if (name === 'node') {
        column[row] = code - 1;
      } else if (coding === 'id') {
        if (code === 0 && expected === undefined) {
          throw new FrameError(
            'corrupt',
            `The ${name} of a first row is "as before".`,
          );
        }
        column[row] = code === 0 ? expected ?? 0 : code - 2;
      } else if (coding === 'number') {
        column[row] = unzigzag(expected ?? 0, code);
      } else {
        column[row] = ((expected ?? 0) + code) & 0xff;
      }
    }
  }
  return { slots, columns, names: readNames(reader, workloads, workloadName) };
}

function readNames(
  reader: ByteReader,
  workloads: Uint32Array,
  workloadName: (workload: number) => string | undefined,
): string[] {
  const modes = reader.bytes(workloads.length);
  const stemTexts = reader.texts(
    modes.reduce((sum, mode) => (mode === NAME_AS_BEFORE ? sum : sum + 1), 0),
  );
  const suffixes = reader.texts(workloads.length);
  const stems = new Map<number, string>();
  let nextStem = 0;
  return suffixes.map((suffix, row) => {
    const workload = workloads[row];
    const base = workloadName(workload);
    if (base === undefined) {
      throw new FrameError(
        'out-of-order',
        `A pod belongs to workload ${workload}, which no dictionary has named.`,
      );
    }
    let stem = stems.get(workload);
    if (modes[row] === NAME_FROM_WORKLOAD) {
      stem = base + stemTexts[nextStem++];
    } else if (modes[row] === NAME_WHOLE) {
      stem = stemTexts[nextStem++];
    } else if (modes[row] !== NAME_AS_BEFORE || stem === undefined) {
      throw new FrameError(
        'corrupt',
        'The name of a pod continues one that was never sent.',
      );
    }
    stems.set(workload, stem);
    return stem + suffix;
  });
}
