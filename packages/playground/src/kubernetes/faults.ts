import type { RequestInfo, Verb } from './server/RequestInfo';

/** Cuts a body: `drop` ends the connection, `silence` leaves it open and says nothing more (half-open). */
export type StreamFault = {
  type: 'drop' | 'silence';
  /** Of the body; answers with such a fault are not compressed. */
  afterBytes?: number;
  /** List items or watch events. */
  afterObjects?: number;
};

/** What goes wrong. */
export type FaultEffect =
  | { type: 'delay'; delayMs: number }
  | {
      type: 'status';
      code: number;
      reason?: string;
      message?: string;
      retryAfterSeconds?: number;
    }
  /** What a proxy or login page in front of the API answers. */
  | { type: 'html'; code?: number; body?: string }
  /** A watch that starts with an ERROR event instead of changes. */
  | { type: 'errorEvent'; code: number; reason: string; message: string }
  | StreamFault;

/** Which requests it happens to. Everything that is absent matches. */
export type FaultMatch = {
  /** The whole path, or its beginning when it ends with `*`. */
  path?: string;
  verbs?: Verb[];
  /** Plural, such as `pods`. */
  plural?: string;
  user?: string;
};

export type Fault = {
  match: FaultMatch;
  effect: FaultEffect;
  /** Happens to this many requests and then never again; without it, until it is removed. */
  times?: number;
};

function matches(match: FaultMatch, info: RequestInfo, user: string): boolean {
  if (match.user !== undefined && match.user !== user) return false;
  if (match.verbs && !match.verbs.includes(info.verb as Verb)) return false;
  if (match.plural !== undefined) {
    if (info.type !== 'resource' || info.plural !== match.plural) return false;
  }
  if (match.path === undefined) return true;
  return match.path.endsWith('*')
    ? info.path.startsWith(match.path.slice(0, -1))
    : info.path === match.path;
}

/** The faults of one cluster. Data in, data out: the control page shows and changes this list. */
export class FaultList {
  #faults: Array<Fault & { id: number; left: number }> = [];
  #lastId = 0;

  /** @returns the id to remove it by */
  add(fault: Fault): number {
    this.#lastId += 1;
    this.#faults.push({
      ...fault,
      id: this.#lastId,
      left: fault.times ?? Infinity,
    });
    return this.#lastId;
  }

  remove(id: number): void {
    this.#faults = this.#faults.filter(it => it.id !== id);
  }

  clear(): void {
    this.#faults = [];
  }

  list(): Array<Fault & { id: number }> {
    return this.#faults.map(({ left: _left, ...fault }) => fault);
  }

  /** The effects on this request, and counts them as happened. */
  take(info: RequestInfo, user: string): FaultEffect[] {
    const hit = this.#faults.filter(it => matches(it.match, info, user));
    for (const fault of hit) fault.left -= 1;
    this.#faults = this.#faults.filter(it => it.left > 0);
    return hit.map(it => it.effect);
  }
}
