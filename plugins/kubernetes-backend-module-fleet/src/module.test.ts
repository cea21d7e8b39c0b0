import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { NotFoundError } from '@backstage/errors';
import {
  FleetClusterHandover,
  fleetClusterHandoverRef,
  FleetServiceHandle,
  fleetServiceRef,
  KubernetesPluginClusters,
  ObjectQuery,
  UserFleet,
} from '@panorama/plugin-fleet-node';
import request from 'supertest';
import kubernetesModuleFleet from '.';

const ANN = 'user:default/ann';

interface SeenPod {
  namespace: string;
  name: string;
  owner: string;
}

const PODS: SeenPod[] = [
  { namespace: 'cart', name: 'cart-1', owner: ANN },
  { namespace: 'cart', name: 'cart-2', owner: ANN },
  { namespace: 'pay', name: 'pay-1', owner: 'user:default/bob' },
];

/** A fleet that knows some pods and remembers what it was asked. */
class FakeFleet {
  readonly queries: ObjectQuery[] = [];
  gone = new Set<string>();

  forUser(person: string): UserFleet {
    const seen = PODS.filter(({ owner }) => owner === person);
    const fleet: Partial<UserFleet> = {
      clusters: () => [],
      pods: query => {
        this.queries.push(query);
        return seen.map(({ namespace, name }) => ({
          cluster: 'prod-a',
          namespace,
          name,
          state: 'running',
          workloadKind: 'Deployment',
          workloadName: 'cart',
          image: 'cart:1',
          shape: { qos: 'Burstable', gpus: 0, containers: 1, cpuRequest: 500 },
          readyContainers: 1,
          restarts: 0,
          restartsLastHour: 0,
          createdAt: 0,
          cpuMillicores: 250,
          memoryBytes: 1024,
        }));
      },
      objects: () => [],
      getObject: async ({ namespace, name }) => {
        if (this.gone.has(name)) {
          throw new NotFoundError('gone');
        }
        return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name } };
      },
    };
    return fleet as UserFleet;
  }
}

describe('the Kubernetes tab with the fleet module', () => {
  const fleet = new FakeFleet();
  let backend: TestBackend;
  let handedOver: KubernetesPluginClusters | undefined;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        kubernetesPlugin,
        kubernetesModuleFleet,
        mockServices.rootConfig.factory({
          data: {
            kubernetes: {
              serviceLocatorMethod: { type: 'multiTenant' },
              clusterLocatorMethods: [
                {
                  type: 'config',
                  clusters: [
                    {
                      name: 'prod-a',
                      url: 'https://127.0.0.1:1',
                      authProvider: 'serviceAccount',
                      serviceAccountToken: 'secret-of-the-portal',
                    },
                    {
                      name: 'by-login',
                      url: 'https://127.0.0.1:1',
                      authProvider: 'google',
                    },
                  ],
                },
              ],
            },
          },
        }),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'cart',
                namespace: 'default',
                annotations: {
                  'backstage.io/kubernetes-label-selector':
                    'app in (cart, pay)',
                  'backstage.io/kubernetes-namespace': 'cart',
                },
              },
              spec: {},
            },
          ],
        }),
        createServiceFactory({
          service: fleetServiceRef,
          deps: {},
          factory: (): FleetServiceHandle => ({
            provide: () => {},
            forPlatform: () => {
              throw new Error('nobody may read for the platform here');
            },
            forUser: async credentials => {
              const { userEntityRef } = credentials.principal as {
                userEntityRef: string;
              };
              return fleet.forUser(userEntityRef);
            },
          }),
        }),
        createServiceFactory({
          service: fleetClusterHandoverRef,
          deps: {},
          factory: (): FleetClusterHandover => ({
            provide: clusters => {
              handedOver = clusters;
            },
            whenProvided: () => new Promise(() => {}),
          }),
        }),
      ],
    });
  }, 30_000);
  afterAll(() => backend?.stop());

  const tab = (person: string) =>
    request(backend.server)
      .post('/api/kubernetes/resources/workloads/query')
      .set('authorization', mockCredentials.user.header(person))
      .send({ entityRef: 'component:default/cart', auth: {} });

  it('hands the configured clusters and their strategies to the fleet', async () => {
    const clusters = await handedOver?.clusterSupplier.getClusters({
      credentials: mockCredentials.service(),
    });
    expect(clusters?.map(({ name }) => name)).toEqual(['prod-a', 'by-login']);
    const credential = handedOver?.authStrategy.getCredential(clusters![1], {
      google: 'token-of-ann',
    });
    expect(await credential).toEqual({
      type: 'bearer token',
      token: 'token-of-ann',
    });
  });

  it('shows the pods that the fleet shows to this user, with usage in cores', async () => {
    const { body } = await tab(ANN).expect(200);
    const cluster = body.items.find(
      (item: { cluster: { name: string } }) => item.cluster.name === 'prod-a',
    );
    const pods = cluster.resources.find(
      (list: { type: string }) => list.type === 'pods',
    );
    expect(
      pods.resources.map(
        (pod: { metadata: { name: string } }) => pod.metadata.name,
      ),
    ).toEqual(['cart-1', 'cart-2']);
    expect(cluster.podMetrics[0].cpu).toEqual({
      currentUsage: 0.25,
      requestTotal: 0.5,
      limitTotal: 0,
    });
    expect(fleet.queries.pop()).toEqual({
      clusters: ['prod-a'],
      labelSelector: 'app in (cart, pay)',
      namespaces: ['cart'],
    });
  });

  it('shows nothing of the cluster to somebody who may see nothing', async () => {
    const { body, text } = await tab('user:default/nick').expect(200);
    expect(
      body.items.map(
        (item: { cluster: { name: string } }) => item.cluster.name,
      ),
    ).toEqual(['by-login']);
    expect(text).not.toContain('cart-1');
  });

  it('says why a cluster that needs the login of the user has nothing, and keeps the others', async () => {
    const { body } = await tab(ANN).expect(200);
    const byLogin = body.items.find(
      (item: { cluster: { name: string } }) => item.cluster.name === 'by-login',
    );
    expect(byLogin.errors[0].message).toContain('Google token not found');
  });

  it('leaves out a pod that went away between index and read', async () => {
    fleet.gone.add('cart-2');
    const { text } = await tab(ANN).expect(200);
    expect(text).toContain('cart-1');
    expect(text).not.toContain('cart-2');
    expect(text).not.toContain('gone');
  });
});
