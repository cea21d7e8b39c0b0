import { setTimeout as sleep } from 'node:timers/promises';
import { openSimulator } from './contract/openSimulator';
import { configMap, configMaps, type ListBody } from './contract/Subject';
import type { FaultEffect, FaultMatch } from './faults';
import { storedObject } from './KubeObject';
import type { StatusObject } from './server/status';

const PATH = configMaps('a');

let simulator: Awaited<ReturnType<typeof openSimulator>>;

function upsert(name: string): void {
  const object = configMap(name, { text: 'x'.repeat(1_000) });
  simulator.cluster.store.upsert(
    'configmaps',
    storedObject({
      ...object,
      metadata: { ...object.metadata, namespace: 'a', uid: name },
    }),
  );
}

function inject(
  effect: FaultEffect,
  match: FaultMatch = {},
  times?: number,
): number {
  return simulator.cluster.faults.add({
    match,
    effect,
    ...(times && { times }),
  });
}

beforeEach(async () => {
  simulator = await openSimulator();
  for (const name of ['a', 'b', 'c', 'd']) upsert(name);
});

afterEach(() => simulator.close());

describe('faults', () => {
  it('answer with a status a number of times, and say when to come back', async () => {
    inject(
      { type: 'status', code: 429, retryAfterSeconds: 7 },
      { plural: 'configmaps' },
      2,
    );
    for (let i = 0; i < 2; i += 1) {
      const { status, headers, bytes } = await simulator.client.bytes(PATH);
      expect([status, headers['retry-after']]).toEqual([429, '7']);
      expect((JSON.parse(bytes.toString()) as StatusObject).reason).toBe(
        'TooManyRequests',
      );
    }
    expect((await simulator.client.get(PATH)).status).toBe(200);
    expect(simulator.cluster.faults.list()).toEqual([]);
  });

  it('hit only what they match', async () => {
    inject(
      { type: 'status', code: 503 },
      { verbs: ['watch'], path: '/api/v1/*', user: 'admin' },
    );
    expect((await simulator.client.get(PATH)).status).toBe(200);
    expect((await simulator.client.get(`${PATH}?watch=1`)).status).toBe(503);
    const elsewhere = await simulator.client.watch(
      '/apis/apps/v1/deployments?watch=1',
    );
    elsewhere.close();
    expect(
      (await simulator.client.get(`${PATH}?watch=1`, { token: 'alice-token' }))
        .status,
    ).toBe(403);
  });

  it('show a login page instead of JSON', async () => {
    inject({ type: 'html' });
    const { status, headers, bytes } = await simulator.client.bytes(PATH);
    expect([status, headers['content-type']]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(bytes.toString()).toMatch(/^<!DOCTYPE html>/);
  });

  it('delay', async () => {
    inject({ type: 'delay', delayMs: 150 });
    const started = performance.now();
    await simulator.client.get(PATH);
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  it('drop the connection inside a list', async () => {
    inject({ type: 'drop', afterBytes: 1_500 });
    const answer = await simulator.client.open(PATH);
    let received = 0;
    await expect(
      (async () => {
        for await (const chunk of answer) received += (chunk as Buffer).length;
      })(),
    ).rejects.toThrow(/aborted/);
    expect(received).toBe(1_500);
  });

  it('drop the connection after some watch events', async () => {
    inject({ type: 'drop', afterObjects: 2 });
    const watch = await simulator.client.watch(`${PATH}?watch=1`);
    expect((await watch.take(2)).map(it => it.object.metadata?.name)).toEqual([
      'a',
      'b',
    ]);
    await expect(watch.next()).rejects.toThrow(/aborted/);
  });

  it('leave a watch open and silent', async () => {
    inject({ type: 'silence', afterObjects: 4 }, { verbs: ['watch'] });
    const watch = await simulator.client.watch(`${PATH}?watch=1`);
    await watch.take(4);
    upsert('e');
    const next = watch.next();
    expect(
      await Promise.race([next, sleep(200).then(() => 'silent' as const)]),
    ).toBe('silent');
    watch.close();
  });

  it('begin a watch with an error event', async () => {
    inject({
      type: 'errorEvent',
      code: 410,
      reason: 'Expired',
      message: 'too old resource version: 1 (2)',
    });
    const watch = await simulator.client.watch(`${PATH}?watch=1`);
    const [event] = await watch.rest();
    expect([event.type, event.object.code, event.object.reason]).toEqual([
      'ERROR',
      410,
      'Expired',
    ]);
  });

  it('end when they are removed', async () => {
    const id = inject({ type: 'status', code: 500 });
    expect((await simulator.client.get(PATH)).status).toBe(500);
    simulator.cluster.faults.remove(id);
    expect((await simulator.client.get(PATH)).status).toBe(200);
  });
});

describe('a simulated cluster', () => {
  it('goes away and comes back at the same address, where old watches are too old', async () => {
    const { cluster, client } = simulator;
    const { url } = cluster;
    const { resourceVersion } = (await client.get<ListBody>(PATH)).body
      .metadata;
    const watch = await client.watch(
      `${PATH}?watch=1&resourceVersion=${resourceVersion}`,
    );
    await cluster.stop();
    await expect(watch.next()).rejects.toThrow(/aborted/);
    await expect(client.get(PATH)).rejects.toThrow(
      /ECONNREFUSED|ECONNRESET|hang up/,
    );
    upsert('while-away');
    await cluster.listen();
    expect(cluster.url).toBe(url);
    const again = await client.watch(
      `${PATH}?watch=1&resourceVersion=${resourceVersion}`,
    );
    expect((await again.rest()).map(it => [it.type, it.object.code])).toEqual([
      ['ERROR', 410],
    ]);
  });

  it('lets open watches live when their token expires, and refuses new requests', async () => {
    const { cluster, client } = simulator;
    const watch = await client.watch(`${PATH}?watch=1`);
    await watch.take(4);
    cluster.tokens.expire('admin-token');
    expect((await client.get(PATH)).status).toBe(401);
    upsert('late');
    expect((await watch.take(1))[0].object.metadata?.name).toBe('late');
    watch.close();
  });

  it('regresses its resourceVersion when its store is restored', async () => {
    const { cluster, client } = simulator;
    const before = (await client.get<ListBody>(PATH)).body;
    upsert('lost');
    cluster.restoreStore(Number(before.metadata.resourceVersion));
    // The client learns that its connection has gone.
    await sleep(50);
    expect((await client.get<ListBody>(PATH)).body).toEqual(before);
  });

  it('answers 401 to nobody when anonymous requests are off', async () => {
    const strict = await openSimulator({ anonymous: false });
    expect((await strict.client.get('/version', { token: null })).status).toBe(
      401,
    );
    await strict.close();
  });

  it('answers 422 to a streamed list when it imitates a server without WatchList', async () => {
    const old = await openSimulator({ watchList: false });
    const { status, body } = await old.client.get<StatusObject>(
      `${PATH}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`,
    );
    expect([status, body.message]).toEqual([
      422,
      'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
    ]);
    await old.close();
  });

  it('refuses to listen twice', async () => {
    await expect(simulator.cluster.listen()).rejects.toThrow(
      /already listening at https:/,
    );
  });
});
