import { PolicyRule, verbsOfRules, wellKnownVerbs } from './roleVerbs';
import { LOGS, NO_VERBS, READ, Verbs } from './verbs';

/** A person or group as the API server knows it: `user:ann@example.org`, `group:oidc:payments`. */
export type SubjectKey = `user:${string}` | `group:${string}`;

export interface BindingSubject {
  kind: string;
  name: string;
}

/** A RoleBinding, or a ClusterRoleBinding when `namespace` is empty. */
export interface RoleBindingFact {
  namespace: string;
  roleKind: string;
  roleName: string;
  subjects: BindingSubject[];
}

export interface RoleFact {
  kind: 'Role' | 'ClusterRole';
  namespace: string;
  name: string;
  rules: PolicyRule[];
}

/** A KubeSphere WorkspaceRoleBinding. */
export interface WorkspaceBindingFact {
  workspace: string;
  roleName: string;
  subjects: BindingSubject[];
}

/** Everything in one cluster that gives somebody a right. */
export interface ClusterRights {
  bindings: RoleBindingFact[];
  /** `undefined` where the portal may not read roles: well-known names are believed then. */
  roles: RoleFact[] | undefined;
  workspaceBindings: WorkspaceBindingFact[];
}

interface SubjectGrants {
  everywhere: Verbs;
  namespaces: Map<string, Verbs>;
  workspaces: Map<string, Verbs>;
}

/**
 * Workspace roles that see every namespace of the workspace. `self-provisioner`
 * and `regular` see only what a RoleBinding gives them.
 */
const WORKSPACE_ROLES = ['admin', 'viewer'];

function subjectKey({ kind, name }: BindingSubject): SubjectKey | undefined {
  if (kind === 'User') {
    return `user:${name}`;
  }
  // system: groups are the API server's own; no catalog group may stand for one.
  return kind === 'Group' && !name.startsWith('system:')
    ? `group:${name}`
    : undefined;
}

function join(map: Map<string, Verbs>, key: string, verbs: Verbs) {
  map.set(key, (map.get(key) ?? NO_VERBS) | verbs);
}

/** Who may see what in one cluster. Immutable: changed facts make a new one. */
export class PlatformGrants {
  readonly #grants = new Map<SubjectKey, SubjectGrants>();

  constructor(rights: ClusterRights) {
    const roles =
      rights.roles &&
      new Map(
        rights.roles.map(role => [
          `${role.kind}/${role.namespace}/${role.name}`,
          verbsOfRules(role.rules),
        ]),
      );
    for (const binding of rights.bindings) {
      const { roleKind, roleName, namespace } = binding;
      const roleNamespace = roleKind === 'Role' ? namespace : '';
      const verbs = roles
        ? roles.get(`${roleKind}/${roleNamespace}/${roleName}`) ?? NO_VERBS
        : wellKnownVerbs(roleKind, roleName);
      for (const grants of this.#subjects(binding.subjects, verbs)) {
        if (namespace) {
          join(grants.namespaces, namespace, verbs);
        } else {
          grants.everywhere |= verbs;
        }
      }
    }
    for (const { workspace, roleName, subjects } of rights.workspaceBindings) {
      const verbs = WORKSPACE_ROLES.some(
        role => roleName === `${workspace}-${role}`,
      )
        ? READ | LOGS
        : NO_VERBS;
      for (const grants of this.#subjects(subjects, verbs)) {
        join(grants.workspaces, workspace, verbs);
      }
    }
  }

  /** Rights of anybody who is all of `subjects` at once. */
  verbs(
    subjects: Iterable<SubjectKey>,
    namespace: string,
    workspace: string | undefined,
  ): Verbs {
    let verbs = NO_VERBS;
    for (const subject of subjects) {
      const grants = this.#grants.get(subject);
      if (grants) {
        verbs |=
          grants.everywhere | (grants.namespaces.get(namespace) ?? NO_VERBS);
        verbs |= this.#inWorkspace(grants, workspace);
      }
    }
    return verbs;
  }

  /** Rights that workspace roles alone give: what a federation's host says about its members. */
  workspaceVerbs(
    subjects: Iterable<SubjectKey>,
    workspace: string | undefined,
  ): Verbs {
    let verbs = NO_VERBS;
    for (const subject of subjects) {
      const grants = this.#grants.get(subject);
      if (grants) {
        verbs |= this.#inWorkspace(grants, workspace);
      }
    }
    return verbs;
  }

  #inWorkspace(grants: SubjectGrants, workspace: string | undefined): Verbs {
    return workspace === undefined
      ? NO_VERBS
      : grants.workspaces.get(workspace) ?? NO_VERBS;
  }

  *#subjects(
    subjects: BindingSubject[],
    verbs: Verbs,
  ): Generator<SubjectGrants> {
    if (verbs === NO_VERBS) {
      return;
    }
    for (const subject of subjects) {
      const key = subjectKey(subject);
      if (key) {
        let grants = this.#grants.get(key);
        if (!grants) {
          grants = {
            everywhere: NO_VERBS,
            namespaces: new Map(),
            workspaces: new Map(),
          };
          this.#grants.set(key, grants);
        }
        yield grants;
      }
    }
  }
}
