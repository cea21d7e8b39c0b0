import type { NamespaceVerb } from '@panorama/plugin-fleet-node';
import type { NamespaceGrantConfig } from '../../config';
import { NOTHING, VerbScope } from './accessScope';
import { configuredOwners, NamespaceFacts } from './configuredOwners';
import type { PlatformGrants, SubjectKey } from './platformGrants';
import { bitOf, NO_VERBS, Verbs } from './verbs';

/** The permission system's answer, with the conditions already made into a question. */
export type Decision<Resource> =
  | { result: 'ALLOW' }
  | { result: 'DENY' }
  | { result: 'CONDITIONAL'; holds: (resource: Resource) => boolean };

/** Everything that rules may look at, frozen at one moment. */
export interface RightsSnapshot {
  namespaces: readonly NamespaceFacts[];
  grants: ReadonlyMap<string, PlatformGrants>;
  owners: NamespaceGrantConfig[];
  /** Cluster whose workspace bindings count everywhere. */
  workspaceHost?: string;
}

/** Rights that the platform gives in one namespace to somebody who is all of `subjects`. */
export function platformVerbs(
  rights: RightsSnapshot,
  subjects: Iterable<SubjectKey>,
  { cluster, namespace, workspace }: NamespaceFacts,
): Verbs {
  const keys = [...subjects];
  const own =
    rights.grants.get(cluster)?.verbs(keys, namespace, workspace) ?? NO_VERBS;
  const host =
    rights.workspaceHost === undefined || rights.workspaceHost === cluster
      ? NO_VERBS
      : rights.grants
          .get(rights.workspaceHost)
          ?.workspaceVerbs(keys, workspace) ?? NO_VERBS;
  return own | host;
}

/** The two questions that permission rules ask, answered for one namespace. */
export class NamespaceResource {
  readonly #owners: () => Set<string>;

  constructor(
    private readonly rights: RightsSnapshot,
    private readonly facts: NamespaceFacts,
    private readonly subjectsOf: (
      claims: readonly string[],
    ) => Iterable<SubjectKey>,
    readonly verb: NamespaceVerb,
  ) {
    let owners: Set<string> | undefined;
    this.#owners = () => {
      owners ??= configuredOwners(rights.owners, facts);
      return owners;
    };
  }

  get cluster() {
    return this.facts.cluster;
  }

  get namespace() {
    return this.facts.namespace;
  }

  hasPlatformRole(claims: readonly string[], verb: NamespaceVerb): boolean {
    const verbs = platformVerbs(
      this.rights,
      this.subjectsOf(claims),
      this.facts,
    );
    const wanted = bitOf(verb) | bitOf(this.verb);
    return (verbs & wanted) === wanted;
  }

  isOwnedBy(claims: readonly string[]): boolean {
    const owners = this.#owners();
    return claims.some(claim => owners.has(claim));
  }
}

/** Walks all namespaces once; what nobody has seen yet is not in the answer. */
export function scopeOfDecision(
  decision: Decision<NamespaceResource>,
  verb: NamespaceVerb,
  rights: RightsSnapshot,
  subjectsOf: (claims: readonly string[]) => Iterable<SubjectKey>,
): VerbScope {
  if (decision.result === 'DENY') {
    return NOTHING;
  }
  if (decision.result === 'ALLOW') {
    return { kind: 'everything' };
  }
  const namespaces = new Map<string, Set<string>>();
  for (const facts of rights.namespaces) {
    if (
      decision.holds(new NamespaceResource(rights, facts, subjectsOf, verb))
    ) {
      const names = namespaces.get(facts.cluster) ?? new Set();
      namespaces.set(facts.cluster, names.add(facts.namespace));
    }
  }
  return { kind: 'some', namespaces };
}
