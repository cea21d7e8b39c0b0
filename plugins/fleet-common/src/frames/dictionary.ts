import { ByteReader } from './ByteReader';
import { ByteWriter } from './ByteWriter';
import { FrameError } from './FrameError';
import { readAscending, writeAscending } from './ids';
import {
  QOS_CLASSES,
  type NamespaceRow,
  type NodeRow,
  type PodShape,
  type WorkloadRow,
} from './PodTable';
import {
  readRepeatedTexts,
  readRequiredTexts,
  writeRepeatedTexts,
} from './stringColumns';

/** Row type of each dictionary, in the order of the wire: what refers comes after what it refers to. */
export interface DictionaryRowTypes {
  clusters: string;
  namespaces: NamespaceRow;
  nodes: NodeRow;
  workloads: WorkloadRow;
  shapes: PodShape;
  images: string;
  reasons: string;
}

/** @public */
export type DictionaryName = keyof DictionaryRowTypes;

/** @public */
export const DICTIONARY_NAMES = [
  'clusters',
  'namespaces',
  'nodes',
  'workloads',
  'shapes',
  'images',
  'reasons',
] as const satisfies readonly DictionaryName[];

/** New rows (id = present length) and changed rows (id below it), ids ascending. @public */
export type DictionaryRows = {
  [Name in DictionaryName]?: {
    ids: ArrayLike<number>;
    rows: ReadonlyArray<DictionaryRowTypes[Name]>;
  };
};

/**
 * Payload of a dictionary frame. `reset` starts a picture from nothing: forget
 * all pods and ids; `keyframes` of them follow until it is complete.
 *
 * @public
 */
export interface DictionaryContent {
  reset?: { keyframes: number };
  rows: DictionaryRows;
}

interface RowCodec<Row> {
  write(writer: ByteWriter, rows: readonly Row[]): void;
  read(reader: ByteReader, count: number): Row[];
}

const TEXTS: RowCodec<string> = {
  write: (writer, rows) => writer.texts(rows),
  read: (reader, count) => reader.texts(count),
};

const NAMESPACES: RowCodec<NamespaceRow> = {
  write(writer, rows) {
    writer.planes(Uint32Array.from(rows, row => row.cluster));
    writer.texts(rows.map(row => row.name));
    writeRepeatedTexts(
      writer,
      rows.map(row => row.tenant),
    );
  },
  read(reader, count) {
    const clusters = reader.planes(count);
    const names = reader.texts(count);
    const tenants = readRepeatedTexts(reader, count);
    return names.map((name, row) => ({
      cluster: clusters[row],
      name,
      ...optional('tenant', tenants[row]),
    }));
  },
};

const NODES: RowCodec<NodeRow> = {
  write(writer, rows) {
    writer.planes(Uint32Array.from(rows, row => row.cluster));
    writer.texts(rows.map(row => row.name));
    writeRepeatedTexts(
      writer,
      rows.map(row => row.zone),
    );
  },
  read(reader, count) {
    const clusters = reader.planes(count);
    const names = reader.texts(count);
    const zones = readRepeatedTexts(reader, count);
    return names.map((name, row) => ({
      cluster: clusters[row],
      name,
      ...optional('zone', zones[row]),
    }));
  },
};

const WORKLOADS: RowCodec<WorkloadRow> = {
  write(writer, rows) {
    writer.planes(Uint32Array.from(rows, row => row.namespace));
    writeRepeatedTexts(
      writer,
      rows.map(row => row.kind),
    );
    writeRepeatedTexts(
      writer,
      rows.map(row => row.name),
    );
    writeRepeatedTexts(
      writer,
      rows.map(row => row.entityRef),
    );
    writeRepeatedTexts(
      writer,
      rows.map(row => row.owner),
    );
    writeRepeatedTexts(
      writer,
      rows.map(row => row.system),
    );
  },
  read(reader, count) {
    const namespaces = reader.planes(count);
    const kinds = readRequiredTexts(reader, count);
    const names = readRequiredTexts(reader, count);
    const entityRefs = readRepeatedTexts(reader, count);
    const owners = readRepeatedTexts(reader, count);
    const systems = readRepeatedTexts(reader, count);
    return names.map((name, row) => ({
      namespace: namespaces[row],
      kind: kinds[row],
      name,
      ...optional('entityRef', entityRefs[row]),
      ...optional('owner', owners[row]),
      ...optional('system', systems[row]),
    }));
  },
};

const AMOUNTS = [
  'cpuRequest',
  'cpuLimit',
  'memoryRequest',
  'memoryLimit',
] as const;

const SHAPES: RowCodec<PodShape> = {
  write(writer, rows) {
    for (const row of rows) {
      const present = AMOUNTS.reduce(
        (bits, name, bit) =>
          row[name] === undefined ? bits : bits | (1 << bit),
        0,
      );
      writer.u8(present).u8(QOS_CLASSES.indexOf(row.qos));
      for (const name of AMOUNTS) {
        const amount = row[name];
        if (amount !== undefined) {
          writer.f64(amount);
        }
      }
      writer.f64(row.gpus).varint(row.containers);
    }
  },
  read(reader, count) {
    const rows: PodShape[] = [];
    for (let at = 0; at < count; at++) {
      const present = reader.u8();
      const qos = QOS_CLASSES[reader.u8()];
      if (!qos) {
        throw new FrameError(
          'corrupt',
          'A pod shape has an unknown QoS class.',
        );
      }
      const amounts: Partial<Record<(typeof AMOUNTS)[number], number>> = {};
      AMOUNTS.forEach((name, bit) => {
        if (present & (1 << bit)) {
          amounts[name] = reader.f64();
        }
      });
      const gpus = reader.f64();
      rows.push({ ...amounts, qos, gpus, containers: reader.varint() });
    }
    return rows;
  },
};

const CODECS: { [Name in DictionaryName]: RowCodec<DictionaryRowTypes[Name]> } =
  {
    clusters: TEXTS,
    namespaces: NAMESPACES,
    nodes: NODES,
    workloads: WORKLOADS,
    shapes: SHAPES,
    images: TEXTS,
    reasons: TEXTS,
  };

/** @public */
export function encodeDictionary(content: DictionaryContent): Uint8Array {
  const writer = new ByteWriter(1024);
  writer.varint(content.reset ? content.reset.keyframes + 1 : 0);
  const writeSection = <Name extends DictionaryName>(name: Name) => {
    const { ids, rows } = content.rows[name] ?? { ids: [], rows: [] };
    writeAscending(writer, ids);
    if (rows.length > 0) {
      CODECS[name].write(writer, rows);
    }
  };
  DICTIONARY_NAMES.forEach(writeSection);
  return writer.finish();
}

/** @throws FrameError */
export function decodeDictionary(payload: Uint8Array): DictionaryContent {
  const reader = new ByteReader(payload);
  const reset = reader.varint();
  const rows: DictionaryRows = {};
  const readSection = <Name extends DictionaryName>(name: Name) => {
    const ids = readAscending(reader);
    if (ids.length > 0) {
      const section = { ids, rows: CODECS[name].read(reader, ids.length) };
      rows[name] = section as DictionaryRows[Name];
    }
  };
  DICTIONARY_NAMES.forEach(readSection);
  reader.end();
  return { ...(reset > 0 && { reset: { keyframes: reset - 1 } }), rows };
}

function optional<Key extends string>(
  key: Key,
  value: string | undefined,
): { [K in Key]?: string } {
  return value === undefined
    ? {}
    : ({ [key]: value } as { [K in Key]?: string });
}
