import type { KubeObject } from '../KubeObject';
import { decodeMessage } from '../protobuf/decodeMessage';
import { LIST_META, openObject, readFrames } from '../protobuf/envelope';
import { linkMessages } from '../protobuf/messages';
import { messageOf } from '../protobuf/schema';
import { pod, pods, type ListBody, type RegisterCase } from './Subject';

const ACCEPT = 'application/vnd.kubernetes.protobuf';

const POD = messageOf('pods');

/** JSON leaves out some empty values and protobuf others: what is empty counts as absent in both. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, it]) => [key, withoutEmpty(it)] as const)
      .filter(
        ([, it]) =>
          it !== undefined &&
          it !== null &&
          it !== '' &&
          it !== 0 &&
          it !== false &&
          !isEmpty(it),
      ),
  );
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0
  );
}

function decodePod(bytes: Buffer): unknown {
  const { kind, apiVersion, raw } = openObject(bytes);
  if (!POD) throw new Error('pods have no protobuf table');
  return withoutEmpty({ kind, apiVersion, ...decodeMessage(POD, raw) });
}

/** A pod with something in every part that the inventory reads. */
function richPod(name: string): KubeObject {
  const object = pod(name, {
    nodeName: 'node-1',
    labels: { app: 'cart', 'app.kubernetes.io/part-of': 'shop' },
  });
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { note: 'größer als 127 Zeichen: '.repeat(8) },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'cart-7d9',
          uid: 'e9ad0000-0000-4000-8000-000000000001',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      ...(object.spec as object),
      nodeSelector: { disk: 'ssd' },
      tolerations: [
        {
          key: 'gpu',
          operator: 'Exists',
          effect: 'NoSchedule',
          tolerationSeconds: undefined,
        },
      ],
      volumes: [
        { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } },
        {
          name: 'config',
          configMap: { name: 'cart', items: [{ key: 'a', path: 'b' }] },
        },
      ],
      initContainers: [
        {
          name: 'init',
          image: 'registry.example/init:1',
          command: ['sh', '-c', 'true'],
        },
      ],
      containers: [
        {
          name: 'app',
          image: 'registry.example/app:1',
          ports: [{ name: 'http', containerPort: 8080 }],
          env: [
            { name: 'MODE', value: 'prod' },
            {
              name: 'KEY',
              valueFrom: { secretKeyRef: { name: 'cart', key: 'token' } },
            },
          ],
          resources: {
            requests: { cpu: '250m', memory: '64Mi' },
            limits: { cpu: '1', memory: '128Mi' },
          },
          readinessProbe: {
            httpGet: { path: '/ready', port: 'http' },
            periodSeconds: 5,
          },
          livenessProbe: { tcpSocket: { port: 8080 } },
          volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
        },
      ],
    },
  };
}

const STATUS = {
  phase: 'Running',
  podIP: '10.8.0.7',
  podIPs: [{ ip: '10.8.0.7' }],
  startTime: '2026-11-21T10:00:00Z',
  conditions: [
    {
      type: 'Ready',
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [app]',
      lastTransitionTime: '2026-11-21T10:00:05Z',
    },
  ],
  containerStatuses: [
    {
      name: 'app',
      image: 'registry.example/app:1',
      imageID: 'registry.example/app@sha256:0',
      restartCount: 300,
      ready: false,
      started: false,
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: 'back-off 5m0s restarting failed container',
        },
      },
      lastState: {
        terminated: {
          exitCode: 137,
          reason: 'OOMKilled',
          startedAt: '2026-11-21T10:00:01Z',
          finishedAt: '2026-11-21T10:00:04Z',
        },
      },
    },
  ],
};

export function registerProtobufCases(check: RegisterCase): void {
  check(
    'gives the same pod as protobuf and as JSON',
    async ({ client, namespace }) => {
      const path = pods(await namespace());
      await client.create(path, richPod('cart'));
      await client.merge(`${path}/cart/status`, { status: STATUS });
      const json = (await client.get(`${path}/cart`)).body;
      const answer = await client.bytes(`${path}/cart`, { accept: ACCEPT });
      expect(answer.headers['content-type']).toBe(ACCEPT);
      const decoded = decodePod(answer.bytes);
      expect(decoded).toEqual(withoutEmpty(json));
      expect(decoded).toMatchObject({
        spec: { nodeName: 'node-1' },
        status: { containerStatuses: [{ restartCount: 300 }] },
      });
    },
  );

  check(
    'gives the same list as protobuf and as JSON',
    async ({ client, namespace }) => {
      const path = pods(await namespace());
      for (const name of ['a', 'b', 'c'])
        await client.create(path, richPod(name));
      const json = (await client.get<ListBody>(`${path}?limit=2`)).body;
      const { bytes } = await client.bytes(`${path}?limit=2`, {
        accept: ACCEPT,
      });
      const { kind, apiVersion, raw } = openObject(bytes);
      expect([kind, apiVersion]).toEqual(['PodList', 'v1']);
      const PodList = linkMessages({
        PodList: { metadata: [1, 'ListMeta'], items: [2, 'bytes', 'list'] },
        ListMeta: Object.fromEntries(
          LIST_META.fields.map(it => [
            it.name,
            [it.number, it.name === 'remainingItemCount' ? 'int64' : 'string'],
          ]),
        ),
      })('PodList');
      const list = decodeMessage(PodList, raw) as {
        metadata: ListBody['metadata'];
        items: string[];
      };
      if (!POD) throw new Error('pods have no protobuf table');
      const items = list.items.map(it =>
        withoutEmpty(decodeMessage(POD, Buffer.from(it, 'base64'))),
      );
      expect(items).toEqual(json.items.map(withoutEmpty));
      expect(list.metadata).toMatchObject({
        remainingItemCount: 1,
        continue: expect.stringMatching(/.+/),
      });
    },
  );

  check(
    'streams the same events as protobuf and as JSON',
    async ({ client, namespace }) => {
      const path = pods(await namespace());
      await client.create(path, richPod('old'));
      const query =
        'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=2';
      const stream = client.bytes(`${path}?${query}`, {
        accept: `${ACCEPT};stream=watch`,
      });
      const events = client.watch(`${path}?${query}`).then(it => it.rest());
      await client.merge(`${path}/old/status`, { status: STATUS });
      const { headers, bytes } = await stream;
      expect(headers['content-type']).toBe(`${ACCEPT};stream=watch`);
      const { events: frames, rest } = readFrames(bytes);
      expect(rest).toHaveLength(0);
      const names = frames.map(({ type, object }) => [
        type,
        (decodePod(object) as KubeObject).metadata?.name,
      ]);
      expect(names.slice(0, 2)).toEqual([
        ['ADDED', 'old'],
        ['BOOKMARK', undefined],
      ]);
      expect(
        (decodePod(frames[1].object) as KubeObject).metadata?.annotations,
      ).toEqual({ 'k8s.io/initial-events-end': 'true' });
      const asJson = await events;
      // Whether the change comes as MODIFIED or in the first state, each of the
      // two streams decides by when it was opened.
      const last = asJson.findLast(it => it.type !== 'BOOKMARK');
      const lastFrame = frames.findLast(it => it.type !== 'BOOKMARK');
      expect(lastFrame && decodePod(lastFrame.object)).toEqual(
        withoutEmpty(last?.object),
      );
    },
  );

  check('tells 410 in protobuf too', async ({ client }) => {
    const { bytes } = await client.bytes(
      '/api/v1/pods?watch=1&resourceVersion=1',
      { accept: `${ACCEPT};stream=watch` },
    );
    const [{ type, object }] = readFrames(bytes).events;
    const { kind, raw } = openObject(object);
    expect([type, kind]).toEqual(['ERROR', 'Status']);
    expect(raw.toString('latin1')).toContain('too old resource version');
  });

  check(
    'falls back to JSON when that is acceptable too',
    async ({ client, namespace }) => {
      const path = pods(await namespace());
      const { body } = await client.get<ListBody>(path, {
        accept: 'application/vnd.example+nothing, application/json',
      });
      expect(body.kind).toBe('PodList');
      const refused = await client.bytes(path, {
        accept: 'application/vnd.example+nothing',
      });
      expect(refused.status).toBe(406);
    },
  );
}
