import type {
  FleetObject,
  RoleBindingFields,
  RoleFields,
} from '@panorama/plugin-fleet-node';
import type { FleetConfig } from '../config';
import type { Inventory } from '../worker/Inventory';
import type { RightsSource } from './AccessResolver';
import {
  ClusterRights,
  NamespaceFacts,
  PlatformGrants,
  RightsSnapshot,
} from './rules';

export const WORKSPACE_LABEL = 'kubesphere.io/workspace';

/** Kinds that give rights; a change of one of them may change anybody's. */
export const RIGHTS_KINDS = {
  roleBindings: 'rolebindings.rbac.authorization.k8s.io',
  clusterRoleBindings: 'clusterrolebindings.rbac.authorization.k8s.io',
  roles: 'roles.rbac.authorization.k8s.io',
  clusterRoles: 'clusterroles.rbac.authorization.k8s.io',
  workspaceRoleBindings: 'workspacerolebindings.iam.kubesphere.io',
} as const;

/**
 * Role bindings, roles and namespaces of all clusters, compiled when they
 * changed and somebody asks.
 */
export class PlatformRights implements RightsSource {
  readonly #listeners = new Set<() => void>();
  #version = 1;
  #namespaces = -1;
  #unreadable = '';
  #compiled: { version: number; rights: RightsSnapshot } | undefined;

  constructor(
    private readonly inventory: Inventory,
    private readonly config: FleetConfig['access'],
  ) {}

  start(signal: AbortSignal): void {
    const changed = () => {
      this.#version += 1;
      [...this.#listeners].forEach(listener => listener());
    };
    const ends = [
      ...Object.values(RIGHTS_KINDS).map(kind =>
        this.inventory.onChange(kind, changed),
      ),
      this.inventory.onChange('namespaces', changed),
      this.inventory.onStatus(() => {
        const unreadable = this.#clustersWithoutRoles().join('\n');
        if (unreadable !== this.#unreadable) {
          this.#unreadable = unreadable;
          changed();
        }
      }),
      // A pod may be the first sign of a namespace where namespaces cannot be listed.
      this.inventory.onChange('pods', () => {
        if (this.inventory.pods.namespaceCount() !== this.#namespaces) {
          this.#namespaces = this.inventory.pods.namespaceCount();
          changed();
        }
      }),
    ];
    signal.addEventListener('abort', () => ends.forEach(end => end()), {
      once: true,
    });
  }

  current() {
    if (this.#compiled?.version !== this.#version) {
      this.#compiled = { version: this.#version, rights: this.#compile() };
    }
    return this.#compiled;
  }

  onChange(listener: () => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Facts of one namespace, whether or not anything runs in it. */
  namespace(cluster: string, namespace: string): NamespaceFacts {
    const object = this.inventory.objects.get(
      'namespaces',
      cluster,
      '',
      namespace,
    );
    return { cluster, namespace, workspace: object?.labels[WORKSPACE_LABEL] };
  }

  #compile(): RightsSnapshot {
    const namespaces = this.#allNamespaces();
    const clusters = new Set(namespaces.map(({ cluster }) => cluster));
    if (this.config.workspaceHost) {
      clusters.add(this.config.workspaceHost);
    }
    return {
      namespaces,
      grants: new Map(
        [...clusters].map(cluster => [
          cluster,
          new PlatformGrants(this.#rightsOf(cluster)),
        ]),
      ),
      owners: this.config.namespaces,
      workspaceHost: this.config.workspaceHost,
    };
  }

  #allNamespaces(): NamespaceFacts[] {
    const { pods, objects } = this.inventory;
    const found = new Map<string, NamespaceFacts>();
    for (const { cluster, name, labels } of objects.list('namespaces')) {
      found.set(`${cluster}/${name}`, {
        cluster,
        namespace: name,
        workspace: labels[WORKSPACE_LABEL],
      });
    }
    for (let id = 0; id < pods.namespaceCount(); id++) {
      const row = pods.namespace(id);
      const cluster = pods.cluster(row.cluster);
      const key = `${cluster}/${row.name}`;
      if (!found.has(key)) {
        found.set(key, { cluster, namespace: row.name });
      }
    }
    return [...found.values()];
  }

  /** Clusters that do not let the portal read roles; roles that have not come yet are another matter. */
  #clustersWithoutRoles(): string[] {
    return this.inventory
      .statuses()
      .filter(({ missingKinds }) =>
        missingKinds.some(({ kind }) => kind === RIGHTS_KINDS.clusterRoles),
      )
      .map(({ name }) => name);
  }

  #rightsOf(cluster: string): ClusterRights {
    const list = <T>(kind: string) =>
      [...this.inventory.objects.list<T>(kind, { cluster })] as Array<
        FleetObject<T>
      >;
    const clusterRoles = list<RoleFields>(RIGHTS_KINDS.clusterRoles);
    return {
      bindings: [
        ...list<RoleBindingFields>(RIGHTS_KINDS.roleBindings),
        ...list<RoleBindingFields>(RIGHTS_KINDS.clusterRoleBindings),
      ].map(({ namespace, fields }) => ({
        namespace,
        roleKind: fields.roleRef.kind,
        roleName: fields.roleRef.name,
        subjects: fields.subjects,
      })),
      roles: this.#clustersWithoutRoles().includes(cluster)
        ? undefined
        : [
            ...clusterRoles.map(({ name, fields }) => ({
              kind: 'ClusterRole' as const,
              namespace: '',
              name,
              rules: fields.rules,
            })),
            ...list<RoleFields>(RIGHTS_KINDS.roles).map(
              ({ name, namespace, fields }) => ({
                kind: 'Role' as const,
                namespace,
                name,
                rules: fields.rules,
              }),
            ),
          ],
      workspaceBindings: list<RoleBindingFields>(
        RIGHTS_KINDS.workspaceRoleBindings,
      ).flatMap(({ labels, fields }) =>
        labels[WORKSPACE_LABEL]
          ? [
              {
                workspace: labels[WORKSPACE_LABEL],
                roleName: fields.roleRef.name,
                subjects: fields.subjects,
              },
            ]
          : [],
      ),
    };
  }
}
