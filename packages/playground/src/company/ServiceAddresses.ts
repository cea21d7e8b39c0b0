import { serviceAddress } from './addresses';
import type { ClusterPlan } from './plan';
import { PRODUCTS, type DependencySpec } from './spec';
import type { NamespaceModel, ResolvedDependency } from './workload';

/** The address that the pictures of the documentation show. */
const KNOWN_ADDRESSES: Readonly<Record<string, string>> = {
  'prod-hangzhou/middleware/redis-session': '10.96.41.20',
};

interface ServicePlace {
  namespace: string;
  environment: string;
  port: number;
}

/** Cluster IPs and DNS names of one cluster. */
export class ServiceAddresses {
  readonly #clusterName: string;
  readonly #byPath = new Map<string, string>();
  /** Places of a service or middleware, by id and copy. */
  readonly #byCopy = new Map<string, ServicePlace[]>();

  constructor({ spec, workloads, external }: ClusterPlan) {
    this.#clusterName = spec.name;
    // Machines outside come first: where they are, nothing inside has the same id.
    for (const { spec: middleware, namespace } of external) {
      this.#add(middleware.id, namespace, PRODUCTS[middleware.product].port);
    }
    for (const { program, namespace } of workloads) {
      const port =
        program.type === 'service'
          ? program.spec.port
          : PRODUCTS[program.spec.product].port;
      this.#add(program.spec.id, namespace, port);
    }
  }

  #add(
    id: string,
    { name, environment, copy }: NamespaceModel,
    port: number,
  ): void {
    const path = `${name}/${id}`;
    const known = KNOWN_ADDRESSES[`${this.#clusterName}/${path}`];
    this.#byPath.set(path, known ?? serviceAddress(this.#byPath.size * 3));
    const key = copyKey(id, copy);
    const places = this.#byCopy.get(key) ?? [];
    places.push({ namespace: name, environment, port });
    this.#byCopy.set(key, places);
  }

  get(namespace: string, id: string): string {
    const address = this.#byPath.get(`${namespace}/${id}`);
    if (!address) {
      throw new Error(`${this.#clusterName} has no service ${namespace}/${id}`);
    }
    return address;
  }

  /** Where `id` is found by a program of this namespace: same environment and copy, or shared. */
  resolve(
    id: string,
    from: { environment: string; copy: number },
  ): Omit<ResolvedDependency, keyof DependencySpec> | undefined {
    const candidates = this.#byCopy.get(copyKey(id, from.copy));
    const target =
      candidates?.find(({ environment }) => environment === from.environment) ??
      candidates?.[0];
    return target && this.#at(target.namespace, id, target.port);
  }

  #at(namespace: string, id: string, port: number) {
    return {
      namespace,
      host: `${id}.${namespace}.svc.cluster.local`,
      port,
      address: this.get(namespace, id),
    };
  }
}

function copyKey(id: string, copy: number): string {
  return `${id}#${copy}`;
}
