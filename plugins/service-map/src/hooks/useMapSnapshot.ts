import { useApi } from '@backstage/frontend-plugin-api';
import { useSyncExternalStore } from 'react';
import { mapStoreApiRef, type MapSnapshot } from '../api/MapStore';

/** The newest map, for as long as the component is on screen. */
export function useMapSnapshot(): MapSnapshot {
  const store = useApi(mapStoreApiRef);
  return useSyncExternalStore(store.subscribe, store.get);
}
