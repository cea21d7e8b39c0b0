import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { fleetNamespaceReadPermission } from '@panorama/plugin-fleet-common';
import {
  createFleetConditionalDecision,
  fleetConditions,
  FleetNamespaceQuery,
  fleetNamespaceRules,
} from '@panorama/plugin-fleet-node';
import { TestInventory } from '../__testUtils__/TestInventory';
import { AccessResolver } from './AccessResolver';
import { ClassIds } from './DefaultAccessSet';
import { namespaceResources } from './namespaceResources';
import { PlatformRights } from './PlatformRights';
import { SubjectDirectory } from './SubjectDirectory';

const ALLOW: AuthorizeResult.ALLOW = AuthorizeResult.ALLOW;
const ANN = 'user:default/ann';
const BEA = 'user:default/bea';

const user = (
  name: string,
  email?: string,
  annotations?: Record<string, string>,
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default', annotations },
  spec: { profile: { email }, memberOf: [] },
});

function setUp(decide: (person: string) => PolicyDecision) {
  let now = 1_000_000;
  const inventory = new TestInventory();
  const authorizeConditional = jest.fn(async (asked: unknown[], options) =>
    asked.map(() => decide(options.credentials.principal.userEntityRef)),
  );
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: jest.fn(async ({ entityRefs }) => ({
      items: entityRefs.map((ref: string) => {
        if (ref === ANN) {
          return user('ann', 'ann@example.org');
        }
        return ref === BEA ? user('bea', 'system:admin') : undefined;
      }),
    })),
  });
  const rights = new PlatformRights(inventory, {
    subjects: { user: 'email', groups: 'name', groupPrefix: '' },
    namespaces: [{ namespace: 'owned', groups: ['group:default/team'] }],
  });
  const directory = new SubjectDirectory({
    catalog,
    auth: mockServices.auth(),
    subjects: { user: 'email', groups: 'name', groupPrefix: '' },
    now: () => now,
  });
  const rules = Object.values(fleetNamespaceRules);
  const resolver = new AccessResolver({
    permissions: mockServices.permissions.mock({
      authorize: async asked => asked.map(() => ({ result: ALLOW })),
      authorizeConditional,
    }),
    auth: mockServices.auth(),
    userInfo: mockServices.userInfo(),
    directory,
    rights,
    transform: createConditionTransformer<FleetNamespaceQuery, typeof rules>(
      rules,
    ),
    classIds: new ClassIds(Buffer.from('key')),
    logger: mockServices.logger.mock(),
    now: () => now,
  });
  const controller = new AbortController();
  rights.start(controller.signal);
  resolver.start(controller.signal);
  inventory.forbid('c', 'clusterroles.rbac.authorization.k8s.io');
  for (const name of ['open', 'closed', 'owned']) {
    inventory.addObject({ cluster: 'c', kindId: 'namespaces', name });
  }
  const bind = (namespace: string, kind: string, name: string) =>
    inventory.addObject({
      cluster: 'c',
      kindId: 'rolebindings.rbac.authorization.k8s.io',
      namespace,
      name: `${kind}-${name}`,
      fields: {
        roleRef: { kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind, name }],
      },
    });
  return {
    inventory,
    resolver,
    rights,
    directory,
    catalog,
    authorizeConditional,
    bind,
    advance: (ms: number) => {
      now += ms;
    },
    stop: () => controller.abort(),
    sees: async (
      person: string,
      namespace: string,
      verb: 'read' | 'logs' = 'read',
    ) =>
      (await resolver.forUser(mockCredentials.user(person))).has(
        'c',
        namespace,
        verb,
      ),
  };
}

const where = (claims: string[]) =>
  createFleetConditionalDecision(fleetNamespaceReadPermission, {
    anyOf: [
      fleetConditions.hasPlatformRole({ claims }),
      fleetConditions.ownedByGroup({ claims }),
    ],
  });

describe('the access of a user', () => {
  let world: ReturnType<typeof setUp>;
  afterEach(() => world.stop());

  it('follows role bindings to his Kubernetes name, and configuration to his groups', async () => {
    world = setUp(person => where([person, 'group:default/team']));
    world.bind('open', 'User', 'ann@example.org');
    expect(await world.sees(ANN, 'open')).toBe(true);
    expect(await world.sees(ANN, 'open', 'logs')).toBe(true);
    expect(await world.sees(ANN, 'owned')).toBe(true);
    expect(await world.sees(ANN, 'closed')).toBe(false);
  });

  it('never follows a name of the API server itself, whatever the catalog says', async () => {
    world = setUp(person => where([person]));
    world.bind('open', 'User', 'system:admin');
    expect(await world.sees(BEA, 'open')).toBe(false);
  });

  it('is nothing when the answer is no, and everything when it is yes, also what comes later', async () => {
    world = setUp(person => ({
      result: person === ANN ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
    }));
    expect(await world.sees(ANN, 'not-yet-there')).toBe(true);
    expect(await world.sees(BEA, 'open')).toBe(false);
  });

  it('believes well-known roles only where roles may not be read, not while they have not come', async () => {
    world = setUp(person => where([person]));
    world.bind('open', 'User', 'ann@example.org');
    expect(await world.sees(ANN, 'open')).toBe(true);
    world.inventory.forbid('c', 'something.else');
    expect(await world.sees(ANN, 'open')).toBe(false);
  });

  it('is asked for once by many requests, and anew within the minute', async () => {
    world = setUp(person => where([person]));
    await Promise.all([world.sees(ANN, 'open'), world.sees(ANN, 'open')]);
    await world.sees(ANN, 'open');
    expect(world.authorizeConditional).toHaveBeenCalledTimes(1);
    world.advance(59_000);
    await world.sees(ANN, 'open');
    expect(world.authorizeConditional).toHaveBeenCalledTimes(2);
    expect(world.catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });

  it('tells whoever listens that it changed, once, and has a new version', async () => {
    world = setUp(person => where([person]));
    const credentials = mockCredentials.user(ANN);
    const before = await world.resolver.forUser(credentials);
    const changed = jest.fn();
    before.onChange(changed);
    world.bind('open', 'User', 'ann@example.org');
    await new Promise(setImmediate);
    expect(changed).toHaveBeenCalledTimes(1);
    const after = await world.resolver.forUser(credentials);
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.classId).not.toBe(before.classId);
    expect(before.has('c', 'open', 'read')).toBe(false);
    expect(after.has('c', 'open', 'read')).toBe(true);
  });

  it('stays the same set when facts change that are not his', async () => {
    world = setUp(person => where([person]));
    const before = await world.resolver.forUser(mockCredentials.user(ANN));
    world.bind('open', 'User', 'somebody@example.org');
    expect(await world.resolver.forUser(mockCredentials.user(ANN))).toBe(
      before,
    );
  });

  it('tells a late listener of a set that is already past', async () => {
    world = setUp(person => where([person]));
    const before = await world.resolver.forUser(mockCredentials.user(ANN));
    world.bind('open', 'User', 'ann@example.org');
    await world.resolver.forUser(mockCredentials.user(ANN));
    const changed = jest.fn();
    before.onChange(changed);
    await Promise.resolve();
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('shares its class with people of the same rights only', async () => {
    world = setUp(person => where([person, 'group:default/team']));
    const ann = await world.resolver.forUser(mockCredentials.user(ANN));
    const bea = await world.resolver.forUser(mockCredentials.user(BEA));
    expect(ann.classId).toBe(bea.classId);
    world.bind('open', 'User', 'ann@example.org');
    const later = await world.resolver.forUser(mockCredentials.user(ANN));
    expect(later.classId).not.toBe(bea.classId);
  });

  it('has a class name that the rights alone do not tell', async () => {
    world = setUp(person => where([person]));
    const set = await world.resolver.forUser(mockCredentials.user(ANN));
    const elsewhere = new ClassIds(Buffer.from('another key')).of(set.scope);
    expect(set.classId).not.toBe(elsewhere);
  });

  it('fails with the permission system, instead of guessing', async () => {
    world = setUp(() => {
      throw new Error('permission backend is away');
    });
    await expect(world.sees(ANN, 'open')).rejects.toThrow(
      'permission backend is away',
    );
  });

  it('refuses a request that nobody stands behind', async () => {
    world = setUp(person => where([person]));
    await expect(
      world.resolver.forUser(mockCredentials.none()),
    ).rejects.toThrow('signed-in users');
  });

  it('answers the permission backend about one namespace by its reference', async () => {
    world = setUp(person => where([person]));
    world.bind('open', 'User', 'ann@example.org');
    const resources = namespaceResources(world.rights, world.directory);
    const [before] = await resources(['c/open']);
    expect(before?.hasPlatformRole([ANN], 'read')).toBe(false);
    await world.sees(ANN, 'open');
    const [open, closed, unknown, nonsense] = await resources([
      'c/open',
      'c/closed',
      'c/none',
      '%',
    ]);
    expect(open?.hasPlatformRole([ANN], 'read')).toBe(true);
    expect(closed?.hasPlatformRole([ANN], 'read')).toBe(false);
    expect([unknown, nonsense]).toEqual([undefined, undefined]);
  });
});

describe('the directory of Kubernetes names', () => {
  const named = async (
    subjects: ConstructorParameters<typeof SubjectDirectory>[0]['subjects'],
    ref: string,
    entity?: object,
  ) => {
    const directory = new SubjectDirectory({
      catalog: catalogServiceMock.mock({
        getEntitiesByRefs: jest.fn(async () => ({ items: [entity as never] })),
      }),
      auth: mockServices.auth(),
      subjects,
    });
    await directory.load([ref]);
    return directory.subjectsOf([ref]);
  };
  const standard = { user: 'name', groups: 'name', groupPrefix: '' };

  it.each([
    ['group:default/team', standard, ['group:team']],
    [
      'group:default/team',
      { ...standard, groupPrefix: 'oidc:' },
      ['group:oidc:team'],
    ],
    ['group:other/team', standard, []],
    ['user:default/ann', standard, ['user:ann']],
    ['component:default/x', standard, []],
    ['group:default/masters', { ...standard, groupPrefix: 'system:' }, []],
  ])('calls %s by %j: %j', async (ref, subjects, expected) => {
    expect(await named(subjects, ref)).toEqual(expected);
  });

  it('reads an annotation where configuration says so', async () => {
    const entity = user('ann', undefined, { 'example.org/employee': '4711' });
    expect(
      await named(
        { ...standard, user: 'annotation:example.org/employee' },
        ANN,
        entity,
      ),
    ).toEqual(['user:4711']);
    expect(await named({ ...standard, user: 'email' }, ANN, entity)).toEqual(
      [],
    );
  });
});
