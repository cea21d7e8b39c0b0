import { createApiRef } from '@backstage/frontend-plugin-api';

/** What the page that is open offers to the header above it. */
export interface PageOffers {
  exportPng?: () => Promise<Blob>;
  /** Filter of the page, for the export of all matches. */
  q?: string;
  hasWall?: boolean;
}

/**
 * Header actions live outside of the page's React tree: the page says here what
 * it can do, the header asks here.
 */
export interface FleetPageApi {
  get(): PageOffers;
  /** Answers a function that takes the offers back, unless another page came since. */
  offer(offers: PageOffers): () => void;
  subscribe(listener: () => void): () => void;
}

const NOTHING: PageOffers = {};

export function createFleetPageApi(): FleetPageApi {
  let current = NOTHING;
  const listeners = new Set<() => void>();
  const set = (offers: PageOffers) => {
    current = offers;
    listeners.forEach(listener => listener());
  };
  return {
    get: () => current,
    offer: offers => {
      set(offers);
      return () => {
        if (current === offers) {
          set(NOTHING);
        }
      };
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const fleetPageApiRef = createApiRef<FleetPageApi>().with({
  id: 'plugin.fleet.page',
  pluginId: 'fleet',
});
