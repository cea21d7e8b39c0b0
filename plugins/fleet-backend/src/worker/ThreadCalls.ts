import type {
  InventoryMessage,
  InventoryRequests,
  InventoryRequestType,
} from './protocol';

interface Pending {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/** Requests to the inventory thread that wait for their answers. */
export class ThreadCalls {
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  /** Rejects with the thread's own error, or with the cause that {@link rejectAll} got. */
  ask<T extends InventoryRequestType>(
    thread: { postMessage(message: unknown): void },
    type: T,
    params: InventoryRequests[T]['params'],
  ): Promise<InventoryRequests[T]['result']> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      thread.postMessage({ id, type, params });
    });
  }

  settle(
    message: Extract<InventoryMessage, { type: 'answer' | 'failure' }>,
  ): void {
    const call = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'answer') {
      call?.resolve(message.result as never);
    } else {
      const { name, message: text } = message.error;
      call?.reject(Object.assign(new Error(text), { name }));
    }
  }

  /** The thread has gone: nobody will answer. */
  rejectAll(cause: Error): void {
    for (const { reject } of this.#pending.values()) {
      reject(cause);
    }
    this.#pending.clear();
  }
}
