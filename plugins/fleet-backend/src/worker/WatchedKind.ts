import type { Fields } from '../decode/selectJson';
import type { ObjectFormat } from '../watch/formats/ObjectFormat';
import type { WatchTarget } from '../watch/Watcher';

/** One kind as a cluster session watches it: what to read and where to put it. */
export interface SessionKind {
  id: string;
  group: string;
  /** Tried in this order until the cluster serves one. */
  versions: string[];
  plural: string;
  query?: Record<string, string>;
  fields: Fields;
  /** Asked for instead of JSON where the server has it. */
  preferredFormat?: ObjectFormat;
  target: WatchTarget;
}
