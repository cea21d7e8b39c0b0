import { createServer, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { kubePod } from '../__testUtils__/kubePod';
import { ClusterClient } from './ClusterClient';
import { eventOf } from './events';
import { objectPath, segment } from './kindPaths';
import { parseLabelSelector } from './labelSelector';
import { ObjectCache } from './ObjectCache';
import { podDetailOf } from './podDetail';
import { REDACTED, redactObject } from './redactObject';

describe('a label selector', () => {
  const labels = { app: 'shop', tier: 'web', empty: '' };

  // The first column is written as in kubectl's help and the API's documentation.
  it.each([
    ['app=shop', true],
    ['app==shop', true],
    ['app=shop,tier=db', false],
    ['app!=shop', false],
    ['missing!=x', true],
    ['tier in (web, api)', true],
    ['tier notin (web)', false],
    ['missing notin (web)', true],
    ['missing in (web)', false],
    ['app', true],
    ['!app', false],
    ['!missing', true],
    ['empty=', true],
    ['app in (shop),tier=web,!x', true],
    ['', true],
  ])('"%s" matches: %s', (text, expected) => {
    expect(parseLabelSelector(text).matches(labels)).toBe(expected);
  });

  it.each(['app=(', 'in (a)', 'a b', ',,'])('"%s" is refused', text => {
    expect(() => parseLabelSelector(text)).toThrow('makes no sense');
  });
});

describe('the path of an object', () => {
  const path = (kindId: string, name = 'x', namespace = 'ns') =>
    objectPath({ kindId, namespace, name }, []);

  it.each([
    ['pods', '/api/v1/namespaces/ns/pods/x'],
    ['deployments.apps', '/apis/apps/v1/namespaces/ns/deployments/x'],
    [
      'ingresses.networking.k8s.io',
      '/apis/networking.k8s.io/v1/namespaces/ns/ingresses/x',
    ],
  ])('of %s is %s', (kindId, expected) => {
    expect(path(kindId)).toBe(expected);
  });

  it('has no way out of its segments', () => {
    expect(path('pods', 'a/../../secrets/b?x=1')).toBe(
      '/api/v1/namespaces/ns/pods/a%2F..%2F..%2Fsecrets%2Fb%3Fx%3D1',
    );
    expect(() => path('pods', '..')).toThrow('is not a name');
    expect(() => segment('.')).toThrow('is not a name');
  });

  it.each(['secrets', 'secrets.'])('of %s does not exist', kindId => {
    expect(() => path(kindId)).toThrow('does not read secrets');
  });

  it('of an unknown kind is refused with how kinds are written', () => {
    expect(() => path('widgets.example.org')).toThrow('deployments.apps');
  });
});

describe('redaction', () => {
  it('hides values of variables in every container, and copies of the object', () => {
    const pod = kubePod('ns', 'p', { environment: { PASSWORD: 'hunter2' } });
    const redacted = redactObject({
      ...pod,
      metadata: {
        ...pod.metadata,
        managedFields: [{ manager: 'hunter2' }],
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': 'hunter2',
          kept: 'yes',
        },
      },
      spec: {
        initContainers: [{ name: 'i', env: [{ name: 'A', value: 'hunter2' }] }],
        ephemeralContainers: [
          { name: 'e', env: [{ name: 'A', value: 'hunter2' }] },
        ],
        containers: [
          {
            name: 'm',
            env: [
              { name: 'A', value: 'hunter2' },
              { name: 'B', valueFrom: {} },
            ],
          },
        ],
      },
    });
    expect(JSON.stringify(redacted)).not.toContain('hunter2');
    expect(redacted.metadata).toMatchObject({ annotations: { kept: 'yes' } });
    expect(redacted.spec).toMatchObject({
      containers: [
        {
          env: [
            { name: 'A', value: REDACTED },
            { name: 'B', valueFrom: {} },
          ],
        },
      ],
    });
  });

  it('hides them in pod templates, too', () => {
    const deployment = {
      kind: 'Deployment',
      spec: {
        template: {
          spec: { containers: [{ env: [{ name: 'A', value: 'hunter2' }] }] },
        },
      },
    };
    expect(JSON.stringify(redactObject(deployment))).not.toContain('hunter2');
  });

  it('keeps the keys of a ConfigMap and hides what they hold', () => {
    expect(
      redactObject({
        kind: 'ConfigMap',
        metadata: {},
        data: { url: 'hunter2' },
        binaryData: { b: 'aHVudGVyMg==' },
      }),
    ).toMatchObject({ data: { url: REDACTED }, binaryData: { b: REDACTED } });
  });
});

describe('the cache of whole objects', () => {
  it('asks once for the same version, also while the answer is under way', async () => {
    const cache = new ObjectCache();
    const read = jest.fn(async () => ({ a: 1 }));
    await Promise.all([cache.get('k', read), cache.get('k', read)]);
    await cache.get('k', read);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('does not keep a failure', async () => {
    const cache = new ObjectCache();
    await expect(
      cache.get('k', () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no');
    expect(await cache.get('k', async () => ({ a: 1 }))).toEqual({ a: 1 });
  });

  it('drops what was used longest ago when its room is used up', async () => {
    const cache = new ObjectCache(40_000);
    const object = (name: string) => async () => ({
      name,
      text: 'x'.repeat(15_000),
    });
    await cache.get('a', object('a'));
    await cache.get('b', object('b'));
    await cache.get('a', object('a'));
    await cache.get('c', object('c'));
    await new Promise(setImmediate);
    const again = jest.fn(object('a'));
    await cache.get('a', again);
    expect(again).not.toHaveBeenCalled();
    const forgotten = jest.fn(object('b'));
    await cache.get('b', forgotten);
    expect(forgotten).toHaveBeenCalled();
  });
});

describe('the detail of a pod', () => {
  const item = {
    cluster: 'c',
    namespace: 'ns',
    name: 'p',
    state: 'crashloop' as const,
    workloadKind: 'Deployment',
    workloadName: 'd',
    image: 'i',
    shape: { qos: 'Burstable' as const, gpus: 0, containers: 1 },
    readyContainers: 0,
    restarts: 3,
    restartsLastHour: 3,
    createdAt: 0,
  };

  it('joins spec and status of containers by name, with the last termination', () => {
    const detail = podDetailOf(
      item,
      {
        metadata: { uid: 'u' },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'i:1',
              resources: { requests: { cpu: '250m', memory: '1Gi' } },
            },
            { name: 'side', image: 's:1' },
          ],
          initContainers: [{ name: 'init', image: 'n:1' }],
        },
        status: {
          phase: 'Running',
          containerStatuses: [
            {
              name: 'side',
              ready: true,
              restartCount: 0,
              state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
            },
            {
              name: 'main',
              ready: false,
              restartCount: 3,
              state: {
                waiting: { reason: 'CrashLoopBackOff', message: 'back-off' },
              },
              lastState: {
                terminated: {
                  reason: 'OOMKilled',
                  exitCode: 137,
                  finishedAt: '2026-01-01T00:00:10Z',
                },
              },
            },
          ],
        },
      },
      [],
      7,
    );
    expect(detail.containers).toMatchObject([
      { name: 'init', init: true, state: 'waiting', restarts: 0 },
      {
        name: 'main',
        init: false,
        state: 'waiting',
        reason: 'CrashLoopBackOff',
        restarts: 3,
        cpuRequest: 250,
        memoryRequest: 1024 ** 3,
        lastTermination: { reason: 'OOMKilled', exitCode: 137 },
      },
      { name: 'side', state: 'running', ready: true },
    ]);
    expect(detail.stateSince).toBe(Date.parse('2026-01-01T00:00:10Z'));
    expect(detail.observedAt).toBe(7);
  });

  it('survives a pod that no kubelet has seen yet', () => {
    expect(podDetailOf(item, {}, [], 7)).toMatchObject({
      phase: 'Unknown',
      containers: [],
      conditions: [],
      stateSince: undefined,
    });
  });
});

it.each([
  [
    { lastTimestamp: '2026-01-01T00:00:00Z', count: 3 },
    Date.parse('2026-01-01T00:00:00Z'),
    3,
  ],
  [
    { eventTime: '2026-01-01T00:00:01Z', lastTimestamp: null },
    Date.parse('2026-01-01T00:00:01Z'),
    1,
  ],
  [
    {
      series: { count: 9, lastObservedTime: '2026-01-01T00:00:02Z' },
      eventTime: '2026-01-01T00:00:01Z',
    },
    Date.parse('2026-01-01T00:00:02Z'),
    9,
  ],
])(
  'reads when and how often from an event like %j',
  (event, lastSeen, count) => {
    expect(eventOf('c', event)).toMatchObject({ lastSeen, count });
  },
);

describe('single reads from a cluster', () => {
  let server: Server;
  let client: ClusterClient;
  const never = new AbortController().signal;

  async function answering(listener: RequestListener) {
    server = createServer(listener);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = new ClusterClient(name =>
      name === 'c'
        ? { name, url, auth: { type: 'token', token: 'of-the-portal' } }
        : undefined,
    );
  }
  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  it('carry the credentials of the portal', async () => {
    await answering((request, response) =>
      response.end(JSON.stringify({ seen: request.headers.authorization })),
    );
    expect(await client.getJson('c', '/x', never)).toEqual({
      seen: 'Bearer of-the-portal',
    });
  });

  it.each([
    [404, 'NotFoundError'],
    [401, 'NotAllowedError'],
    [403, 'NotAllowedError'],
    [400, 'ConflictError'],
    [500, 'ServiceUnavailableError'],
    [302, 'ServiceUnavailableError'],
  ])('turn %i into %s', async (status, name) => {
    await answering((_, response) => {
      response.writeHead(status, { location: 'http://evil.example.org' });
      response.end(JSON.stringify({ kind: 'Status', message: 'because' }));
    });
    await expect(client.getJson('c', '/x', never)).rejects.toMatchObject({
      name,
    });
  });

  it('say so when a page of HTML comes instead', async () => {
    await answering((_, response) =>
      response.end('<html>Sign in, secret</html>'),
    );
    await expect(client.getJson('c', '/x', never)).rejects.toThrow(
      'Cluster c answered with something that is not a Kubernetes object',
    );
  });

  it('stop at an answer without end', async () => {
    await answering((_, response) => {
      const more = () => response.write('x'.repeat(1_000_000), more);
      more();
    });
    await expect(client.getJson('c', '/x', never)).rejects.toThrow(
      'more than 8 MiB',
    );
  });

  it('end with whoever asked', async () => {
    await answering(() => {});
    const controller = new AbortController();
    const reading = client.getJson('c', '/x', controller.signal);
    controller.abort();
    await expect(reading).rejects.toThrow('did not answer');
  });

  it('name the cluster that nobody can reach', async () => {
    await answering(() => {});
    await expect(client.getJson('other', '/x', never)).rejects.toThrow(
      'Cluster other cannot be reached',
    );
  });
});
