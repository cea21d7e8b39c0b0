import {
  applicationNodeId,
  catalogNodeId,
  serviceNodeId,
  workloadNodeId,
} from '@panorama/plugin-service-map-common';
import type { Endpoint } from '@panorama/plugin-service-map-node';
import type { Estate } from '../estate/Estate';
import { EntityNames } from './EntityNames';
import { endpointKey } from './endpointKey';
import type { DanglingReason, Location } from './location';
import { Locator } from './Locator';
import { OutsideHosts, type OutsideHost } from './OutsideHosts';
import {
  buildUnits,
  leadsOutside,
  placeKey,
  slicesByService,
  type Unit,
} from './units';

/** Which node an endpoint is. */
export type Resolution =
  | { type: 'node'; id: string; wrongPort?: boolean }
  /** An entity with more than one node, as a rule one a cluster. */
  | { type: 'nodes'; ids: string[] }
  /** Two or more nodes claim it. `id`: the node of its own that it gets meanwhile. */
  | { type: 'conflict'; claim: string; ids: string[]; id?: string }
  | { type: 'dangling'; host: string; reason: DanglingReason }
  /** The caller itself. */
  | { type: 'local' }
  | { type: 'unknown' };

/** A DNS name has at most 253 characters, and a dot. */
const MAX_HOST = 254;

/** A node that only an endpoint's words describe. */
export interface NamedNode {
  id: string;
  type: 'vanished' | 'application' | 'catalog';
  name: string;
  cluster?: string;
  namespace?: string;
  /** Absent unless a workload vanished. */
  workloadKind?: string;
  entityRef?: string;
}

/**
 * The rules by which names, addresses and telemetry's words become nodes.
 *
 * First everything that may be outside is told (`learn`), then everything can
 * be asked (`resolve`): whether two addresses are one host is known only when
 * all are known.
 */
export class Identity {
  readonly units: readonly Unit[];
  readonly outside = new OutsideHosts();
  readonly #locator: Locator;
  readonly #entities: EntityNames;
  readonly #locations = new Map<string, Location>();
  readonly #named = new Map<string, NamedNode>();

  constructor(estate: Estate) {
    const slices = slicesByService(estate);
    this.units = buildUnits(estate, slices);
    this.#locator = new Locator(estate, this.units, slices);
    const unitServices = new Set(
      this.units.flatMap(({ services }) => services),
    );
    for (const service of estate.services) {
      if (leadsOutside(service) && !unitServices.has(service)) {
        const { cluster, namespace, name } = service;
        const ready = (
          slices.get(placeKey(cluster, namespace, name)) ?? []
        ).reduce(
          (sum, { fields }) =>
            sum + fields.endpoints.filter(endpoint => endpoint.ready).length,
          0,
        );
        this.outside.add(
          this.#locator.outsideOf(service),
          service,
          service.fields.type === 'ExternalName' ? undefined : ready,
        );
      }
    }
    this.#entities = new EntityNames(estate, this.units, this.outside);
  }

  /** Tells of an endpoint that will be asked for. */
  learn(endpoint: Endpoint): void {
    const location = this.#locate(endpoint);
    if (location.type === 'outside') {
      this.outside.add(location.addresses);
    }
  }

  /** Tells under which names, besides its own, workloads of an entity go: its `kubernetes-id`. */
  learnEntity(entityRef: string, names: readonly string[]): void {
    this.#entities.learn(entityRef, names);
  }

  resolve(endpoint: Endpoint): Resolution {
    const location = this.#locate(endpoint);
    switch (location.type) {
      case 'unit':
        return {
          type: 'node',
          id: location.unit.id,
          ...(location.wrongPort && { wrongPort: true }),
        };
      case 'outside': {
        const host = this.outside.at(location.addresses[0]);
        return host ? { type: 'node', id: host.id } : { type: 'unknown' };
      }
      case 'entity':
        return this.#entity(location.entityRef, location.units);
      case 'vanished':
        return { type: 'node', id: this.#vanished(location).id };
      case 'application':
        return this.#application(location.name, location.candidates);
      case 'ambiguous':
        return {
          type: 'conflict',
          claim: location.claim,
          ids: idsOf(location.candidates),
        };
      case 'dangling':
      case 'local':
      case 'unknown':
        return location;
      default:
        return location satisfies never;
    }
  }

  /** Nodes that were resolved and are neither units nor hosts. */
  namedNodes(): ReadonlyMap<string, NamedNode> {
    return this.#named;
  }

  outsideHosts(): OutsideHost[] {
    return this.outside.all();
  }

  #locate(endpoint: Endpoint): Location {
    // Not worth remembering: a kilobyte of text is no host.
    if (endpoint.type === 'address' && endpoint.host.length > MAX_HOST) {
      return { type: 'unknown' };
    }
    const key = endpointKey(endpoint);
    let location = this.#locations.get(key);
    if (!location) {
      location = this.#locator.locate(endpoint);
      this.#locations.set(key, location);
    }
    return location;
  }

  #entity(entityRef: string, units: readonly Unit[]): Resolution {
    const ids =
      units.length > 0 ? idsOf(units) : this.#entities.nodesOf(entityRef);
    if (ids.length > 0) {
      return ids.length === 1
        ? { type: 'node', id: ids[0] }
        : { type: 'nodes', ids };
    }
    const id = catalogNodeId(entityRef);
    const name = entityRef.slice(entityRef.lastIndexOf('/') + 1);
    this.#named.set(id, { id, type: 'catalog', name, entityRef });
    return { type: 'node', id };
  }

  #vanished(location: Extract<Location, { type: 'vanished' }>): NamedNode {
    const { cluster, namespace, name, kind } = location;
    const id = kind
      ? workloadNodeId(cluster, namespace, kind, name)
      : serviceNodeId(cluster, namespace, name);
    const node: NamedNode = {
      id,
      type: 'vanished',
      name,
      cluster,
      namespace,
      ...(kind && { workloadKind: kind }),
    };
    this.#named.set(id, node);
    return node;
  }

  #application(name: string, candidates: readonly Unit[]): Resolution {
    const id = applicationNodeId(name);
    this.#named.set(id, { id, type: 'application', name });
    return candidates.length > 0
      ? { type: 'conflict', claim: name, ids: idsOf(candidates), id }
      : { type: 'node', id };
  }
}

function idsOf(units: readonly Unit[]): string[] {
  return units.map(({ id }) => id).sort();
}
