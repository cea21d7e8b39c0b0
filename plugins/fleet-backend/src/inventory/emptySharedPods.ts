import { PodDictionaries } from './PodDictionaries';
import { ColumnStore } from './ColumnStore';
import type { SharedPods } from './layout';

/** A table without pods, for a reader whose thread has not answered yet. */
export function emptySharedPods(): SharedPods {
  const store = new ColumnStore(() => {});
  return {
    header: store.header,
    columns: store.buffers,
    dictionaries: new PodDictionaries(() => {}).buffers(),
  };
}
