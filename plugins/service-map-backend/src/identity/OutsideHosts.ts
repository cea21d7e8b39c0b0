import {
  externalNodeId,
  type TechnologyId,
} from '@panorama/plugin-service-map-common';
import { isIpAddress } from './hosts';
import { recognisePorts } from './technologies';
import { UnionFind } from './UnionFind';

export interface OutsideAddress {
  host: string;
  port?: number;
}

/** A Service that stands for something outside its cluster. */
export interface OutsideName {
  cluster: string;
  namespace: string;
  name: string;
}

/** One thing outside all clusters, whoever names it. */
export interface OutsideHost {
  id: string;
  /** The name that most clusters have for it, else its host. */
  name: string;
  addresses: OutsideAddress[];
  names: OutsideName[];
  /** Of its port. */
  technology?: TechnologyId;
  /** Ready addresses of Services that stand for it. */
  readyEndpoints?: number;
}

/** Ports of the web say nothing that the scheme did not. */
const WEB_PORTS = new Set([80, 443]);

function keyOf({ host, port }: OutsideAddress): string {
  return `${host}|${port ?? ''}`;
}

/** Web ports are left out: `https://api.example.com` and `api.example.com:443` are one. */
export function outsideAddress(host: string, port?: number): OutsideAddress {
  return port === undefined || WEB_PORTS.has(port) ? { host } : { host, port };
}

/**
 * Collects every address outside that anybody names, and settles which are one.
 * Addresses of one list (of a Service's endpoints, of a Kafka client) are one,
 * and a host named without port is the host named with one, if there is only
 * one. Add everything before asking: the answer is the same in any order.
 */
export class OutsideHosts {
  readonly #joined = new UnionFind();
  readonly #addresses = new Map<string, OutsideAddress>();
  readonly #names = new Map<string, OutsideName[]>();
  readonly #ready = new Map<string, number>();
  #settled: Map<string, OutsideHost> | undefined;

  /** Addresses that lead to one thing, and the Service that says so. */
  add(
    addresses: readonly OutsideAddress[],
    name?: OutsideName,
    ready?: number,
  ): void {
    const [first] = addresses;
    for (const address of addresses) {
      const key = keyOf(address);
      this.#addresses.set(key, address);
      this.#joined.join(keyOf(first), key);
    }
    if (name && first) {
      const key = keyOf(first);
      this.#names.set(key, [...(this.#names.get(key) ?? []), name]);
      this.#ready.set(key, Math.max(this.#ready.get(key) ?? 0, ready ?? 0));
    }
    this.#settled = undefined;
  }

  /** The thing that an address leads to; only for what was added. */
  at(address: OutsideAddress): OutsideHost | undefined {
    this.#settled ??= this.#settle();
    return this.#settled.get(keyOf(address));
  }

  all(): OutsideHost[] {
    this.#settled ??= this.#settle();
    return [...new Set(this.#settled.values())];
  }

  #settle(): Map<string, OutsideHost> {
    this.#joinBareHosts();
    const settled = new Map<string, OutsideHost>();
    for (const keys of this.#joined.groups()) {
      const host = this.#hostOf(keys);
      keys.forEach(key => settled.set(key, host));
    }
    return settled;
  }

  #joinBareHosts(): void {
    const ported = new Map<string, Set<string>>();
    for (const [key, { host, port }] of this.#addresses) {
      if (port !== undefined) {
        const things = ported.get(host) ?? new Set();
        things.add(this.#joined.find(key));
        ported.set(host, things);
      }
    }
    for (const [key, { host, port }] of this.#addresses) {
      const things = ported.get(host);
      if (port === undefined && things?.size === 1) {
        this.#joined.join([...things][0], key);
      }
    }
  }

  #hostOf(keys: string[]): OutsideHost {
    const addresses = keys
      .map(key => this.#addresses.get(key)!)
      .sort(byAddress);
    const names = keys.flatMap(key => this.#names.get(key) ?? []);
    // With a port where anybody names one: the same host may run more than this.
    const main = addresses.find(({ port }) => port !== undefined);
    const { host, port } = main ?? addresses[0];
    const { technology } = recognisePorts(
      addresses.flatMap(address => address.port ?? []),
    );
    return {
      id: externalNodeId(host, port),
      name: commonest(names.map(({ name }) => name)) ?? host,
      addresses,
      names,
      ...(technology && { technology }),
      ...(names.length > 0 && {
        readyEndpoints: Math.max(...keys.map(key => this.#ready.get(key) ?? 0)),
      }),
    };
  }
}

/** Names before IP addresses, which change more often; then as text. */
function byAddress(a: OutsideAddress, b: OutsideAddress): number {
  const rank = (address: OutsideAddress) =>
    `${isIpAddress(address.host) ? 1 : 0}${keyOf(address)}`;
  return rank(a) < rank(b) ? -1 : 1;
}

/** Of equally common ones the first in the alphabet. */
function commonest(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  names.forEach(name => counts.set(name, (counts.get(name) ?? 0) + 1));
  const [best] = [...counts].sort(
    ([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1),
  );
  return best?.[0];
}
