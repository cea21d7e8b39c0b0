import type { ListMetadata } from '../../decode/kubernetesProtobuf';
import type { SelectedObject } from '../../decode/selectedPod';
import type { Splitter } from '../../decode/splitEvents';
import type { KubernetesStatus } from '../errors';

/** One event of a watch. */
export interface WatchEvent {
  /** `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK` or `ERROR`. */
  type?: string;
  /** The selected fields of the object; for `ERROR` there is a status instead. */
  object?: SelectedObject;
  status?: KubernetesStatus;
}

export interface ListReader extends Splitter {
  /** Of the list itself; only once {@link Splitter.isComplete}. */
  metadata(): ListMetadata;
}

/** How the objects of one kind come over the wire: what to ask for, and how to read it. */
export interface ObjectFormat {
  /** For `Accept`, and `Content-Type` without its parameters. */
  readonly mediaType: string;
  events(onEvent: (event: WatchEvent) => void): Splitter;
  list(onItem: (item: SelectedObject) => void): ListReader;
}
