import type { Environment, ServiceSpec, TeamId } from './spec';
import type { NamespaceModel } from './workload';

/** The namespaces of one cluster, made as workloads ask for them. */
export class NamespaceBook {
  readonly #byName = new Map<string, NamespaceModel>();

  ofService(service: ServiceSpec, environment: Environment, copy: number) {
    const base =
      service.namespace ?? `${service.area ?? service.team}-${environment}`;
    const team = base.startsWith('kube-') ? undefined : service.team;
    return this.get(base, environment, copy, team);
  }

  get(
    base: string,
    environment: Environment,
    copy: number,
    team: TeamId | undefined,
  ) {
    const name = withCopy(base, copy);
    let namespace = this.#byName.get(name);
    if (!namespace) {
      namespace = { name, environment, team, copy };
      this.#byName.set(name, namespace);
    }
    return namespace;
  }

  all() {
    return [...this.#byName.values()].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  }
}

function withCopy(name: string, copy: number): string {
  return copy === 0 ? name : `${name}-r${String(copy + 1).padStart(2, '0')}`;
}
