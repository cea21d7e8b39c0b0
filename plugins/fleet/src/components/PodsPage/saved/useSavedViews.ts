import {
  storageApiRef,
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fleetTranslationRef } from '../../../translation';
import {
  addView,
  readViews,
  renameView,
  restoreView,
  viewSearch,
  type SavedView,
} from './savedViewList';

const KEY = 'pods-views';

/** The views of the signed-in person, in the portal's user storage. */
export interface SavedViews {
  views: readonly SavedView[];
  /** False while the storage has not answered: then nobody knows which views there are. */
  isReady: boolean;
  /** Answers the view under its id. */
  save(name: string, search: string): SavedView;
  /** Answers false where another view has the name. */
  rename(id: string, name: string): boolean;
  /** Answers what brings the view back to its place. */
  remove(id: string): () => void;
}

/** Short enough for an address, long enough for fifty views. */
function newId(): string {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return number.toString(36);
}

export function useSavedViews(): SavedViews {
  const storageApi = useApi(storageApiRef);
  const toast = useApi(toastApiRef);
  const { t } = useTranslationRef(fleetTranslationRef);
  const storage = useMemo(
    () => storageApi.forBucket('plugin.fleet'),
    [storageApi],
  );
  const [snapshot, setSnapshot] = useState(() => storage.snapshot(KEY));
  useEffect(() => {
    const subscription = storage.observe$(KEY).subscribe(setSnapshot);
    setSnapshot(storage.snapshot(KEY));
    return () => subscription.unsubscribe();
  }, [storage]);

  const { value, presence } = snapshot;
  const stored = useMemo(() => readViews(value), [value]);
  // What was changed shows at once: the storage may be a round trip away.
  const [changed, setChanged] = useState<readonly SavedView[]>();
  const views = changed ?? stored;
  const latest = useRef<readonly SavedView[]>(views);
  latest.current = views;

  const keep = useCallback(
    (next: readonly SavedView[]) => {
      // Two changes in a row must not undo each other, however slow the storage is.
      latest.current = next;
      setChanged(next);
      const settle = () =>
        setChanged(current => (current === next ? undefined : current));
      storage
        .set(
          KEY,
          next.map(view => ({ ...view })),
        )
        .then(settle, error => {
          settle();
          toast.post({
            title: t('saved.failed', { message: error.message }),
            status: 'danger',
          });
        });
    },
    [storage, toast, t],
  );

  return useMemo(
    () => ({
      views,
      isReady: presence !== 'unknown',
      save: (name, search) => {
        const view = { id: newId(), name, search: viewSearch(search) };
        const next = addView(latest.current, view);
        keep(next);
        return next.find(each => each.name === name) ?? view;
      },
      rename: (id, name) => {
        const next = renameView(latest.current, id, name);
        const isRenamed = next !== latest.current;
        if (isRenamed) {
          keep(next);
        }
        return isRenamed;
      },
      remove: id => {
        const at = latest.current.findIndex(view => view.id === id);
        const removed = latest.current[at];
        keep(latest.current.filter(view => view.id !== id));
        return () => removed && keep(restoreView(latest.current, removed, at));
      },
    }),
    [views, presence, keep],
  );
}
