import {
  serviceNodeId,
  workloadNodeId,
  type MapNodeKind,
  type TechnologyId,
} from '@panorama/plugin-service-map-common';
import type {
  EndpointSliceFields,
  FleetObject,
  KubeServiceFields,
} from '@panorama/plugin-fleet-node';
import type { Estate, EstateWorkload } from '../estate/Estate';
import { serviceSelects } from '../estate/selectors';
import { recogniseWorkload } from './technologies';
import { UnionFind } from './UnionFind';

export type KubeService = FleetObject<KubeServiceFields>;
export type EndpointSlice = FleetObject<EndpointSliceFields>;

/** Services and the workloads behind them that are one node of the map. */
export interface Unit {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  kind: MapNodeKind;
  technology?: TechnologyId;
  version?: string;
  services: KubeService[];
  workloads: EstateWorkload[];
  /** Ready addresses behind its Services; absent where it has none. */
  readyEndpoints?: number;
}

/**
 * A Service that selects more workloads than this is a net over a namespace
 * (`team: shop`), not a way to one thing; it stays on its own.
 */
const MAX_WORKLOADS_OF_SERVICE = 8;

/** A Service whose name ends so is another door to the one without. */
const SECONDARY =
  /-(headless|hl|metrics|nodes|discovery|peers?|internal|local|lb|external|canary|stable|preview|active|replicas?|slave|read(only)?|ro|rw|master|primary)$/;

export function placeKey(
  cluster: string,
  namespace: string,
  name: string,
): string {
  return `${cluster}/${namespace}/${name}`;
}

export function workloadKey(workload: {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}): string {
  const { cluster, namespace, kind, name } = workload;
  return `${cluster}/${namespace}/${kind}:${name}`;
}

/** Services whose endpoints are written by hand or are another name: they lead out of the cluster. */
export function leadsOutside(service: KubeService): boolean {
  const { type, selector } = service.fields;
  return (
    (type === 'ExternalName' || Object.keys(selector).length === 0) &&
    // The API server's own Service has hand-written endpoints too.
    !(service.namespace === 'default' && service.name === 'kubernetes')
  );
}

/** Slices by the Service they belong to. */
export function slicesByService(estate: Estate): Map<string, EndpointSlice[]> {
  const slices = new Map<string, EndpointSlice[]>();
  for (const slice of estate.endpointSlices) {
    const { service } = slice.fields;
    if (service) {
      const key = placeKey(slice.cluster, slice.namespace, service);
      const list = slices.get(key);
      if (list) {
        list.push(slice);
      } else {
        slices.set(key, [slice]);
      }
    }
  }
  return slices;
}

/**
 * Puts Services and workloads together: what a Service selects, or what the
 * pods in its EndpointSlices belong to, is one with it. The result is the same
 * in whatever order the inventory lists them.
 */
export function buildUnits(
  estate: Estate,
  slices: ReadonlyMap<string, EndpointSlice[]>,
): Unit[] {
  const joined = new UnionFind();
  const services = new Map<string, KubeService>();
  const workloads = new Map<string, EstateWorkload>();
  /** By namespace and one label: a namespace may hold thousands of both. */
  const byLabel = new Map<string, EstateWorkload[]>();
  const workloadOfPod = new Map<string, string>();
  for (const workload of estate.workloads) {
    const key = workloadKey(workload);
    workloads.set(key, workload);
    joined.add(key);
    for (const [label, value] of Object.entries(
      workload.template?.labels ?? {},
    )) {
      const labelled = labelKey(workload, label, value);
      const others = byLabel.get(labelled);
      if (others) {
        others.push(workload);
      } else {
        byLabel.set(labelled, [workload]);
      }
    }
    for (const pod of workload.pods) {
      workloadOfPod.set(
        placeKey(workload.cluster, workload.namespace, pod.name),
        key,
      );
    }
  }
  for (const service of estate.services) {
    const { cluster, namespace, name } = service;
    const ownSlices = slices.get(placeKey(cluster, namespace, name)) ?? [];
    const [first] = Object.entries(service.fields.selector);
    const candidates = first && byLabel.get(labelKey(service, ...first));
    const behind = workloadsBehind(
      service,
      candidates,
      ownSlices,
      workloadOfPod,
    );
    if (leadsOutside(service) && behind.size === 0) {
      continue;
    }
    // No workload has a key with `service` as its kind.
    const key = `${cluster}/${namespace}/service:${name}`;
    services.set(key, service);
    joined.add(key);
    if (behind.size <= MAX_WORKLOADS_OF_SERVICE) {
      behind.forEach(workload => joined.join(workload, key));
    }
  }
  return joined
    .groups()
    .map(keys =>
      unitOf(
        keys.flatMap(key => services.get(key) ?? []).sort(byName),
        keys.flatMap(key => workloads.get(key) ?? []).sort(byKindAndName),
        slices,
      ),
    );
}

function labelKey(
  { cluster, namespace }: { cluster: string; namespace: string },
  label: string,
  value: string,
): string {
  return `${cluster}/${namespace}/${label}=${value}`;
}

function workloadsBehind(
  service: KubeService,
  candidates: readonly EstateWorkload[] | undefined,
  slices: readonly EndpointSlice[],
  workloadOfPod: ReadonlyMap<string, string>,
): Set<string> {
  const behind = new Set<string>();
  for (const workload of candidates ?? []) {
    if (serviceSelects(service.fields.selector, workload.template?.labels)) {
      behind.add(workloadKey(workload));
    }
  }
  for (const { cluster, namespace, fields } of slices) {
    for (const { pod } of fields.endpoints) {
      const key = pod && workloadOfPod.get(placeKey(cluster, namespace, pod));
      if (key) {
        behind.add(key);
      }
    }
  }
  return behind;
}

function unitOf(
  services: KubeService[],
  workloads: EstateWorkload[],
  slices: ReadonlyMap<string, EndpointSlice[]>,
): Unit {
  const { cluster, namespace } = services[0] ?? workloads[0];
  const main = mainWorkload(workloads);
  const named = services.length > 0 ? mainService(services, workloads) : main;
  const recognised = main
    ? recogniseWorkload(
        main.name,
        main.template,
        services.flatMap(({ fields }) => fields.ports.map(({ port }) => port)),
      )
    : ({ kind: 'service' } as const);
  const isApplication = recognised.kind === 'service';
  return {
    id:
      services.length > 0
        ? serviceNodeId(cluster, namespace, named.name)
        : workloadNodeId(cluster, namespace, main.kind, main.name),
    cluster,
    namespace,
    name: named.name,
    ...recognised,
    ...(isApplication && services.length === 0 && { kind: 'workload' }),
    services,
    workloads,
    ...(services.length > 0 && {
      readyEndpoints: readyEndpoints(services, slices),
    }),
  };
}

/** The first in the alphabet that the others are named after: `redis` before `redis-sentinel`. */
function mainWorkload(workloads: readonly EstateWorkload[]): EstateWorkload {
  return workloads.reduce(
    (best, each) => (each.name.length < best.name.length ? each : best),
    workloads[0],
  );
}

/**
 * The Service that gives the node its name. It must not change because somebody
 * adds another, so a Service named like a workload goes first, then what is no
 * second door, then the shorter name.
 */
function mainService(
  services: readonly KubeService[],
  workloads: readonly EstateWorkload[],
): KubeService {
  const names = new Set(workloads.map(({ name }) => name));
  const rank = (service: KubeService) => [
    names.has(service.name) ? 0 : 1,
    SECONDARY.test(service.name) ? 1 : 0,
    service.name.length,
  ];
  return services.reduce((best, each) => {
    const [a, b] = [rank(best), rank(each)];
    const differing = a.findIndex((value, index) => value !== b[index]);
    return differing >= 0 && b[differing] < a[differing] ? each : best;
  });
}

/** Different addresses that are ready behind any of the Services. */
function readyEndpoints(
  services: readonly KubeService[],
  slices: ReadonlyMap<string, EndpointSlice[]>,
): number {
  const ready = new Set<string>();
  for (const { cluster, namespace, name } of services) {
    for (const slice of slices.get(placeKey(cluster, namespace, name)) ?? []) {
      for (const endpoint of slice.fields.endpoints) {
        if (endpoint.ready) {
          ready.add(endpoint.pod ?? endpoint.addresses[0]);
        }
      }
    }
  }
  return ready.size;
}

function byName(a: { name: string }, b: { name: string }): number {
  if (a.name === b.name) {
    return 0;
  }
  return a.name < b.name ? -1 : 1;
}

function byKindAndName(a: EstateWorkload, b: EstateWorkload): number {
  return byName({ name: a.kind }, { name: b.kind }) || byName(a, b);
}
