import type { HttpRouteFields } from '@panorama/plugin-fleet-node';
import type { Estate } from '../estate/Estate';
import { placeKey } from './units';

/** Host names under which Ingresses and routes let callers in, and the Services behind them. */
export class EntryHosts {
  /** Keys of Services by host. */
  readonly #services = new Map<string, Set<string>>();

  constructor(estate: Estate) {
    for (const { cluster, namespace, fields } of estate.ingresses) {
      for (const { host, service } of fields.rules) {
        this.#add(host, placeKey(cluster, namespace, service));
      }
    }
    for (const { cluster, fields } of estate.httpRoutes) {
      for (const { namespace, service } of routedServices(fields)) {
        for (const host of fields.hostnames) {
          this.#add(host, placeKey(cluster, namespace, service));
        }
      }
    }
  }

  /** Exact names first, then a wildcard for the first label. */
  services(host: string): string[] {
    const wildcard = `*${host.slice(host.indexOf('.'))}`;
    return [
      ...(this.#services.get(host) ?? this.#services.get(wildcard) ?? []),
    ].sort();
  }

  #add(host: string | undefined, service: string): void {
    if (host) {
      const key = host.toLowerCase();
      const services = this.#services.get(key) ?? new Set();
      services.add(service);
      this.#services.set(key, services);
    }
  }
}

/** Services that a route sends anything to. */
export function routedServices({
  rules,
}: HttpRouteFields): Array<{ namespace: string; service: string }> {
  return rules.flatMap(({ backends }) =>
    backends.filter(({ weight }) => weight > 0),
  );
}
