import type { Estate } from '../estate/Estate';
import {
  leadsOutside,
  placeKey,
  type EndpointSlice,
  type KubeService,
} from './units';

/** IP addresses of each cluster: two clusters may use the same ones. */
export class ClusterAddresses {
  readonly #services = new Map<string, KubeService>();

  constructor(
    estate: Estate,
    slices: ReadonlyMap<string, readonly EndpointSlice[]>,
  ) {
    for (const service of estate.services) {
      const { cluster, namespace, name, fields } = service;
      const { clusterIp } = fields;
      if (clusterIp && clusterIp !== 'None') {
        this.#set(cluster, clusterIp, service);
      }
      // Hand-written endpoints are outside; whoever names them means the host.
      if (!leadsOutside(service)) {
        for (const slice of slices.get(placeKey(cluster, namespace, name)) ??
          []) {
          for (const address of slice.fields.endpoints.flatMap(
            endpoint => endpoint.addresses,
          )) {
            this.#set(cluster, address, service);
          }
        }
      }
    }
  }

  /** A Service that has the address, or whose pods have it. */
  service(cluster: string, ip: string): KubeService | undefined {
    return this.#services.get(`${cluster}/${ip}`);
  }

  /** Several Services share pods; any of them leads to the same node, so the first in the alphabet will do. */
  #set(cluster: string, ip: string, service: KubeService): void {
    const key = `${cluster}/${ip}`;
    const known = this.#services.get(key);
    if (!known || nameOf(service) < nameOf(known)) {
      this.#services.set(key, service);
    }
  }
}

function nameOf({ namespace, name }: KubeService): string {
  return `${namespace}/${name}`;
}
