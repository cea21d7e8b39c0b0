import { ConfigReader } from '@backstage/config';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  fleetLogsReadPermission,
  fleetNamespaceReadPermission,
  fleetViewPermission,
} from '@panorama/plugin-fleet-common';
import { readPolicyConfig } from './config';
import { defaultRules } from './defaultRules';
import { decide } from './decide';
import { PanoramaPolicy } from './PanoramaPolicy';

const admin = {
  userEntityRef: 'user:default/root',
  ownershipEntityRefs: ['user:default/root', 'group:default/platform'],
};
const engineer = {
  userEntityRef: 'user:default/ann',
  ownershipEntityRefs: ['user:default/ann', 'group:default/payments'],
};

function basic(name: string): Permission {
  return createPermission({ name, attributes: {} });
}

function rulesOf(policy: object = {}, isKubernetesTabMasked = true) {
  const config = readPolicyConfig(
    new ConfigReader({ permission: { policy } } as never),
  );
  return [
    ...config.rules,
    ...defaultRules({
      platformGroups: config.platformGroups,
      isKubernetesTabMasked,
    }),
  ];
}

const answer = (
  user: typeof admin | undefined,
  permission: Permission,
  policy?: object,
) => decide(rulesOf(policy), permission, user).decision.result;

describe('the policy with an empty configuration', () => {
  it('allows everything to platform groups but the proxy with the token of the portal', () => {
    expect(answer(admin, fleetNamespaceReadPermission)).toBe('ALLOW');
    expect(answer(admin, basic('catalog.entity.delete'))).toBe('ALLOW');
    expect(answer(admin, basic('kubernetes.proxy'))).toBe('DENY');
  });

  it('gives namespaces and logs to everybody else where a rule holds, for his own refs', () => {
    for (const permission of [
      fleetNamespaceReadPermission,
      fleetLogsReadPermission,
    ]) {
      expect(decide(rulesOf(), permission, engineer).decision).toEqual({
        result: 'CONDITIONAL',
        pluginId: 'fleet',
        resourceType: 'fleet-namespace',
        conditions: {
          anyOf: ['HAS_PLATFORM_ROLE', 'OWNED_BY_GROUP'].map(rule => ({
            rule,
            resourceType: 'fleet-namespace',
            params: { claims: ['user:default/ann', 'group:default/payments'] },
          })),
        },
      });
    }
  });

  it.each([
    ['fleet.view', 'ALLOW'],
    ['catalog.entity.read', 'ALLOW'],
    ['catalog.entity.delete', 'DENY'],
    ['fleet.cluster.read', 'DENY'],
    ['kubernetes.proxy', 'DENY'],
    ['kubernetes.resources.read', 'ALLOW'],
    ['something.unheard.of', 'DENY'],
  ])('answers an engineer who asks for %s with %s', (name, result) => {
    expect(answer(engineer, basic(name))).toBe(result);
  });

  it('denies the Kubernetes tab where nothing masks it', () => {
    expect(
      decide(rulesOf({}, false), basic('kubernetes.resources.read'), engineer)
        .decision.result,
    ).toBe('DENY');
  });

  it('denies everything to somebody who is not signed in', () => {
    expect(answer(undefined, fleetViewPermission)).toBe('DENY');
    expect(answer(undefined, fleetNamespaceReadPermission)).toBe('DENY');
  });
});

describe('configured rules', () => {
  it('come before the shipped ones, in their order', () => {
    const rules = [
      {
        name: 'auditors see all namespaces',
        who: { groups: ['payments'] },
        permissions: ['fleet.namespace.*'],
        effect: 'allow',
      },
      {
        name: 'nobody reads logs',
        who: { signedIn: true },
        permissions: ['fleet.logs.*'],
        effect: 'deny',
      },
    ];
    expect(answer(engineer, fleetNamespaceReadPermission, { rules })).toBe(
      'ALLOW',
    );
    expect(answer(engineer, fleetLogsReadPermission, { rules })).toBe('DENY');
    expect(answer(admin, fleetLogsReadPermission, { rules })).toBe('DENY');
  });

  it('match names as wholes, with dots as dots', () => {
    const rules = [
      {
        name: 'r',
        who: { signedIn: true },
        permissions: ['a.b'],
        effect: 'allow',
      },
    ];
    expect(answer(engineer, basic('a.b'), { rules })).toBe('ALLOW');
    expect(answer(engineer, basic('axb'), { rules })).toBe('DENY');
    expect(answer(engineer, basic('a.b.c'), { rules })).toBe('DENY');
  });

  it('with conditions have nothing to say about permissions that take none', () => {
    const rules = [
      {
        name: 'r',
        who: { signedIn: true },
        permissions: ['*'],
        effect: 'allow-where',
        where: ['ownedByGroup'],
      },
    ];
    expect(answer(engineer, basic('catalog.entity.delete'), { rules })).toBe(
      'DENY',
    );
  });

  it.each([
    [
      { rules: [{ name: 'r', who: {}, permissions: ['*'], effect: 'allow' }] },
      'rules[0].who must name groups or users',
    ],
    [
      {
        rules: [
          {
            name: 'r',
            who: { signedIn: true },
            permissions: ['*'],
            effect: 'allow-where',
          },
        ],
      },
      "rules[0] must have 'where'",
    ],
    [
      {
        rules: [
          {
            name: 'r',
            who: { signedIn: true },
            permissions: [],
            effect: 'allow',
          },
        ],
      },
      'rules[0].permissions must name at least one',
    ],
    [
      { platformGroup: [] },
      'permission.policy Unrecognized key: "platformGroup"',
    ],
  ])('%j is refused with the place of the mistake', (policy, message) => {
    expect(() => rulesOf(policy)).toThrow(message);
  });
});

it('asks once who the user is, whatever the number of questions of a request', async () => {
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: jest.fn().mockResolvedValue(engineer),
  });
  const policy = new PanoramaPolicy({
    rules: rulesOf(),
    userInfo,
    logger: mockServices.logger.mock(),
  });
  const credentials = mockCredentials.user('user:default/ann');
  const user = { credentials, info: engineer };
  await policy.handle({ permission: fleetViewPermission }, user);
  await policy.handle({ permission: fleetLogsReadPermission }, user);
  expect(userInfo.getUserInfo).toHaveBeenCalledTimes(1);
});
