import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createFleetConditionalDecision,
  fleetClusterHandoverRef,
  fleetConditions,
} from '@panorama/plugin-fleet-node';
import {
  fleetLogsReadPermission,
  fleetNamespaceReadPermission,
} from '@panorama/plugin-fleet-common';
import { createFleetPlugin } from '../createFleetPlugin';
import type { SelectedPod } from '../decode/selectedPod';
import { Json, kubePod } from './kubePod';
import { TestInventory } from './TestInventory';

/** Nothing that belongs to team Bravo is called without one of these. */
export const BRAVO_WORDS = /bravo|vault|southside|gamma-7/i;
/** The same for team Alpha. */
export const ALPHA_WORDS = /alpha|storefront/i;

export const PEOPLE = {
  /** In the platform's group: policy allows everything. */
  root: 'user:default/root',
  /** RoleBinding of team Alpha in alpha-shop. */
  ann: 'user:default/ann',
  /** May see bravo-vault, but not its logs. */
  bob: 'user:default/bob',
  /** Belongs to nothing. */
  nick: 'user:default/nick',
  /** May not even open the fleet. */
  stranger: 'user:default/stranger',
};

const GROUPS: Record<string, string[]> = {
  [PEOPLE.ann]: ['group:default/team-alpha'],
  [PEOPLE.bob]: ['group:default/team-bravo'],
  [PEOPLE.root]: ['group:default/platform'],
};

export interface TwoTeams {
  url: string;
  inventory: TestInventory;
  requests: string[];
  auditEvents: jest.Mock;
  get(
    path: string,
    person?: string,
  ): Promise<{ status: number; raw: string; headers: Headers }>;
  stop(): Promise<void>;
}

/** The API server behind both clusters: it answers whatever exists, to anybody. */
async function apiServer(
  pods: Map<string, Json>,
  requests: string[],
): Promise<Server> {
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const log = /^(.*)\/log$/.exec(path);
    const pod = pods.get(log ? log[1] : path);
    if (/\/namespaces\/[^/]+\/events$/.test(path)) {
      const namespace = path.split('/')[4];
      response.end(
        JSON.stringify({
          items: [
            {
              involvedObject: { kind: 'Pod', namespace, name: 'p' },
              type: 'Warning',
              reason: 'BackOff',
              message: `restarting in ${namespace}`,
              lastTimestamp: '2026-11-20T09:59:00Z',
              count: 4,
            },
          ],
        }),
      );
    } else if (pod && log) {
      response.end(`a line from ${path}\n`);
    } else if (pod) {
      response.end(JSON.stringify(pod));
    } else {
      response.statusCode = 404;
      response.end(JSON.stringify({ kind: 'Status', message: 'not found' }));
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function fill(inventory: TestInventory, pods: Map<string, Json>): void {
  const add = (cluster: string, pod: ReturnType<typeof kubePod>) => {
    const { namespace, name } = pod.metadata;
    pods.set(`/api/v1/namespaces/${namespace}/pods/${name}`, pod);
    inventory.addPod(cluster, pod as unknown as SelectedPod);
  };
  for (let index = 0; index < 3; index++) {
    add(
      'north',
      kubePod('alpha-shop', `storefront-5d4f8c7b9-aaaa${index}`, {
        node: 'north-1',
      }),
    );
  }
  for (let index = 0; index < 5; index++) {
    add(
      'north',
      kubePod('bravo-vault', `vault-5d4f8c7b9-bbbb${index}`, {
        node: 'gamma-7',
        waiting: index === 0 ? 'CrashLoopBackOff' : undefined,
        environment: { PASSWORD: 'hunter2-planted' },
      }),
    );
  }
  add(
    'southside',
    kubePod('bravo-ledger', 'ledger-5d4f8c7b9-cccc0', { node: 'gamma-7' }),
  );
  for (const [cluster, name, workspace] of [
    ['north', 'alpha-shop', 'alpha'],
    ['north', 'bravo-vault', 'bravo'],
    ['southside', 'bravo-ledger', 'bravo'],
  ]) {
    inventory.addObject({
      cluster,
      kindId: 'namespaces',
      name,
      labels: { 'kubesphere.io/workspace': workspace },
      fields: { phase: 'Active', annotations: {} },
    });
    inventory.addObject({
      cluster,
      kindId: 'deployments.apps',
      namespace: name,
      name: name === 'alpha-shop' ? 'storefront' : 'vault-idle',
      fields: { desired: 3, ready: 3 },
    });
    inventory.addObject({
      cluster,
      kindId: 'events',
      namespace: name,
      name: `event-of-${name}`,
      fields: {
        involved: { kind: 'Pod', namespace: name, name: `pod-of-${name}` },
        type: 'Warning',
        reason: 'BackOff',
        message: `something about ${name}`,
        count: 1,
        lastSeen: 1,
      },
    });
  }
  inventory.addObject({
    cluster: 'north',
    kindId: 'nodes',
    name: 'gamma-7',
    fields: {
      ready: 'True',
      unschedulable: false,
      taints: [],
      pressures: [],
      allocatable: {
        cpuMillicores: 8000,
        memoryBytes: 2 ** 34,
        pods: 110,
        gpus: 0,
      },
      capacity: {
        cpuMillicores: 8000,
        memoryBytes: 2 ** 34,
        pods: 110,
        gpus: 0,
      },
      kubeletVersion: 'v1.36.1',
      addresses: [],
    },
  });
  const bind = (
    cluster: string,
    namespace: string,
    group: string,
    role: string,
  ) =>
    inventory.addObject({
      cluster,
      kindId: 'rolebindings.rbac.authorization.k8s.io',
      namespace,
      name: `${group}-${role}`,
      fields: {
        roleRef: { kind: 'ClusterRole', name: role },
        subjects: [{ kind: 'Group', name: group }],
      },
    });
  const role = (name: string, resources: string[]) =>
    inventory.addObject({
      cluster: 'north',
      kindId: 'clusterroles.rbac.authorization.k8s.io',
      name,
      fields: {
        rules: [
          { apiGroups: [''], resources, verbs: ['get', 'list', 'watch'] },
        ],
      },
    });
  role('view', ['pods', 'pods/log']);
  role('see-only', ['pods']);
  bind('north', 'alpha-shop', 'team-alpha', 'view');
  bind('north', 'bravo-vault', 'team-bravo', 'see-only');
}

/** A backend with two clusters and two teams, on a free port. */
export async function startTwoTeams(config: object = {}): Promise<TwoTeams> {
  const inventory = new TestInventory();
  const pods = new Map<string, Json>();
  const requests: string[] = [];
  fill(inventory, pods);
  const api = await apiServer(pods, requests);
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const claimsOf = (person: string) => [person, ...(GROUPS[person] ?? [])];
  const personOf = (credentials: { principal: unknown }) =>
    (credentials.principal as { userEntityRef?: string }).userEntityRef ?? '';
  const permissions = mockServices.permissions.mock({
    authorize: jest.fn(async (asked, { credentials }) =>
      asked.map(({ permission }: { permission: { name: string } }) => {
        const person = personOf(credentials);
        const isAllowed =
          person === PEOPLE.root ||
          (permission.name === 'fleet.view' && person !== PEOPLE.stranger);
        return {
          result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        };
      }),
    ),
    authorizeConditional: jest.fn(async (asked, { credentials }) =>
      asked.map(({ permission }: { permission: { name: string } }) => {
        const person = personOf(credentials);
        if (person === PEOPLE.root) {
          return { result: AuthorizeResult.ALLOW };
        }
        return createFleetConditionalDecision(
          permission.name === fleetLogsReadPermission.name
            ? fleetLogsReadPermission
            : fleetNamespaceReadPermission,
          {
            anyOf: [
              fleetConditions.hasPlatformRole({ claims: claimsOf(person) }),
              fleetConditions.ownedByGroup({ claims: claimsOf(person) }),
            ],
          },
        );
      }),
    ),
  });
  const auditEvents = jest.fn();
  const backend = await startTestBackend({
    features: [
      createFleetPlugin(() => inventory),
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          fleet: config,
          backend: { listen: { port: 0 } },
        },
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async credentials => {
            const userEntityRef = personOf(credentials);
            return {
              userEntityRef,
              ownershipEntityRefs: claimsOf(userEntityRef),
            };
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          createEvent: async event => {
            auditEvents('created', event.eventId, event.meta);
            return {
              success: async () => auditEvents('succeeded', event.eventId),
              fail: async ({ error }) =>
                auditEvents('failed', event.eventId, error.name),
            };
          },
        }),
      }),
      catalogServiceMock.factory({ entities: [] }),
      createServiceFactory({
        service: fleetClusterHandoverRef,
        deps: {},
        factory: () => ({
          provide: () => {},
          whenProvided: async () => ({
            clusterSupplier: {
              getClusters: async () =>
                ['north', 'southside'].map(name => ({
                  name,
                  url: apiUrl,
                  authMetadata: {
                    'kubernetes.io/auth-provider': 'serviceAccount',
                  },
                })),
            },
            authStrategy: {
              getCredential: async () => ({
                type: 'bearer token' as const,
                token: 'portal',
              }),
              validateCluster: () => [],
              presentAuthMetadata: () => ({}),
            },
          }),
        }),
      }),
    ],
  });
  const url = `http://127.0.0.1:${backend.server.port()}/api/fleet/v1`;
  while (inventory.opened.length < 2) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return {
    url,
    inventory,
    requests,
    auditEvents,
    async get(path, person) {
      const response = await fetch(`${url}${path}`, {
        headers: {
          authorization: person
            ? mockCredentials.user.header(person)
            : mockCredentials.none.header(),
        },
      });
      return {
        status: response.status,
        raw: await response.text(),
        headers: response.headers,
      };
    },
    async stop() {
      await backend.stop();
      await new Promise(resolve => api.close(resolve));
    },
  };
}
