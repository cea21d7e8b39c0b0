import fc from 'fast-check';
import type { NamespaceGrantConfig } from '../config';
import {
  AccessScope,
  allows,
  canonicalScope,
  ClusterRights,
  Decision,
  maskOf,
  NamespaceFacts,
  NamespaceResource,
  PlatformGrants,
  RightsSnapshot,
  scopeOfDecision,
  SubjectKey,
} from './rules';

/**
 * The rules against a second, slow and obvious reading of the same facts. Names
 * are few, so that everything collides with everything.
 */
const CLUSTERS = ['c1', 'c2', 'c*'];
const NAMESPACES = ['a', 'b', 'a-b', 'c1'];
const WORKSPACES = ['w', 'v', undefined];
const PEOPLE = ['u1', 'u2', 'admin'];
const GROUPS = ['g1', 'g2', 'system:authenticated'];
const RESOURCES = ['pods', 'pods/log', '*', '*/log', 'pods/*', 'secrets'];
const VERBS = ['get', 'list', 'watch', '*', 'delete'];

interface World {
  clusters: Record<string, ClusterRights>;
  namespaces: NamespaceFacts[];
  owners: NamespaceGrantConfig[];
  workspaceHost: string | undefined;
}

interface Asker {
  subjects: SubjectKey[];
  claims: string[];
  read: PolicyWord;
  logs: PolicyWord;
  view: boolean;
}

type PolicyWord =
  | 'ALLOW'
  | 'DENY'
  | 'role'
  | 'owner'
  | 'role-or-owner'
  | 'role-and-owner'
  | 'not-owner';

const subject = fc.oneof(
  fc.record({ kind: fc.constant('User'), name: fc.constantFrom(...PEOPLE) }),
  fc.record({ kind: fc.constant('Group'), name: fc.constantFrom(...GROUPS) }),
  fc.record({
    kind: fc.constant('ServiceAccount'),
    name: fc.constantFrom(...PEOPLE),
  }),
);
const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 0 });

const role = fc.record({
  kind: fc.constantFrom('Role' as const, 'ClusterRole' as const),
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom('view', 'edit', 'own', 'other'),
  rules: fc.array(
    fc.record({
      apiGroups: some('', 'apps', '*'),
      resources: some(...RESOURCES),
      verbs: some(...VERBS),
      resourceNames: fc.constantFrom<string[]>([], [], ['one-pod']),
    }),
    { maxLength: 3 },
  ),
});

const cluster: fc.Arbitrary<ClusterRights> = fc.record({
  bindings: fc.array(
    fc.record({
      namespace: fc.constantFrom('', ...NAMESPACES),
      roleKind: fc.constantFrom('Role', 'ClusterRole'),
      roleName: fc.constantFrom('view', 'edit', 'own', 'other', 'admin'),
      subjects: fc.array(subject, { maxLength: 2 }),
    }),
    { maxLength: 6 },
  ),
  roles: fc.option(
    fc
      .uniqueArray(role, {
        maxLength: 6,
        selector: ({ kind, namespace, name }) =>
          `${kind}/${kind === 'Role' ? namespace : ''}/${name}`,
      })
      .map(roles =>
        roles.map(one => ({
          ...one,
          namespace: one.kind === 'Role' ? one.namespace : '',
        })),
      ),
    { nil: undefined },
  ),
  workspaceBindings: fc.array(
    fc.record({
      workspace: fc.constantFrom('w', 'v'),
      roleName: fc.constantFrom(
        'w-admin',
        'w-viewer',
        'w-regular',
        'v-admin',
        'admin',
        'w-self-provisioner',
      ),
      subjects: fc.array(subject, { maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
});

const world: fc.Arbitrary<World> = fc.record({
  clusters: fc.record({ c1: cluster, c2: cluster, 'c*': cluster }),
  namespaces: fc.uniqueArray(
    fc.record({
      cluster: fc.constantFrom(...CLUSTERS),
      namespace: fc.constantFrom(...NAMESPACES),
      workspace: fc.constantFrom(...WORKSPACES),
    }),
    {
      minLength: 1,
      maxLength: 10,
      selector: facts => `${facts.cluster}/${facts.namespace}`,
    },
  ),
  owners: fc.array(
    fc.record(
      {
        cluster: fc.constantFrom('c1', 'c*', '*'),
        namespace: fc.constantFrom('a', 'a*', '*-b', '*'),
        workspace: fc.constantFrom('w', '*'),
        groups: fc.subarray(['group:default/g1', 'group:default/g2'], {
          minLength: 1,
        }),
      },
      { requiredKeys: ['groups'] },
    ),
    { maxLength: 3 },
  ),
  workspaceHost: fc.constantFrom(undefined, 'c1'),
});

const word = fc.constantFrom<PolicyWord>(
  'ALLOW',
  'DENY',
  'role',
  'owner',
  'role-or-owner',
  'role-and-owner',
  'not-owner',
);
const asker: fc.Arbitrary<Asker> = fc.record({
  subjects: fc.subarray<SubjectKey>([
    'user:u1',
    'user:u2',
    'group:g1',
    'group:g2',
  ]),
  claims: fc.subarray([
    'group:default/g1',
    'group:default/g2',
    'user:default/u1',
  ]),
  read: word,
  logs: word,
  view: fc.boolean(),
});

const DECISIONS: Record<
  PolicyWord,
  (claims: string[]) => Decision<NamespaceResource>
> = {
  ALLOW: () => ({ result: 'ALLOW' }),
  DENY: () => ({ result: 'DENY' }),
  role: claims => ({
    result: 'CONDITIONAL',
    holds: r => r.hasPlatformRole(claims, r.verb),
  }),
  owner: claims => ({ result: 'CONDITIONAL', holds: r => r.isOwnedBy(claims) }),
  'role-or-owner': claims => ({
    result: 'CONDITIONAL',
    holds: r => r.hasPlatformRole(claims, r.verb) || r.isOwnedBy(claims),
  }),
  'role-and-owner': claims => ({
    result: 'CONDITIONAL',
    holds: r => r.hasPlatformRole(claims, r.verb) && r.isOwnedBy(claims),
  }),
  'not-owner': claims => ({
    result: 'CONDITIONAL',
    holds: r => !r.isOwnedBy(claims),
  }),
};

function scopeOf(facts: World, person: Asker): AccessScope {
  const rights: RightsSnapshot = {
    namespaces: facts.namespaces,
    grants: new Map(
      Object.entries(facts.clusters).map(([name, own]) => [
        name,
        new PlatformGrants(own),
      ]),
    ),
    owners: facts.owners,
    workspaceHost: facts.workspaceHost,
  };
  const scope = (verb: 'read' | 'logs') =>
    scopeOfDecision(
      DECISIONS[person[verb]](person.claims),
      verb,
      rights,
      () => person.subjects,
    );
  return {
    view: person.view,
    clusters: false,
    read: scope('read'),
    logs: scope('logs'),
  };
}

// The slow reading: one question at a time, in the words of Kubernetes' documents.

function starred(pattern: string, text: string): boolean {
  if (pattern === '') {
    return text === '';
  }
  if (pattern[0] === '*') {
    return (
      starred(pattern.slice(1), text) ||
      (text !== '' && starred(pattern, text.slice(1)))
    );
  }
  return pattern[0] === text[0] && starred(pattern.slice(1), text.slice(1));
}

function mayIn(
  rights: ClusterRights,
  roleKind: string,
  roleName: string,
  namespace: string,
  verb: string,
  resource: 'pods' | 'pods/log',
) {
  if (!rights.roles) {
    return (
      roleKind === 'ClusterRole' &&
      ['view', 'edit', 'admin', 'cluster-admin'].includes(roleName)
    );
  }
  for (const one of rights.roles) {
    const isMeant =
      one.kind === roleKind &&
      one.name === roleName &&
      (roleKind === 'ClusterRole' ||
        (namespace !== '' && one.namespace === namespace));
    for (const rule of isMeant ? one.rules : []) {
      const resources = rule.resources ?? [];
      const isResource =
        resources.includes('*') ||
        resources.includes(resource) ||
        (resource === 'pods/log' && resources.includes('*/log'));
      const isVerb = rule.verbs?.includes(verb) || rule.verbs?.includes('*');
      const isGroup =
        rule.apiGroups?.includes('') || rule.apiGroups?.includes('*');
      if (isResource && isVerb && isGroup && rule.resourceNames?.length === 0) {
        return true;
      }
    }
  }
  return false;
}

function isSubject(
  person: Asker,
  { kind, name }: { kind: string; name: string },
) {
  return (
    (kind === 'User' && person.subjects.includes(`user:${name}`)) ||
    (kind === 'Group' && person.subjects.includes(`group:${name}`))
  );
}

function slowRole(
  facts: World,
  person: Asker,
  where: NamespaceFacts,
  wantsLogs: boolean,
) {
  const rights = facts.clusters[where.cluster];
  const byBinding = rights.bindings.some(binding => {
    const applies =
      binding.namespace === '' || binding.namespace === where.namespace;
    const may = (verb: string, resource: 'pods' | 'pods/log') =>
      mayIn(
        rights,
        binding.roleKind,
        binding.roleName,
        binding.namespace,
        verb,
        resource,
      );
    return (
      applies &&
      binding.subjects.some(one => isSubject(person, one)) &&
      may('get', 'pods') &&
      may('list', 'pods') &&
      (!wantsLogs || may('get', 'pods/log'))
    );
  });
  const sources = [
    rights,
    ...(facts.workspaceHost ? [facts.clusters[facts.workspaceHost]] : []),
  ];
  const byWorkspace = sources.some(source =>
    source.workspaceBindings.some(
      binding =>
        binding.workspace === where.workspace &&
        [`${where.workspace}-admin`, `${where.workspace}-viewer`].includes(
          binding.roleName,
        ) &&
        binding.subjects.some(one => isSubject(person, one)),
    ),
  );
  return byBinding || byWorkspace;
}

function slowOwner(facts: World, person: Asker, where: NamespaceFacts) {
  return facts.owners.some(
    grant =>
      (grant.cluster === undefined || starred(grant.cluster, where.cluster)) &&
      (grant.namespace === undefined ||
        starred(grant.namespace, where.namespace)) &&
      (grant.workspace === undefined ||
        (where.workspace !== undefined &&
          starred(grant.workspace, where.workspace))) &&
      grant.groups.some(group => person.claims.includes(group)),
  );
}

function slowWord(
  facts: World,
  person: Asker,
  where: NamespaceFacts,
  verb: 'read' | 'logs',
) {
  const hasRole = () => slowRole(facts, person, where, verb === 'logs');
  const isOwner = () => slowOwner(facts, person, where);
  switch (person[verb]) {
    case 'ALLOW':
      return true;
    case 'DENY':
      return false;
    case 'role':
      return hasRole();
    case 'owner':
      return isOwner();
    case 'role-or-owner':
      return hasRole() || isOwner();
    case 'role-and-owner':
      return hasRole() && isOwner();
    default:
      return !isOwner();
  }
}

function slowAllows(
  facts: World,
  person: Asker,
  where: NamespaceFacts,
  verb: 'read' | 'logs',
) {
  return (
    person.view &&
    slowWord(facts, person, where, 'read') &&
    (verb === 'read' || slowWord(facts, person, where, 'logs'))
  );
}

const ALL = CLUSTERS.flatMap(name =>
  NAMESPACES.map(namespace => ({ cluster: name, namespace })),
);

describe('the rules of access', () => {
  it('never say yes where a slow reading of the same facts says no, nor the other way round', () => {
    let cases = 0;
    let allowed = 0;
    fc.assert(
      fc.property(
        world,
        fc.array(asker, { minLength: 4, maxLength: 8 }),
        (facts, people) => {
          for (const person of people) {
            const scope = scopeOf(facts, person);
            for (const where of facts.namespaces) {
              for (const verb of ['read', 'logs'] as const) {
                const expected = slowAllows(facts, person, where, verb);
                const answer = allows(
                  scope,
                  where.cluster,
                  where.namespace,
                  verb,
                );
                // A plain comparison: a hundred thousand expectations take a minute.
                if (answer !== expected) {
                  throw new Error(
                    `${verb} of ${JSON.stringify(where)} is ${answer}`,
                  );
                }
                cases += 1;
                allowed += expected ? 1 : 0;
              }
            }
          }
        },
      ),
      { numRuns: 3_000, seed: 20261120 },
    );
    expect(cases).toBeGreaterThan(100_000);
    // Both answers have to come up often enough to be worth the name of a test.
    expect(allowed).toBeGreaterThan(cases / 20);
    expect(allowed).toBeLessThan(cases / 2);
  }, 120_000);

  it('say nothing about a namespace that nobody has seen, unless policy allows everything', () => {
    fc.assert(
      fc.property(world, asker, (facts, person) => {
        const scope = scopeOf(facts, person);
        const seen = new Set(
          facts.namespaces.map(one => `${one.cluster}/${one.namespace}`),
        );
        for (const where of ALL.filter(
          one => !seen.has(`${one.cluster}/${one.namespace}`),
        )) {
          expect(allows(scope, where.cluster, where.namespace, 'read')).toBe(
            person.view && person.read === 'ALLOW',
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('make masks that are the same answers by number', () => {
    fc.assert(
      fc.property(world, asker, (facts, person) => {
        const scope = scopeOf(facts, person);
        const mask = maskOf(scope, { count: ALL.length, at: id => ALL[id] });
        ALL.forEach(({ cluster: name, namespace }, id) => {
          expect(mask[id] === 1).toBe(allows(scope, name, namespace, 'read'));
        });
      }),
      { numRuns: 500 },
    );
  });

  it('put two people into one class only when every answer is the same', () => {
    fc.assert(
      fc.property(world, asker, asker, (facts, one, other) => {
        const [first, second] = [scopeOf(facts, one), scopeOf(facts, other)];
        if (canonicalScope(first) === canonicalScope(second)) {
          for (const { cluster: name, namespace } of [
            ...ALL,
            { cluster: 'new', namespace: 'new' },
          ]) {
            for (const verb of ['read', 'logs'] as const) {
              expect(allows(first, name, namespace, verb)).toBe(
                allows(second, name, namespace, verb),
              );
            }
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
