import { createApiRef } from '@backstage/frontend-plugin-api';
import type { MapPicture } from '@panorama/plugin-service-map-common';
import type { ServiceMapApi } from './ServiceMapApi';

/** What all parts of the page show at one moment. */
export interface MapSnapshot {
  /** The last picture, however old; absent before the first. */
  picture?: MapPicture;
  /** Why the last question was not answered. */
  error?: Error;
}

/** The newest map, shared by header, page and cards; asks only while somebody looks. @public */
export interface MapStore {
  subscribe(listener: () => void): () => void;
  get(): MapSnapshot;
  /** Asks at once. */
  refresh(): void;
}

/** @public */
export const mapStoreApiRef = createApiRef<MapStore>({
  id: 'plugin.service-map.store',
});

const REFRESH_MS = 15_000;

export interface MapStoreOptions {
  api: Pick<ServiceMapApi, 'map'>;
  /** False while nobody can see the page. */
  isVisible?: () => boolean;
  refreshMs?: number;
}

/** @public */
export function createMapStore(options: MapStoreOptions): MapStore {
  const {
    api,
    isVisible = () => document.visibilityState === 'visible',
    refreshMs = REFRESH_MS,
  } = options;
  const listeners = new Set<() => void>();
  let snapshot: MapSnapshot = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const publish = (next: MapSnapshot) => {
    snapshot = next;
    listeners.forEach(listener => listener());
  };

  const ask = async () => {
    clearTimeout(timer);
    if (asking) {
      return;
    }
    const controller = new AbortController();
    asking = controller;
    try {
      const picture = await api.map({ signal: controller.signal });
      if (!controller.signal.aborted) {
        if (picture !== snapshot.picture || snapshot.error) {
          publish({ picture });
        }
      }
    } catch (error) {
      if (!controller.signal.aborted) {
        publish({ ...snapshot, error: error as Error });
      }
    } finally {
      if (asking === controller) {
        asking = undefined;
        schedule();
      }
    }
  };

  const schedule = () => {
    clearTimeout(timer);
    if (listeners.size > 0) {
      timer = setTimeout(() => (isVisible() ? ask() : schedule()), refreshMs);
    }
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        ask();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearTimeout(timer);
          asking?.abort();
          asking = undefined;
        }
      };
    },
    get: () => snapshot,
    refresh: () => {
      ask();
    },
  };
}
