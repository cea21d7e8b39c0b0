import type { KubernetesStatus } from '../watch/errors';
import { openObject } from './kubernetesProtobuf';
import { ProtobufReader } from './ProtobufReader';

type Details = NonNullable<KubernetesStatus['details']>;
type Cause = NonNullable<Details['causes']>[number];

/** A `Status` object, as body of an error or inside an ERROR event (meta/v1 generated.proto). */
export function readStatus(reader: ProtobufReader): KubernetesStatus {
  openObject(reader);
  const status: KubernetesStatus = { kind: 'Status' };
  while (reader.hasMore) {
    const tag = reader.tag();
    switch (tag) {
      case 0x1a:
        status.message = reader.text();
        break;
      case 0x22:
        status.reason = reader.text();
        break;
      case 0x2a:
        status.details = readDetails(reader);
        break;
      case 0x30:
        status.code = reader.integer();
        break;
      default:
        reader.skip(tag);
    }
  }
  return status;
}

function readDetails(reader: ProtobufReader): Details {
  const details: Details = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === 0x22) {
      (details.causes ??= []).push(readCause(reader));
    } else if (tag === 0x28) {
      details.retryAfterSeconds = reader.integer() || undefined;
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return details;
}

function readCause(reader: ProtobufReader): Cause {
  const cause: Cause = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === 0x0a) {
      cause.reason = reader.text();
    } else if (tag === 0x12) {
      cause.message = reader.text();
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return cause;
}
