import {
  AuthService,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  fleetLogsReadPermission,
  fleetNamespaceReadPermission,
  fleetViewPermission,
} from '@panorama/plugin-fleet-common';
import {
  fleetNamespaceResourceRef,
  fleetNamespaceRules,
} from '@panorama/plugin-fleet-node';
import permissionModulePanorama from '.';

const ANN = 'user:default/ann';
const ROOT = 'user:default/root';

/** The mock forgets, unlike the real service, that a plugin passes the request of a user on. */
const authThatNamesThePlugin = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }): AuthService => {
    const mock = mockServices.auth({ pluginId: plugin.getId() });
    return {
      authenticate: token => mock.authenticate(token),
      getLimitedUserToken: credentials => mock.getLimitedUserToken(credentials),
      getNoneCredentials: () => mock.getNoneCredentials(),
      getOwnServiceCredentials: () => mock.getOwnServiceCredentials(),
      isPrincipal: (credentials, type) => mock.isPrincipal(credentials, type),
      listPublicServiceKeys: () => mock.listPublicServiceKeys(),
      getPluginRequestToken: async options =>
        mock.isPrincipal(options.onBehalfOf, 'user')
          ? {
              token: mockCredentials.user.token(
                options.onBehalfOf.principal.userEntityRef,
                { actor: { subject: `plugin:${plugin.getId()}` } },
              ),
            }
          : mock.getPluginRequestToken(options),
    };
  },
});

describe('the policy behind the permission backend', () => {
  let backend: TestBackend;
  let permissions: PermissionsService;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        permissionPlugin,
        permissionModulePanorama,
        permissionsServiceFactory,
        authThatNamesThePlugin,
        mockServices.rootConfig.factory({
          data: {
            permission: {
              enabled: true,
              policy: { platformGroups: ['admins'] },
            },
          },
        }),
        createServiceFactory({
          service: coreServices.userInfo,
          deps: {},
          factory: () => ({
            getUserInfo: async ({ principal }) => {
              const { userEntityRef } = principal as { userEntityRef: string };
              const group =
                userEntityRef === ROOT
                  ? 'group:default/admins'
                  : 'group:default/cart';
              return {
                userEntityRef,
                ownershipEntityRefs: [userEntityRef, group],
              };
            },
          }),
        }),
        createBackendPlugin({
          pluginId: 'fleet',
          register(env) {
            env.registerInit({
              deps: {
                service: coreServices.permissions,
                registry: coreServices.permissionsRegistry,
              },
              async init({ service, registry }) {
                permissions = service;
                registry.addResourceType({
                  resourceRef: fleetNamespaceResourceRef,
                  permissions: [
                    fleetNamespaceReadPermission,
                    fleetLogsReadPermission,
                  ],
                  rules: Object.values(fleetNamespaceRules),
                  getResources: async refs =>
                    refs.map(namespace => ({
                      cluster: 'c',
                      namespace,
                      verb: 'read' as const,
                      hasPlatformRole: () => false,
                      isOwnedBy: claims =>
                        claims.includes('group:default/cart') &&
                        namespace === 'cart',
                    })),
                });
              },
            });
          },
        }),
      ],
    });
  });
  afterAll(() => backend?.stop());

  it('answers a plugin that asks on behalf of a user with conditions about him', async () => {
    const [read, logs] = await permissions.authorizeConditional(
      [
        { permission: fleetNamespaceReadPermission },
        { permission: fleetLogsReadPermission },
      ],
      { credentials: mockCredentials.user(ANN) },
    );
    for (const decision of [read, logs]) {
      expect(decision).toMatchObject({
        result: 'CONDITIONAL',
        conditions: {
          anyOf: [
            {
              rule: 'HAS_PLATFORM_ROLE',
              params: { claims: [ANN, 'group:default/cart'] },
            },
            { rule: 'OWNED_BY_GROUP' },
          ],
        },
      });
    }
  });

  it('answers yes to the platform', async () => {
    const decisions = await permissions.authorizeConditional(
      [{ permission: fleetNamespaceReadPermission }],
      { credentials: mockCredentials.user(ROOT) },
    );
    expect(decisions).toEqual([expect.objectContaining({ result: 'ALLOW' })]);
  });

  it('lets the page ask about one namespace, which the fleet answers', async () => {
    const decisions = await permissions.authorize(
      [
        { permission: fleetViewPermission },
        { permission: fleetNamespaceReadPermission, resourceRef: 'cart' },
        { permission: fleetNamespaceReadPermission, resourceRef: 'pay' },
      ],
      { credentials: mockCredentials.user(ANN) },
    );
    expect(decisions.map(({ result }) => result)).toEqual([
      'ALLOW',
      'ALLOW',
      'DENY',
    ]);
  });
});
