import {
  frameEvent,
  messageOf,
  PROTOBUF,
  sealObject,
} from '@panorama/playground';

/** What a pod server has: JSON lists for the peer, or watches that begin with all pods. */
export type ServerMode = 'json-list' | 'json' | 'protobuf';

export interface Renderer {
  watchContentType: string;
  /** A pod as it stands in the first answer. */
  listed(pod: object, index: number): Buffer;
  /** An event of a watch, with the frame of HTTP around it: servers send each as a chunk of its own. */
  event(type: string, object: object): Buffer;
  /** Tells that the first pods are complete. */
  bookmark(resourceVersion: string): Buffer;
}

const POD = { kind: 'Pod', apiVersion: 'v1' };

function httpChunk(bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${bytes.length.toString(16)}\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
}

function jsonEvent(type: string, object: object): Buffer {
  return httpChunk(Buffer.from(`${JSON.stringify({ type, object })}\n`));
}

function protobufEvent(type: string, object: object): Buffer {
  const message = messageOf('pods');
  if (!message) {
    throw new Error('pods have no protobuf table');
  }
  return httpChunk(frameEvent(type, sealObject(POD, message, object)));
}

export function rendererOf(mode: ServerMode): Renderer {
  const event = mode === 'protobuf' ? protobufEvent : jsonEvent;
  return {
    watchContentType:
      mode === 'protobuf' ? `${PROTOBUF};stream=watch` : 'application/json',
    event,
    listed: (pod, index) =>
      mode === 'json-list'
        ? Buffer.from((index > 0 ? ',' : '') + JSON.stringify(pod))
        : event('ADDED', pod),
    bookmark: resourceVersion =>
      event('BOOKMARK', {
        ...POD,
        metadata: {
          resourceVersion,
          annotations: { 'k8s.io/initial-events-end': 'true' },
        },
      }),
  };
}
