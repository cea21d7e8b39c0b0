import type { KubeObject, StoredVersion } from '../KubeObject';
import { apiVersionOf, type KindDefinition } from '../kinds';
import { renderVersion } from './renderVersion';

export type ListMetadata = {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
};

/** One way to put objects, lists and watch events into bytes. */
export type ObjectEncoding = {
  contentType: string;
  watchContentType: string;
  object(version: StoredVersion): Buffer;
  /** The whole body of a list in pieces. `items` may be read more than once. */
  list(
    items: Iterable<StoredVersion>,
    metadata: ListMetadata,
  ): Iterable<{ bytes: Buffer; objects: number }>;
  event(type: string, version: StoredVersion): Buffer;
  bookmark(
    resourceVersion: string,
    annotations?: Record<string, string>,
  ): Buffer;
  /** ERROR events are Status objects, whatever the kind. */
  errorEvent(status: object): Buffer;
};

const COMMA = Buffer.from(',');

type Render = (version: StoredVersion) => KubeObject;

function* jsonList(
  head: string,
  items: Iterable<StoredVersion>,
  metadata: ListMetadata,
  render: Render,
  cache: PayloadCache | undefined,
) {
  yield {
    bytes: Buffer.from(
      `${head},"metadata":${JSON.stringify(metadata)},"items":[`,
    ),
    objects: 0,
  };
  let first = true;
  for (const item of items) {
    const text = cache?.get(item) ?? Buffer.from(JSON.stringify(render(item)));
    cache?.set(item, text);
    if (!first) yield { bytes: COMMA, objects: 0 };
    yield { bytes: text, objects: 1 };
    first = false;
  }
  yield { bytes: Buffer.from(']}\n'), objects: 0 };
}

/** Encoded versions, as long as the versions themselves live. */
export type PayloadCache = {
  get(version: StoredVersion): Buffer | undefined;
  set(version: StoredVersion, bytes: Buffer): unknown;
};

function withoutType({
  kind: _kind,
  apiVersion: _apiVersion,
  ...rest
}: KubeObject): KubeObject {
  return rest;
}

function jsonEncoding(options: {
  contentType: string;
  list: { kind: string; apiVersion: string };
  item: { kind: string; apiVersion: string };
  render: Render;
  renderItem: Render;
  items?: PayloadCache;
}): ObjectEncoding {
  const { contentType, list, item, render, renderItem, items } = options;
  const event = (type: string, object: unknown) =>
    Buffer.from(`{"type":"${type}","object":${JSON.stringify(object)}}\n`);
  return {
    contentType,
    watchContentType: contentType,
    object: version => Buffer.from(`${JSON.stringify(render(version))}\n`),
    list: (versions, metadata) =>
      jsonList(
        JSON.stringify(list).slice(0, -1),
        versions,
        metadata,
        renderItem,
        items,
      ),
    event: (type, version) => event(type, render(version)),
    bookmark: (resourceVersion, annotations) =>
      event('BOOKMARK', {
        ...item,
        metadata: {
          resourceVersion,
          creationTimestamp: null,
          ...(annotations && { annotations }),
        },
      }),
    errorEvent: status => event('ERROR', status),
  };
}

/** Whole objects as JSON. Items of a built-in kind's list carry neither kind nor apiVersion, those of a CRD do. */
export function wholeJson(
  kind: KindDefinition,
  items?: PayloadCache,
): ObjectEncoding {
  const apiVersion = apiVersionOf(kind);
  const render: Render = version => renderVersion(kind, version);
  return jsonEncoding({
    contentType: 'application/json',
    list: { kind: `${kind.kind}List`, apiVersion },
    item: { kind: kind.kind, apiVersion },
    render,
    renderItem: kind.custom ? render : version => withoutType(render(version)),
    items,
  });
}

const META_VERSION = 'meta.k8s.io/v1';

/** Metadata alone (`as=PartialObjectMetadata`): cheap even for a million objects. */
export function metadataJson(kind: KindDefinition): ObjectEncoding {
  const item = { kind: 'PartialObjectMetadata', apiVersion: META_VERSION };
  const render: Render = version => ({
    ...item,
    metadata: renderVersion(kind, version).metadata,
  });
  return jsonEncoding({
    contentType: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    list: { kind: 'PartialObjectMetadataList', apiVersion: META_VERSION },
    item,
    render,
    renderItem: render,
  });
}
