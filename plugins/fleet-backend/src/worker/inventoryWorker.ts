import { parentPort } from 'node:worker_threads';
import { createClassEncoder } from '../stream/ClassEncoder';
import { systemClock } from '../watch/Clock';
import { InventoryThread, TICK_MS } from './InventoryThread';
import type {
  InventoryMessage,
  InventoryRequest,
  ObjectsTaken,
} from './protocol';

/** Entry of the inventory thread: passes messages on, nothing else. */
if (!parentPort) {
  throw new Error(
    'inventoryWorker runs only as a worker thread: start it with InventoryClient',
  );
}
const port = parentPort;

const send = (message: InventoryMessage, transfer?: ArrayBuffer[]) =>
  port.postMessage(message, transfer);

const thread = new InventoryThread({
  send,
  clock: systemClock,
  createClassEncoder,
});

port.on('message', async (message: InventoryRequest | ObjectsTaken) => {
  if (message.type === 'objectsTaken') {
    thread.objectsTaken();
    return;
  }
  const { id, type } = message;
  try {
    const handle = thread.handlers[type] as (params: unknown) => unknown;
    const result = await handle(message.params);
    send({ type: 'answer', id, of: type, result } as InventoryMessage);
  } catch (error) {
    const { name, message: text } =
      error instanceof Error ? error : new Error(String(error));
    send({ type: 'failure', id, error: { name, message: text } });
  }
});

setInterval(() => thread.tick(), TICK_MS);
send({ type: 'ready' });
