import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useMemo, useRef } from 'react';
import { fleetApiRef, type EntityPods } from '../../api/FleetApi';
import type { FleetSnapshot } from '../../api/FleetStream';
import { useAsyncData, type AsyncData } from '../../hooks/useAsyncData';
import { tableOfItems } from '../../pod/tableOfItems';
import type { HeatmapSource } from '../Heatmap/useHeatmap';

/** An answer without changes costs a 304. */
const REFRESH_MS = 15_000;

/** The pods of the entity whose page this is. */
export function useEntityPods(): AsyncData<EntityPods> & { entityRef: string } {
  const { entity } = useEntity();
  const fleet = useApi(fleetApiRef);
  const entityRef = stringifyEntityRef(entity);
  const answer = useAsyncData(
    entityRef,
    signal => fleet.entityPods(entityRef, { signal }),
    REFRESH_MS,
  );
  return { ...answer, entityRef };
}

/** REST rows as the source of a heatmap: each answer is a new picture. */
export function useStaticSource(pods: EntityPods | undefined): {
  source: HeatmapSource;
  snapshot: FleetSnapshot;
} {
  const listeners = useRef(
    new Set<(change: { changed: 'all'; removed: Uint32Array }) => void>(),
  );
  const version = useRef(0);
  const snapshot = useMemo((): FleetSnapshot => {
    version.current += 1;
    const table = tableOfItems(pods?.items ?? []);
    return {
      version: version.current,
      table,
      clusters: table.clusters.map((name, index) => ({
        name,
        index,
        freshness: 'live' as const,
        missingKinds: [],
        hasUsage: true,
      })),
      connection: 'live',
      serverClockOffsetMs: 0,
    };
  }, [pods]);
  const latest = useRef(snapshot);
  if (latest.current !== snapshot) {
    latest.current = snapshot;
    // The picture follows after this render, not within it.
    queueMicrotask(() =>
      listeners.current.forEach(listener =>
        listener({ changed: 'all', removed: new Uint32Array() }),
      ),
    );
  }
  const source = useMemo(
    (): HeatmapSource => ({
      getSnapshot: () => latest.current,
      subscribe: listener => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [],
  );
  return { source, snapshot };
}
