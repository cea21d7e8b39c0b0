/** What oidc-provider stores of a session, grant, code or token. */
export interface StoredPayload {
  consumed?: number;
  grantId?: string;
  uid?: string;
  userCode?: string;
  [field: string]: unknown;
}

interface Entry {
  payload: StoredPayload;
  expiresAtMs: number;
}

/** Entries kept over all models; the oldest go first. A demo never needs more. */
const MAX_ENTRIES = 5000;

/**
 * oidc-provider's store, in memory of this process: a restart signs everybody
 * out. Shape: https://github.com/panva/node-oidc-provider `docs/README.md#adapter`.
 */
export function memoryAdapter(now: () => number = Date.now) {
  const entries = new Map<string, Entry>();

  return class MemoryAdapter {
    readonly model: string;

    constructor(model: string) {
      this.model = model;
    }

    async upsert(
      id: string,
      payload: StoredPayload,
      expiresInSeconds?: number,
    ) {
      const key = this.key(id);
      entries.delete(key);
      entries.set(key, {
        payload,
        expiresAtMs: expiresInSeconds
          ? now() + expiresInSeconds * 1000
          : Infinity,
      });
      if (entries.size > MAX_ENTRIES) {
        entries.delete(entries.keys().next().value as string);
      }
    }

    async find(id: string): Promise<StoredPayload | undefined> {
      const entry = entries.get(this.key(id));
      return entry && entry.expiresAtMs > now() ? entry.payload : undefined;
    }

    async findByUid(uid: string) {
      return this.findWhere(payload => payload.uid === uid);
    }

    async findByUserCode(userCode: string) {
      return this.findWhere(payload => payload.userCode === userCode);
    }

    async destroy(id: string) {
      entries.delete(this.key(id));
    }

    async consume(id: string) {
      const entry = entries.get(this.key(id));
      if (entry) {
        entry.payload.consumed = Math.floor(now() / 1000);
      }
    }

    async revokeByGrantId(grantId: string) {
      for (const [key, { payload }] of entries) {
        if (payload.grantId === grantId) {
          entries.delete(key);
        }
      }
    }

    /** @internal */
    key(id: string) {
      return `${this.model}:${id}`;
    }

    /** @internal */
    findWhere(matches: (payload: StoredPayload) => boolean) {
      for (const [key, entry] of entries) {
        if (
          key.startsWith(`${this.model}:`) &&
          entry.expiresAtMs > now() &&
          matches(entry.payload)
        ) {
          return entry.payload;
        }
      }
      return undefined;
    }
  };
}
