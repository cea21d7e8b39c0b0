import { ByteReader } from './ByteReader';
import { ByteWriter } from './ByteWriter';
import { ALL_POD_COLUMNS, POD_COLUMNS, type PodColumnName } from './columns';
import { FrameError } from './FrameError';
import { readAscending, writeAscending } from './ids';
import { readCursor, writeCursor } from './keyframe';
import type { StreamCursor } from './protocol';
import { readRows, writeRows, type DecodedRows, type RowSource } from './rows';

/** What changed in one cluster since the previous sequence number. All lists of slots ascend. @public */
export interface DeltaContent {
  removed: ArrayLike<number>;
  /** Slots that hold a pod which the viewer does not know yet. */
  added: Uint32Array;
  /** Slots of known pods by the mask of columns that changed (bits of `POD_COLUMN_BIT`). */
  changed: ReadonlyMap<number, ArrayLike<number>>;
}

/** @public */
export function encodeDelta(
  cursor: StreamCursor,
  source: RowSource,
  content: DeltaContent,
): Uint8Array {
  const writer = new ByteWriter(256);
  writeCursor(writer, cursor);
  writeAscending(writer, content.removed);
  writeRows(writer, source, content.added);
  writer.varint(content.changed.size);
  for (const [mask, slots] of content.changed) {
    writer.varint(mask);
    writeAscending(writer, slots);
    for (const { name, coding } of columnsOf(mask)) {
      const column = source[name];
      for (let at = 0; at < slots.length; at++) {
        const value = column[slots[at]];
        if (coding === 'byte') {
          writer.u8(value);
        } else {
          writer.varint(coding === 'id' ? value + 1 : value);
        }
      }
    }
  }
  return writer.finish();
}

/** Rows that changed in the same columns. */
export interface DecodedGroup {
  mask: number;
  slots: Uint32Array;
  columns: Array<{ name: PodColumnName; values: Uint32Array }>;
}

export interface DecodedDelta {
  cursor: StreamCursor;
  removed: Uint32Array;
  added: DecodedRows;
  groups: DecodedGroup[];
}

/** @throws FrameError */
export function decodeDelta(
  payload: Uint8Array,
  workloadName: (workload: number) => string | undefined,
): DecodedDelta {
  const reader = new ByteReader(payload);
  const cursor = readCursor(reader);
  const removed = readAscending(reader);
  const added = readRows(reader, workloadName);
  const groups: DecodedGroup[] = [];
  for (let left = reader.count(); left > 0; left--) {
    groups.push(readGroup(reader));
  }
  reader.end();
  return { cursor, removed, added, groups };
}

function readGroup(reader: ByteReader): DecodedGroup {
  const mask = reader.varint();
  if (mask === 0 || mask > ALL_POD_COLUMNS) {
    throw new FrameError(
      'corrupt',
      `A delta changes unknown columns (mask ${mask}).`,
    );
  }
  const slots = readAscending(reader);
  const columns = columnsOf(mask).map(({ name, coding }) => {
    const values = new Uint32Array(slots.length);
    for (let at = 0; at < slots.length; at++) {
      if (coding === 'byte') {
        values[at] = reader.u8();
      } else {
        values[at] = coding === 'id' ? reader.varint() - 1 : reader.varint();
      }
    }
    return { name, values };
  });
  return { mask, slots, columns };
}

function columnsOf(mask: number) {
  return POD_COLUMNS.filter((_, bit) => mask & (1 << bit));
}
