import type { KubeObject } from '../KubeObject';
import type { ClusterUser } from '../server/ClusterUser';
import type { ObjectStore } from '../store/ObjectStore';
import { ruleAllows, type AccessQuestion, type PolicyRule } from './rules';

const GROUP = 'rbac.authorization.k8s.io';
const ROLES = `roles.${GROUP}`;
const CLUSTER_ROLES = `clusterroles.${GROUP}`;
const ROLE_BINDINGS = `rolebindings.${GROUP}`;
const CLUSTER_ROLE_BINDINGS = `clusterrolebindings.${GROUP}`;

/** Members of this group are outside RBAC. */
export const MASTERS = 'system:masters';

type Subject = { kind: string; name: string; namespace?: string };
type Binding = {
  id: string;
  /** Empty for a ClusterRoleBinding. */
  namespace: string;
  roleRef: { kind: string; name: string };
  /** Whom it was found by, for the reason: `Group "team-a"`. */
  subject: string;
};

/** Bindings by who they are for. Rebuilt when a binding changes, which is rare next to questions. */
type BindingIndex = {
  users: Map<string, Binding[]>;
  groups: Map<string, Binding[]>;
};

export type Decision = { allowed: boolean; reason: string };

function push(
  map: Map<string, Binding[]>,
  key: string,
  binding: Binding,
): void {
  const list = map.get(key);
  if (list) list.push(binding);
  else map.set(key, [binding]);
}

/** Answers from the Role, ClusterRole and binding objects in the store, as kube-apiserver's RBAC authorizer does. */
export class Authorizer {
  readonly #store: ObjectStore;
  #index: BindingIndex | undefined;

  constructor(store: ObjectStore) {
    this.#store = store;
    store.onChange(({ kindId }) => {
      if (kindId === ROLE_BINDINGS || kindId === CLUSTER_ROLE_BINDINGS)
        this.#index = undefined;
    });
  }

  decide(user: ClusterUser, question: AccessQuestion): Decision {
    if (user.groups.includes(MASTERS)) return { allowed: true, reason: '' };
    const namespace = question.type === 'resource' ? question.namespace : '';
    const missing: string[] = [];
    for (const binding of this.#bindingsFor(user, namespace)) {
      const rules = this.#rulesOf(binding);
      if (!rules) {
        const { kind, name } = binding.roleRef;
        missing.push(`${kind.toLowerCase()}.${GROUP} "${name}" not found`);
      } else if (rules.some(rule => ruleAllows(rule, question))) {
        return {
          allowed: true,
          reason: `RBAC: allowed by ${binding.id} of ${binding.roleRef.kind} "${binding.roleRef.name}" to ${binding.subject}`,
        };
      }
    }
    if (missing.length === 0) return { allowed: false, reason: '' };
    const text = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
    return { allowed: false, reason: `RBAC: ${text}` };
  }

  /** Everything the user may do in a namespace, cluster-wide rules included. */
  rulesFor(user: ClusterUser, namespace: string): PolicyRule[] {
    const all: PolicyRule[] = user.groups.includes(MASTERS)
      ? [
          { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
          { verbs: ['*'], nonResourceURLs: ['*'] },
        ]
      : [];
    for (const binding of this.#bindingsFor(user, namespace)) {
      all.push(...(this.#rulesOf(binding) ?? []));
    }
    return all;
  }

  *#bindingsFor(user: ClusterUser, namespace: string): Generator<Binding> {
    const { users, groups } = (this.#index ??= this.#buildIndex());
    const lists = [
      users.get(user.name),
      ...user.groups.map(it => groups.get(it)),
    ];
    for (const binding of lists.flatMap(it => it ?? [])) {
      if (binding.namespace === '' || binding.namespace === namespace)
        yield binding;
    }
  }

  #rulesOf({ namespace, roleRef }: Binding): PolicyRule[] | undefined {
    const object =
      roleRef.kind === 'Role'
        ? this.#store.get(ROLES, namespace, roleRef.name)
        : this.#store.get(CLUSTER_ROLES, '', roleRef.name);
    if (!object) return undefined;
    return (object.render() as { rules?: PolicyRule[] | null }).rules ?? [];
  }

  #buildIndex(): BindingIndex {
    const index: BindingIndex = { users: new Map(), groups: new Map() };
    for (const kindId of [CLUSTER_ROLE_BINDINGS, ROLE_BINDINGS]) {
      for (const object of this.#store.list(kindId)) {
        const { roleRef, subjects } = object.render() as KubeObject & {
          roleRef: Binding['roleRef'];
          subjects?: Subject[];
        };
        const kind =
          kindId === ROLE_BINDINGS ? 'RoleBinding' : 'ClusterRoleBinding';
        const place =
          object.namespace === ''
            ? object.name
            : `${object.name}/${object.namespace}`;
        const binding = {
          id: `${kind} "${place}"`,
          namespace: object.namespace,
          roleRef,
        };
        for (const subject of subjects ?? []) {
          const { name } = subject;
          if (subject.kind === 'User') {
            push(index.users, name, { ...binding, subject: `User "${name}"` });
          } else if (subject.kind === 'Group') {
            push(index.groups, name, {
              ...binding,
              subject: `Group "${name}"`,
            });
          } else if (subject.kind === 'ServiceAccount') {
            const space = subject.namespace ?? object.namespace;
            push(index.users, `system:serviceaccount:${space}:${name}`, {
              ...binding,
              subject: `ServiceAccount "${name}/${space}"`,
            });
          }
        }
      }
    }
    return index;
  }
}
