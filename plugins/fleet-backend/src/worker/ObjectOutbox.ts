import type { InventoryNotification, ObjectChange } from './protocol';

/** At most this many objects travel in one message: the receiving thread clones them in one go. */
export const MAX_OBJECTS_PER_MESSAGE = 200;

type ObjectsMessage = Extract<InventoryNotification, { type: 'objects' }>;

interface Queued {
  cluster: string;
  kindId: string;
  change: ObjectChange;
}

/**
 * Objects on their way to the main thread. One message is under way at a time:
 * a port hands over up to a thousand waiting messages in one turn of the event
 * loop, which would stall it for as long as all of them take.
 *
 * A change that waits is replaced by the next one of the same object, so the
 * queue is never longer than the objects there are.
 */
export class ObjectOutbox {
  readonly #queue = new Map<string, Queued>();
  #marks = 0;
  #isUnderWay = false;

  constructor(private readonly send: (message: ObjectsMessage) => void) {}

  get length(): number {
    return this.#queue.size;
  }

  add(cluster: string, kindId: string, change: ObjectChange): void {
    const key = this.#keyOf(cluster, kindId, change);
    // Deleting first moves it to the end, behind a `begin` that may lie between.
    this.#queue.delete(key);
    this.#queue.set(key, { cluster, kindId, change });
  }

  /** The receiver is done with the last message. */
  taken(): void {
    this.#isUnderWay = false;
    this.flush();
  }

  /** Sends the next message unless one is under way. */
  flush(): void {
    if (this.#isUnderWay) {
      return;
    }
    const message = this.#next();
    if (message) {
      this.#isUnderWay = true;
      this.send(message);
    }
  }

  #next(): ObjectsMessage | undefined {
    let message: ObjectsMessage | undefined;
    for (const [key, { cluster, kindId, change }] of this.#queue) {
      message ??= { type: 'objects', cluster, kindId, changes: [] };
      if (message.cluster !== cluster || message.kindId !== kindId) {
        break;
      }
      message.changes.push(change);
      this.#queue.delete(key);
      if (message.changes.length >= MAX_OBJECTS_PER_MESSAGE) {
        break;
      }
    }
    return message;
  }

  #keyOf(cluster: string, kindId: string, change: ObjectChange): string {
    switch (change.type) {
      case 'put':
        return `${cluster}\n${kindId}\n${change.object.namespace}/${change.object.name}`;
      case 'delete':
        return `${cluster}\n${kindId}\n${change.namespace}/${change.name}`;
      default:
        this.#marks += 1;
        return `#${this.#marks}`;
    }
  }
}
