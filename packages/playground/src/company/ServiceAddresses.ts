import { serviceAddress } from './addresses';
import type { ClusterPlan, PlannedWorkload } from './plan';
import { PRODUCTS, type DependencySpec } from './spec';
import type { ResolvedDependency } from './workload';

/** The address that the pictures of the documentation show. */
const KNOWN_ADDRESSES: Readonly<Record<string, string>> = {
  'prod-hangzhou/middleware/redis-session': '10.96.41.20',
};

/** Cluster IPs and DNS names of one cluster. */
export class ServiceAddresses {
  readonly #plan: ClusterPlan;
  readonly #byPath = new Map<string, string>();

  constructor(plan: ClusterPlan) {
    this.#plan = plan;
    const services = [
      ...plan.workloads.map(({ namespace, program }) => [
        namespace.name,
        program.spec.id,
      ]),
      ...plan.external.map(({ namespace, spec }) => [namespace.name, spec.id]),
    ];
    services.forEach(([namespace, id], number) => {
      const path = `${namespace}/${id}`;
      const known = KNOWN_ADDRESSES[`${plan.spec.name}/${path}`];
      this.#byPath.set(path, known ?? serviceAddress(number * 3));
    });
  }

  get(namespace: string, id: string): string {
    const address = this.#byPath.get(`${namespace}/${id}`);
    if (!address) {
      throw new Error(
        `${this.#plan.spec.name} has no service ${namespace}/${id}`,
      );
    }
    return address;
  }

  /** Where `id` is found by a program of this namespace: same environment and copy, or shared. */
  resolve(
    id: string,
    from: { environment: string; copy: number },
  ): Omit<ResolvedDependency, keyof DependencySpec> | undefined {
    const outside = this.#plan.external.find(
      ({ spec, namespace }) => spec.id === id && namespace.copy === from.copy,
    );
    if (outside) {
      return this.#at(
        outside.namespace.name,
        id,
        PRODUCTS[outside.spec.product].port,
      );
    }
    const candidates = this.#inside(id).filter(
      ({ namespace }) => namespace.copy === from.copy,
    );
    const inside =
      candidates.find(
        ({ namespace }) => namespace.environment === from.environment,
      ) ?? candidates[0];
    if (!inside) {
      return undefined;
    }
    const { program, namespace } = inside;
    return this.#at(
      namespace.name,
      id,
      program.type === 'service'
        ? program.spec.port
        : PRODUCTS[program.spec.product].port,
    );
  }

  readonly #workloadsById = new Map<string, PlannedWorkload[]>();

  #inside(id: string): PlannedWorkload[] {
    if (this.#workloadsById.size === 0) {
      for (const workload of this.#plan.workloads) {
        const list = this.#workloadsById.get(workload.program.spec.id) ?? [];
        list.push(workload);
        this.#workloadsById.set(workload.program.spec.id, list);
      }
    }
    return this.#workloadsById.get(id) ?? [];
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
