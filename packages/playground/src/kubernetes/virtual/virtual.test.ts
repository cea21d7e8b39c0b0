import { setTimeout as sleep } from 'node:timers/promises';
import { openSimulator } from '../contract/openSimulator';
import type { ListBody } from '../contract/Subject';
import { storedObject } from '../KubeObject';
import type { StatusObject } from '../server/status';
import type {
  LogRequest,
  LogSource,
  UsageSource,
} from '../server/ClusterState';

const NOW = new Date('2026-11-21T12:00:00Z');
const LINES = ['one', 'two', 'three', 'four'].map((text, index) => ({
  time: new Date(NOW.getTime() - (4 - index) * 10_000),
  text,
}));

let asked: LogRequest[] = [];
const logs: LogSource = {
  lines(request) {
    asked.push(request);
    return request.previous
      ? [{ time: NOW, text: 'panic: out of memory' }]
      : LINES;
  },
  async *follow({ signal }) {
    for (let i = 0; !signal.aborted; i += 1) {
      yield { time: NOW, text: `live ${i}` };
      await sleep(5);
    }
  },
};

const usage: UsageSource = {
  pod: (_namespace, name) =>
    name === 'new'
      ? undefined
      : { containers: { app: { cpu: '12m', memory: '34Mi' } } },
  node: () => ({ cpu: '1500m', memory: '3Gi' }),
};

let simulator: Awaited<ReturnType<typeof openSimulator>>;

beforeEach(async () => {
  asked = [];
  simulator = await openSimulator({ logs, usage, now: () => NOW });
  const { store } = simulator.cluster;
  const add = (name: string, containers: string[]) =>
    store.upsert(
      'pods',
      storedObject({
        metadata: { namespace: 'shop', name, uid: name, labels: { app: name } },
        spec: {
          containers: containers.map(it => ({ name: it })),
          initContainers: [{ name: 'init' }],
        },
      }),
    );
  add('cart', ['app']);
  add('pay', ['app', 'side']);
  add('new', ['app']);
  store.upsert(
    'nodes',
    storedObject({ metadata: { name: 'node-1', uid: 'node-1' } }),
  );
});

afterEach(() => simulator.close());

const log = (query = '', pod = 'cart') =>
  simulator.client.bytes(`/api/v1/namespaces/shop/pods/${pod}/log${query}`);

describe('pod logs', () => {
  it('are plain text, oldest line first', async () => {
    const { status, headers, bytes } = await log();
    expect([status, headers['content-type'], bytes.toString()]).toEqual([
      200,
      'text/plain',
      'one\ntwo\nthree\nfour\n',
    ]);
  });

  it.each([
    ['?tailLines=2', 'three\nfour\n'],
    ['?tailLines=0', ''],
    ['?sinceSeconds=15', 'four\n'],
    ['?tailLines=1&timestamps=true', '2026-11-21T11:59:50.000Z four\n'],
    ['?previous=true', 'panic: out of memory\n'],
  ])('answer %s with %j', async (query, expected) => {
    expect((await log(query)).bytes.toString()).toBe(expected);
  });

  it('go on while the reader follows, and stop when it leaves', async () => {
    const answer = await simulator.client.open(
      '/api/v1/namespaces/shop/pods/cart/log?follow=true&tailLines=1',
    );
    let text = '';
    for await (const chunk of answer) {
      text += String(chunk);
      if (text.includes('live 3')) break;
    }
    expect(text).toMatch(/^four\nlive 0\nlive 1\nlive 2\nlive 3\n/);
    for (let i = 0; i < 100 && !asked[0].signal.aborted; i += 1)
      await sleep(10);
    expect(asked[0].signal.aborted).toBe(true);
  });

  it.each([
    [
      '',
      400,
      'a container name must be specified for pod pay, choose one of: [app side] or one of the init containers: [init]',
    ],
    ['?container=nope', 400, 'container nope is not valid for pod pay'],
    [
      '?container=app&tailLines=x',
      400,
      'tailLines must be a whole number from 0 (got "x")',
    ],
  ])(
    'of a pod with two containers answer %j with %i',
    async (query, status, message) => {
      const answer = await log(query, 'pay');
      expect([
        answer.status,
        (JSON.parse(answer.bytes.toString()) as StatusObject).message,
      ]).toEqual([status, message]);
    },
  );

  it('need the right to read them', async () => {
    const { status } = await simulator.client.bytes(
      '/api/v1/namespaces/shop/pods/cart/log',
      { token: 'alice-token' },
    );
    expect(status).toBe(403);
  });
});

describe('metrics.k8s.io', () => {
  it('lists what pods use, without those that have no sample', async () => {
    const { body } = await simulator.client.get<ListBody>(
      '/apis/metrics.k8s.io/v1beta1/pods',
    );
    expect([body.kind, body.apiVersion]).toEqual([
      'PodMetricsList',
      'metrics.k8s.io/v1beta1',
    ]);
    expect(body.items.map(it => it.metadata?.name)).toEqual(['cart', 'pay']);
    expect(body.items[0]).toEqual({
      metadata: {
        name: 'cart',
        namespace: 'shop',
        creationTimestamp: '2026-11-21T12:00:00Z',
        labels: { app: 'cart' },
      },
      timestamp: '2026-11-21T12:00:00Z',
      window: '15s',
      containers: [{ name: 'app', usage: { cpu: '12m', memory: '34Mi' } }],
    });
  });

  it('gives one pod, one namespace, one selection and the nodes', async () => {
    const path = '/apis/metrics.k8s.io/v1beta1';
    expect(
      (await simulator.client.get(`${path}/namespaces/shop/pods/cart`)).body,
    ).toMatchObject({ kind: 'PodMetrics' });
    expect(
      (await simulator.client.get(`${path}/namespaces/shop/pods/new`)).status,
    ).toBe(404);
    const selected = await simulator.client.get<ListBody>(
      `${path}/namespaces/shop/pods?labelSelector=app%3Dpay`,
    );
    expect(selected.body.items.map(it => it.metadata?.name)).toEqual(['pay']);
    const nodes = await simulator.client.get<ListBody>(`${path}/nodes`);
    expect(nodes.body.items[0]).toMatchObject({
      metadata: { name: 'node-1' },
      usage: { cpu: '1500m', memory: '3Gi' },
    });
  });

  it('does not exist in a cluster without a metrics server', async () => {
    const bare = await openSimulator();
    const { status, bytes } = await bare.client.bytes(
      '/apis/metrics.k8s.io/v1beta1/pods',
    );
    expect([status, bytes.toString()]).toEqual([404, '404 page not found\n']);
    await bare.close();
  });
});
