import type { Endpoint } from '@panorama/plugin-service-map-node';
import type { Estate } from '../estate/Estate';
import { ApplicationNames } from './ApplicationNames';
import { ClusterAddresses } from './ClusterAddresses';
import { ClusterNames } from './ClusterNames';
import { EntryHosts } from './EntryHosts';
import { gatewayOfClass } from './gateways';
import { isPort, parseHost } from './hosts';
import type { Location } from './location';
import { outsideAddress, type OutsideAddress } from './OutsideHosts';
import {
  leadsOutside,
  placeKey,
  workloadKey,
  type EndpointSlice,
  type KubeService,
  type Unit,
} from './units';

type AddressEndpoint = Extract<Endpoint, { type: 'address' }>;
type WorkloadEndpoint = Extract<Endpoint, { type: 'workload' }>;

/** Names that lead to names: more steps than that are a loop. */
const MAX_ALIASES = 4;

/** Says which unit, or which address outside, an endpoint is. Pure: the same estate gives the same answers. */
export class Locator {
  readonly #names: ClusterNames;
  readonly #addresses: ClusterAddresses;
  readonly #entries: EntryHosts;
  readonly #applications: ApplicationNames;
  readonly #clusters: ReadonlySet<string>;
  readonly #byService = new Map<string, Unit>();
  readonly #byWorkload = new Map<string, Unit>();
  /** Without the kind: telemetry seldom knows it. */
  readonly #byWorkloadName = new Map<string, Set<Unit>>();
  readonly #byPod = new Map<string, Unit>();
  readonly #byEntity = new Map<string, Set<Unit>>();
  /** By cluster. */
  readonly #gateways = new Map<string, Set<Unit>>();

  constructor(
    estate: Estate,
    units: readonly Unit[],
    private readonly slices: ReadonlyMap<string, readonly EndpointSlice[]>,
  ) {
    this.#names = new ClusterNames(estate);
    this.#addresses = new ClusterAddresses(estate, slices);
    this.#entries = new EntryHosts(estate);
    this.#applications = new ApplicationNames(units);
    this.#clusters = new Set(estate.clusters.map(({ name }) => name));
    for (const unit of units) {
      this.#index(unit);
    }
  }

  #index(unit: Unit): void {
    const { cluster, namespace } = unit;
    if (unit.kind === 'gateway') {
      addTo(this.#gateways, cluster, unit);
    }
    for (const { name } of unit.services) {
      this.#byService.set(placeKey(cluster, namespace, name), unit);
    }
    for (const workload of unit.workloads) {
      this.#byWorkload.set(workloadKey(workload), unit);
      addTo(
        this.#byWorkloadName,
        placeKey(cluster, namespace, workload.name),
        unit,
      );
      for (const pod of workload.pods) {
        this.#byPod.set(placeKey(cluster, namespace, pod.name), unit);
      }
      if (workload.entityRef) {
        addTo(this.#byEntity, workload.entityRef.toLowerCase(), unit);
      }
    }
  }

  locate(endpoint: Endpoint): Location {
    switch (endpoint.type) {
      case 'service': {
        const { cluster, namespace, name } = endpoint;
        const service = this.#names.service(cluster, namespace, name);
        return service
          ? this.#throughService(service)
          : this.#inOnlyCluster(endpoint, each =>
              this.#byService.get(placeKey(each, namespace, name)),
            ) ?? { type: 'vanished', cluster, namespace, name };
      }
      case 'workload':
        return this.#workload(endpoint);
      case 'pod': {
        const { cluster, namespace, name } = endpoint;
        const unit = this.#byPod.get(placeKey(cluster, namespace, name));
        return unit ? { type: 'unit', unit } : { type: 'unknown' };
      }
      case 'address':
        return this.#address(endpoint);
      case 'application': {
        const candidates = this.#applications.candidates(
          endpoint.name,
          endpoint,
        );
        return candidates.length === 1
          ? { type: 'unit', unit: candidates[0] }
          : { type: 'application', name: endpoint.name, candidates };
      }
      case 'entity': {
        const entityRef = endpoint.entityRef.toLowerCase();
        return {
          type: 'entity',
          entityRef,
          units: [...(this.#byEntity.get(entityRef) ?? [])],
        };
      }
      default:
        return endpoint satisfies never;
    }
  }

  /** Where a Service leads that stands for something outside. */
  outsideOf(service: KubeService): OutsideAddress[] {
    const { type, ports } = service.fields;
    if (type === 'ExternalName') {
      const location = this.#externalName(service, ports[0]?.port, 0);
      return location.type === 'outside' ? location.addresses : [];
    }
    const { cluster, namespace, name } = service;
    return (this.slices.get(placeKey(cluster, namespace, name)) ?? []).flatMap(
      ({ fields }) =>
        fields.endpoints.flatMap(({ addresses }) =>
          addresses.flatMap(address =>
            parseHost(address).type === 'ip'
              ? portsOf(fields).map(port => outsideAddress(address, port))
              : [],
          ),
        ),
    );
  }

  #workload(endpoint: WorkloadEndpoint): Location {
    const { cluster, namespace, name, kind } = endpoint;
    const at = (each: string): Unit | undefined => {
      const exact =
        kind &&
        this.#byWorkload.get(
          workloadKey({ cluster: each, namespace, kind, name }),
        );
      const named = this.#byWorkloadName.get(placeKey(each, namespace, name));
      return exact || (named?.size === 1 ? [...named][0] : undefined);
    };
    const unit = at(cluster);
    if (unit) {
      return { type: 'unit', unit };
    }
    return (
      this.#inOnlyCluster(endpoint, at) ?? {
        type: 'vanished',
        cluster,
        namespace,
        kind: kind ?? 'Workload',
        name,
      }
    );
  }

  /** Meshes call every cluster `Kubernetes` unless told otherwise: an unknown name means any cluster. */
  #inOnlyCluster(
    {
      cluster,
      namespace,
      name,
    }: {
      cluster: string;
      namespace: string;
      name: string;
    },
    at: (cluster: string) => Unit | undefined,
  ): Location | undefined {
    if (this.#clusters.has(cluster)) {
      return undefined;
    }
    const found = [...this.#clusters].flatMap(each => at(each) ?? []);
    if (found.length > 1) {
      return {
        type: 'ambiguous',
        claim: `${cluster}/${namespace}/${name}`,
        candidates: found,
      };
    }
    return found[0] && { type: 'unit', unit: found[0] };
  }

  #address(endpoint: AddressEndpoint, aliases = 0): Location {
    const { host: text, cluster } = endpoint;
    const port = isPort(endpoint.port) ? endpoint.port : undefined;
    const host = parseHost(text);
    if (
      host.type === 'invalid' ||
      (endpoint.port !== undefined && port === undefined)
    ) {
      return { type: 'unknown' };
    }
    if (host.type === 'local') {
      return { type: 'local' };
    }
    if (host.type === 'ip') {
      const service = cluster && this.#addresses.service(cluster, host.text);
      // Whoever names a pod's address needs none of the Service's ports.
      return service
        ? this.#throughService(
            service,
            service.fields.clusterIp === host.text ? port : undefined,
            aliases,
          )
        : this.#outside(host.text, port, endpoint);
    }
    const behind = this.#entries.services(host.text);
    if (behind.length > 0) {
      return this.#entry(host.text, behind);
    }
    const meaning = this.#names.resolve(
      host.labels,
      endpoint,
      port !== undefined,
    );
    switch (meaning.type) {
      case 'service':
        return this.#throughService(meaning.service, port, aliases);
      case 'dangling':
        return { type: 'dangling', host: host.text, reason: meaning.reason };
      case 'outside':
        return this.#outside(host.text, port, endpoint);
      default:
        return { type: 'unknown' };
    }
  }

  #throughService(service: KubeService, port?: number, aliases = 0): Location {
    const { cluster, namespace, name, fields } = service;
    const unit = this.#byService.get(placeKey(cluster, namespace, name));
    if (unit) {
      const isHeadless = fields.clusterIp === 'None';
      const wrongPort =
        port !== undefined &&
        !isHeadless &&
        fields.ports.length > 0 &&
        !fields.ports.some(each => each.port === port);
      return { type: 'unit', unit, ...(wrongPort && { wrongPort }) };
    }
    if (fields.type === 'ExternalName') {
      return this.#externalName(service, port, aliases);
    }
    const addresses = leadsOutside(service) ? this.outsideOf(service) : [];
    return addresses.length > 0
      ? { type: 'outside', addresses }
      : // A Service by hand without endpoints leads nowhere.
        { type: 'dangling', host: name, reason: 'no-such-service' };
  }

  #externalName(
    service: KubeService,
    port: number | undefined,
    aliases: number,
  ): Location {
    const { cluster, namespace, fields } = service;
    if (aliases >= MAX_ALIASES || !fields.externalName) {
      return { type: 'unknown' };
    }
    return this.#address(
      {
        type: 'address',
        host: fields.externalName,
        port: port ?? fields.ports[0]?.port,
        cluster,
        namespace,
      },
      aliases + 1,
    );
  }

  #outside(
    host: string,
    port: number | undefined,
    { members = [] }: AddressEndpoint,
  ): Location {
    const others = members.flatMap(member => {
      const parsed = parseHost(member.host);
      return parsed.type === 'ip' || parsed.type === 'name'
        ? outsideAddress(parsed.text, member.port)
        : [];
    });
    return {
      type: 'outside',
      addresses: [outsideAddress(host, port), ...others],
    };
  }

  #entry(host: string, services: string[]): Location {
    const units = new Set(
      services.flatMap(key => this.#byService.get(key) ?? []),
    );
    const [unit] = units;
    if (units.size === 1) {
      return { type: 'unit', unit };
    }
    if (units.size === 0) {
      return { type: 'dangling', host, reason: 'no-such-service' };
    }
    const candidates = [...units];
    const clusters = new Set(candidates.map(({ cluster }) => cluster));
    const [cluster] = clusters;
    const gateway =
      clusters.size === 1
        ? gatewayOfClass([...(this.#gateways.get(cluster) ?? [])], undefined)
        : undefined;
    return gateway
      ? { type: 'unit', unit: gateway }
      : { type: 'ambiguous', claim: host, candidates };
  }
}

/** A slice without ports means all of them. */
function portsOf({
  ports,
}: EndpointSlice['fields']): Array<number | undefined> {
  return ports.length > 0 ? ports.map(({ port }) => port) : [undefined];
}

function addTo(map: Map<string, Set<Unit>>, key: string, unit: Unit): void {
  const known = map.get(key);
  if (known) {
    known.add(unit);
  } else {
    map.set(key, new Set([unit]));
  }
}
