import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import {
  clusterRouteRef,
  clustersRouteRef,
  eventsRouteRef,
  namespacesRouteRef,
  podsRouteRef,
  workloadsRouteRef,
} from '../routes';

/** Where the fleet's pages are in this portal. */
export interface FleetLinks {
  /** The pods page with a filter and further parameters. */
  pods: (q?: string, more?: Record<string, string>) => string;
  clusters: () => string;
  /** The page of one cluster, with a filter of its nodes. */
  cluster: (name: string, q?: string) => string;
  namespaces: (q: string) => string;
  workloads: (q: string) => string;
  events: (q: string) => string;
}

function withQuery(path: string, params: Record<string, string>): string {
  const search = new URLSearchParams(
    Object.entries(params).filter(([, value]) => value !== ''),
  ).toString();
  return search ? `${path}?${search}` : path;
}

export function useFleetLinks(): FleetLinks {
  const pods = useRouteRef(podsRouteRef);
  const clusters = useRouteRef(clustersRouteRef);
  const cluster = useRouteRef(clusterRouteRef);
  const namespaces = useRouteRef(namespacesRouteRef);
  const workloads = useRouteRef(workloadsRouteRef);
  const events = useRouteRef(eventsRouteRef);
  return useMemo(
    () => ({
      // A portal may move or disable the page; then its default place is as good as any.
      pods: (q = '', more = {}) =>
        withQuery(pods?.() ?? '/fleet/pods', { q, ...more }),
      clusters: () => clusters?.() ?? '/fleet/clusters',
      cluster: (name, q = '') =>
        withQuery(
          cluster?.({ cluster: name }) ??
            `/fleet/cluster/${encodeURIComponent(name)}`,
          { q },
        ),
      namespaces: q => withQuery(namespaces?.() ?? '/fleet/namespaces', { q }),
      workloads: q => withQuery(workloads?.() ?? '/fleet/workloads', { q }),
      events: q => withQuery(events?.() ?? '/fleet/events', { q }),
    }),
    [pods, clusters, cluster, namespaces, workloads, events],
  );
}
