import { ByteReader } from './ByteReader';
import { ByteWriter } from './ByteWriter';
import type { StreamCursor } from './protocol';
import { readRows, writeRows, type DecodedRows, type RowSource } from './rows';

export function writeCursor(writer: ByteWriter, cursor: StreamCursor): void {
  writer.varint(cursor.cluster).varint(cursor.epoch).varint(cursor.sequence);
}

export function readCursor(reader: ByteReader): StreamCursor {
  return {
    cluster: reader.varint(),
    epoch: reader.varint(),
    sequence: reader.varint(),
  };
}

/** All pods of one cluster. `slots` must ascend. @public */
export function encodeKeyframe(
  cursor: StreamCursor,
  source: RowSource,
  slots: Uint32Array,
): Uint8Array {
  const writer = new ByteWriter(64 + slots.length * 24);
  writeCursor(writer, cursor);
  writeRows(writer, source, slots);
  return writer.finish();
}

export interface DecodedKeyframe {
  cursor: StreamCursor;
  rows: DecodedRows;
}

/** @throws FrameError */
export function decodeKeyframe(
  payload: Uint8Array,
  workloadName: (workload: number) => string | undefined,
): DecodedKeyframe {
  const reader = new ByteReader(payload);
  const cursor = readCursor(reader);
  const rows = readRows(reader, workloadName);
  reader.end();
  return { cursor, rows };
}
