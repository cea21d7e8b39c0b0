import type { ObjectEncoding, PayloadCache } from '../api/ObjectEncoding';
import { renderVersion } from '../api/renderVersion';
import type { StoredVersion } from '../KubeObject';
import { apiVersionOf, type KindDefinition } from '../kinds';
import { BackwardWriter } from './BackwardWriter';
import { writeFields } from './encodeMessage';
import {
  LIST_META,
  PROTOBUF,
  STATUS,
  frameEvent,
  sealHead,
  sealObject,
} from './envelope';
import type { Message } from './messages';

/** Items that are encoded once and kept while a list is measured; more are encoded twice, to bound the memory. */
const KEPT_ITEMS = 2_000;

/** Objects of one kind as Kubernetes protobuf. */
export function protobufEncoding(
  kind: KindDefinition,
  message: Message,
  cache?: PayloadCache,
): ObjectEncoding {
  const type = { kind: kind.kind, apiVersion: apiVersionOf(kind) };
  const listType = { ...type, kind: `${kind.kind}List` };

  /** Tag, length and content of one item: field 2 of every list. */
  const item = (version: StoredVersion): Buffer => {
    const kept = cache?.get(version);
    if (kept) return kept;
    const writer = new BackwardWriter();
    writeFields(writer, message, renderVersion(kind, version));
    writer.closeMessage(2, 0);
    const bytes = writer.finish();
    cache?.set(version, bytes);
    return bytes;
  };

  function* list(versions: Iterable<StoredVersion>, metadata: object) {
    const writer = new BackwardWriter();
    writeFields(writer, LIST_META, { ...metadata });
    writer.closeMessage(1, 0);
    const head = writer.finish();
    // The envelope begins with the length of everything.
    const kept: Buffer[] = [];
    let size = head.length;
    for (const version of versions) {
      const bytes = item(version);
      size += bytes.length;
      if (kept.length < KEPT_ITEMS) kept.push(bytes);
    }
    yield {
      bytes: Buffer.concat([sealHead(listType, size), head]),
      objects: 0,
    };
    let index = 0;
    for (const version of versions) {
      yield {
        bytes: index < kept.length ? kept[index] : item(version),
        objects: 1,
      };
      index += 1;
    }
  }

  const seal = (version: StoredVersion) =>
    sealObject(type, message, renderVersion(kind, version));
  return {
    contentType: PROTOBUF,
    watchContentType: `${PROTOBUF};stream=watch`,
    object: seal,
    list,
    event: (eventType, version) => frameEvent(eventType, seal(version)),
    bookmark: (resourceVersion, annotations) =>
      frameEvent(
        'BOOKMARK',
        sealObject(type, message, {
          metadata: { resourceVersion, annotations },
        }),
      ),
    errorEvent: status =>
      frameEvent(
        'ERROR',
        sealObject({ kind: 'Status', apiVersion: 'v1' }, STATUS, status),
      ),
  };
}
