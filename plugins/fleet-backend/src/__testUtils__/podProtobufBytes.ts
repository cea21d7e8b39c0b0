import { encodeMessage, messageOf } from '@panorama/playground';

/** A pod as an API server writes it in protobuf: by the playground's encoder, which is checked against a real one. */
export function podProtobufBytes(pod: object): Buffer {
  return encodeMessage(messageOf('pods')!, pod);
}
