import type { StoredVersion } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import type { Call } from '../server/Call';
import { PROTOBUF } from '../protobuf/envelope';
import { protobufEncoding } from '../protobuf/protobufEncoding';
import { messageOf } from '../protobuf/schema';
import { notAcceptable } from '../server/status';
import {
  metadataJson,
  wholeJson,
  type ObjectEncoding,
  type PayloadCache,
} from './ObjectEncoding';

/** Kept payloads by kind and format; a version that nobody refers to takes its bytes along. */
const payloads = new Map<string, WeakMap<StoredVersion, Buffer>>();

function cacheFor(
  call: Call,
  kind: KindDefinition,
  format: string,
): PayloadCache | undefined {
  if (!call.cluster.keepPayloads) return undefined;
  const key = `${format} ${kind.id}`;
  const cache = payloads.get(key) ?? new WeakMap<StoredVersion, Buffer>();
  payloads.set(key, cache);
  return cache;
}

function mediaType(text: string): {
  type: string;
  parameters: Map<string, string>;
} {
  const [type, ...rest] = text.split(';').map(it => it.trim());
  return {
    type,
    parameters: new Map(
      rest.map(it => {
        const [key, value = ''] = it.split('=');
        return [key, value];
      }),
    ),
  };
}

/** Picks the first of the client's wishes that can be served. @throws StatusError 406 when there is none */
export function negotiateEncoding(
  call: Call,
  kind: KindDefinition,
): ObjectEncoding {
  const accept = String(call.request.headers.accept ?? '*/*') || '*/*';
  for (const wish of accept.split(',')) {
    const { type, parameters } = mediaType(wish);
    const as = parameters.get('as');
    if (type === 'application/json' && as === 'PartialObjectMetadata')
      return metadataJson(kind);
    if (type === 'application/json' && as === 'PartialObjectMetadataList')
      return metadataJson(kind);
    const message = messageOf(kind.id);
    if (type === PROTOBUF && !as && message) {
      return protobufEncoding(kind, message, cacheFor(call, kind, 'protobuf'));
    }
    const isJson = ['application/json', 'application/*', '*/*'].includes(type);
    if (isJson && !as) return wholeJson(kind, cacheFor(call, kind, 'json'));
  }
  throw notAcceptable(
    'only the following media types are accepted: application/json, application/vnd.kubernetes.protobuf (pods)',
  );
}
