import type { KindId } from '../kinds';
import { CONTAINER_MESSAGES } from './containerMessages';
import { linkMessages, type Message } from './messages';
import { META_MESSAGES } from './metaMessages';
import { POD_MESSAGES } from './podMessages';
import { SCHEDULING_MESSAGES } from './schedulingMessages';
import { VOLUME_MESSAGES } from './volumeMessages';

const link = linkMessages(
  META_MESSAGES,
  POD_MESSAGES,
  CONTAINER_MESSAGES,
  VOLUME_MESSAGES,
  SCHEDULING_MESSAGES,
);

/** Kinds that the simulator serves as protobuf. Field names that no table has are left out of the bytes. */
const BY_KIND: Partial<Record<KindId, Message>> = { pods: link('Pod') };

export function messageOf(kindId: KindId): Message | undefined {
  return BY_KIND[kindId];
}
