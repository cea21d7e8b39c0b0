import type { KubeObject, ObjectStore } from '../../kubernetes';
import type { Clock } from '../clock';
import { storedObject } from '../../kubernetes/KubeObject';
import { hash32, uuidOfText } from '../prng';
import { isoMs } from '../render/time';

/** What an Event is about. */
export interface EventSubject {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  uid: string;
}

export interface EventWords {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: string;
}

interface Kept {
  subject: EventSubject;
  words: EventWords;
  name: string;
  count: number;
  firstMs: number;
}

/** The API server forgets Events after an hour; we also bound their number. */
const MAX_EVENTS = 3000;

/** Events of one cluster: repeated ones are counted up, as the event recorder does. */
export class EventLog {
  readonly #store: ObjectStore;
  readonly #clock: Clock;
  readonly #seed: number;
  /** By what they say; the least recently seen comes first. */
  readonly #kept = new Map<string, Kept>();
  #number = 0;

  constructor(store: ObjectStore, clock: Clock, clusterName: string) {
    this.#store = store;
    this.#clock = clock;
    this.#seed = hash32(clusterName);
  }

  /** @param atMs - when it happened; now by default */
  record(
    subject: EventSubject,
    words: EventWords,
    atMs = this.#clock.now(),
    count = 1,
  ): void {
    const key = `${subject.uid}/${words.reason}/${words.message}`;
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    this.#number += 1;
    const kept: Kept = known
      ? { ...known, count: known.count + count }
      : {
          subject,
          words,
          name: `${subject.name}.${(this.#seed + this.#number).toString(
            16,
          )}${this.#number.toString(16).padStart(6, '0')}`,
          count,
          firstMs: atMs,
        };
    this.#kept.set(key, kept);
    this.#store.upsert('events', storedObject(renderEvent(kept, atMs)));
    if (this.#kept.size > MAX_EVENTS) {
      const [oldestKey, oldest] = this.#kept.entries().next().value as [
        string,
        Kept,
      ];
      this.#kept.delete(oldestKey);
      this.#store.delete('events', eventNamespace(oldest.subject), oldest.name);
    }
  }
}

/** Events of cluster-scoped objects live in `default`. */
function eventNamespace({ namespace }: EventSubject): string {
  return namespace === '' ? 'default' : namespace;
}

function renderEvent(
  { subject, words, name, count, firstMs }: Kept,
  lastMs: number,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name,
      namespace: eventNamespace(subject),
      uid: uuidOfText(`event/${subject.uid}/${name}`),
      creationTimestamp: isoMs(firstMs),
    },
    involvedObject: {
      apiVersion: subject.apiVersion,
      kind: subject.kind,
      ...(subject.namespace && { namespace: subject.namespace }),
      name: subject.name,
      uid: subject.uid,
    },
    type: words.type,
    reason: words.reason,
    message: words.message,
    count,
    firstTimestamp: isoMs(firstMs),
    lastTimestamp: isoMs(lastMs),
    eventTime: null,
    source: { component: words.component },
    reportingComponent: words.component,
    reportingInstance: '',
  };
}
