import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { FleetSnapshot } from '../api/FleetStream';
import { fleetStreamApiRef } from '../api/FleetStreamApi';

/** The DOM follows live data at most this often; the canvas draws every frame. */
const DOM_INTERVAL_MS = 250;

/**
 * The live inventory for what is drawn by React. `table` is changed in place:
 * depend on `version`, never on the table's identity.
 */
export function useFleetSnapshot(): FleetSnapshot {
  const stream = useApi(fleetStreamApiRef);
  const shown = useRef(stream.getSnapshot());

  const subscribe = useCallback(
    (notify: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let lastAt = 0;
      const flush = () => {
        timer = undefined;
        lastAt = Date.now();
        shown.current = stream.getSnapshot();
        notify();
      };
      const unsubscribe = stream.subscribe(() => {
        const wait = lastAt + DOM_INTERVAL_MS - Date.now();
        timer ??= setTimeout(flush, Math.max(0, wait));
      });
      // Something may have arrived between the first render and this effect.
      flush();
      return () => {
        clearTimeout(timer);
        unsubscribe();
      };
    },
    [stream],
  );
  return useSyncExternalStore(subscribe, () => shown.current);
}
