import type { StatusObject } from '../server/status';
import {
  configMap,
  configMaps,
  type ListBody,
  type RegisterCase,
  type Subject,
} from './Subject';

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';
const WATCH_LIST =
  'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';

async function currentVersion(
  { client }: Subject,
  path: string,
): Promise<string> {
  return (await client.get<ListBody>(path)).body.metadata.resourceVersion;
}

export function registerWatchCases(check: RegisterCase): void {
  check(
    'tells what happens after a resourceVersion, in order',
    async subject => {
      const { client } = subject;
      const path = configMaps(await subject.namespace());
      await client.create(path, configMap('before'));
      const from = await currentVersion(subject, path);
      const created = await client.create(path, configMap('a', { key: '1' }));
      await client.merge(`${path}/a`, { data: { key: '2' } });
      const watch = await client.watch(
        `${path}?watch=1&resourceVersion=${from}`,
      );
      try {
        await client.delete(`${path}/a`);
        const events = await watch.take(3);
        expect(
          events.map(it => [it.type, it.object.metadata?.name, it.object.data]),
        ).toEqual([
          ['ADDED', 'a', { key: '1' }],
          ['MODIFIED', 'a', { key: '2' }],
          ['DELETED', 'a', { key: '2' }],
        ]);
        expect(events[0].object).toMatchObject({
          kind: 'ConfigMap',
          apiVersion: 'v1',
        });
        expect(events[0].object.metadata?.resourceVersion).toBe(
          created.metadata?.resourceVersion,
        );
        const versions = events.map(it =>
          Number(it.object.metadata?.resourceVersion),
        );
        expect(versions).toEqual([...versions].sort((a, b) => a - b));
        // The deletion has a version of its own: a client can go on from it.
        expect(versions[2]).toBeGreaterThan(versions[1]);
      } finally {
        watch.close();
      }
    },
  );

  check(
    'begins with the present state when no resourceVersion is given',
    async subject => {
      const { client } = subject;
      const path = configMaps(await subject.namespace());
      await client.create(path, configMap('a'));
      await client.create(path, configMap('b'));
      for (const query of ['watch=1', 'watch=true&resourceVersion=0']) {
        const watch = await client.watch(`${path}?${query}`);
        try {
          const events = await watch.take(2);
          expect(
            events.map(it => [it.type, it.object.metadata?.name]).sort(),
          ).toEqual([
            ['ADDED', 'a'],
            ['ADDED', 'b'],
          ]);
        } finally {
          watch.close();
        }
      }
    },
  );

  check(
    'streams a list: initial objects, the bookmark that ends them, then changes',
    async subject => {
      const { client } = subject;
      const path = configMaps(await subject.namespace());
      await client.create(path, configMap('a'));
      await client.create(path, configMap('b'));
      const watch = await client.watch(`${path}?${WATCH_LIST}`);
      try {
        const initial = await watch.take(3);
        expect(initial.map(it => [it.type, it.object.metadata?.name])).toEqual([
          ['ADDED', 'a'],
          ['ADDED', 'b'],
          ['BOOKMARK', undefined],
        ]);
        const bookmark = initial[2].object;
        expect(bookmark).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1' });
        expect(bookmark.metadata?.annotations).toEqual({
          [INITIAL_EVENTS_END]: 'true',
        });
        const created = await client.create(path, configMap('c'));
        expect(Number(bookmark.metadata?.resourceVersion)).toBeLessThan(
          Number(created.metadata?.resourceVersion),
        );
        const [next] = await watch.take(1);
        expect([next.type, next.object.metadata?.name]).toEqual(['ADDED', 'c']);
      } finally {
        watch.close();
      }
    },
  );

  check('ends an empty initial list with its bookmark too', async subject => {
    const path = configMaps(await subject.namespace());
    const watch = await subject.client.watch(`${path}?${WATCH_LIST}`);
    try {
      const [bookmark] = await watch.take(1);
      expect(bookmark.type).toBe('BOOKMARK');
      expect(bookmark.object.metadata?.annotations).toEqual({
        [INITIAL_EVENTS_END]: 'true',
      });
    } finally {
      watch.close();
    }
  });

  check('skips the initial objects when they are refused', async subject => {
    const { client } = subject;
    const path = configMaps(await subject.namespace());
    await client.create(path, configMap('old'));
    const watch = await client.watch(
      `${path}?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
    );
    try {
      await client.create(path, configMap('fresh'));
      const [event] = await watch.take(1);
      expect([event.type, event.object.metadata?.name]).toEqual([
        'ADDED',
        'fresh',
      ]);
    } finally {
      watch.close();
    }
  });

  check(
    'refuses a streamed list that does not say how fresh',
    async ({ client }) => {
      const { status, body } = await client.get<StatusObject>(
        '/api/v1/pods?watch=1&sendInitialEvents=true',
      );
      expect([status, body.reason, body.message]).toEqual([
        422,
        'Invalid',
        'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ]);
    },
  );

  check(
    'shows an object that begins to match as added, and one that stops as deleted',
    async subject => {
      const { client } = subject;
      const path = configMaps(await subject.namespace());
      await client.create(path, configMap('a', {}, { tier: 'gold' }));
      await client.create(path, configMap('b', {}, { tier: 'tin' }));
      const from = await currentVersion(subject, path);
      const watch = await client.watch(
        `${path}?watch=1&resourceVersion=${from}&labelSelector=tier%3Dgold`,
      );
      try {
        await client.merge(`${path}/b`, {
          metadata: { labels: { tier: 'gold' } },
        });
        await client.merge(`${path}/b`, { data: { x: 'y' } });
        const silver = await client.merge(`${path}/a`, {
          metadata: { labels: { tier: 'silver' } },
        });
        await client.delete(`${path}/b`);
        const events = await watch.take(4);
        expect(
          events.map(it => [
            it.type,
            it.object.metadata?.name,
            it.object.metadata?.labels?.tier,
          ]),
        ).toEqual([
          ['ADDED', 'b', 'gold'],
          ['MODIFIED', 'b', 'gold'],
          ['DELETED', 'a', 'gold'],
          ['DELETED', 'b', 'gold'],
        ]);
        expect(events[2].object.metadata?.resourceVersion).toBe(
          silver.body.metadata?.resourceVersion,
        );
      } finally {
        watch.close();
      }
    },
  );

  check('watches one object by its name', async subject => {
    const { client } = subject;
    const path = configMaps(await subject.namespace());
    const from = await currentVersion(subject, path);
    const watch = await client.watch(
      `${path}?watch=1&resourceVersion=${from}&fieldSelector=metadata.name%3Db`,
    );
    try {
      await client.create(path, configMap('a'));
      await client.create(path, configMap('b'));
      const [event] = await watch.take(1);
      expect([event.type, event.object.metadata?.name]).toEqual(['ADDED', 'b']);
    } finally {
      watch.close();
    }
  });

  check(
    'ends after timeoutSeconds, with a bookmark of what it has seen shortly before',
    async subject => {
      const { client } = subject;
      const path = configMaps(await subject.namespace());
      const { metadata } = await client.create(path, configMap('a'));
      const started = performance.now();
      const watch = await client.watch(
        `${path}?watch=1&resourceVersion=${metadata?.resourceVersion}&timeoutSeconds=4&allowWatchBookmarks=true&fieldSelector=metadata.name%3Da`,
      );
      const unseen = await client.create(path, configMap('b'));
      const events = await watch.rest();
      expect(performance.now() - started).toBeGreaterThan(3_000);
      expect(events.length).toBeGreaterThan(0);
      for (const { type, object } of events) {
        expect(type).toBe('BOOKMARK');
        expect(object).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1' });
        expect(
          object.metadata?.annotations?.[INITIAL_EVENTS_END],
        ).toBeUndefined();
      }
      // The watcher matched nothing, and still learns how far it may resume.
      expect(
        Number(events.at(-1)?.object.metadata?.resourceVersion),
      ).toBeGreaterThanOrEqual(Number(unseen.metadata?.resourceVersion));
    },
  );

  check(
    'has no bookmark for a watch in which nothing has happened since its resourceVersion',
    async subject => {
      const path = configMaps(await subject.namespace());
      const { metadata } = await subject.client.create(path, configMap('a'));
      const watch = await subject.client.watch(
        `${path}?watch=1&resourceVersion=${metadata?.resourceVersion}&timeoutSeconds=3&allowWatchBookmarks=true`,
      );
      expect(await watch.rest()).toEqual([]);
    },
  );

  check('sends no bookmarks to those who did not ask', async subject => {
    const path = configMaps(await subject.namespace());
    const from = await currentVersion(subject, path);
    const watch = await subject.client.watch(
      `${path}?watch=1&resourceVersion=${from}&timeoutSeconds=2`,
    );
    expect(await watch.rest()).toEqual([]);
  });

  check(
    'tells 410 as an event when the resourceVersion is older than its history',
    async ({ client }) => {
      const watch = await client.watch(
        '/api/v1/configmaps?watch=1&resourceVersion=1',
      );
      const events = await watch.rest();
      expect(events).toHaveLength(1);
      const [{ type, object }] = events;
      expect([type, object.kind, object.code, object.reason]).toEqual([
        'ERROR',
        'Status',
        410,
        'Expired',
      ]);
      expect(object.message).toMatch(/^too old resource version: 1 \(\d+\)$/);
    },
  );

  check(
    'forgets: a watch that resumes from before is told 410',
    async subject => {
      const { client } = subject;
      const path = configMaps(await subject.namespace());
      const from = await currentVersion(subject, path);
      await client.create(path, configMap('a'));
      await client.create(path, configMap('b'));
      await subject.compact();
      const watch = await client.watch(
        `${path}?watch=1&resourceVersion=${from}`,
      );
      const [{ type, object }] = await watch.rest();
      expect([type, object.code, object.reason]).toEqual([
        'ERROR',
        410,
        'Expired',
      ]);
    },
  );

  check('refuses a resourceVersion that is no number', async ({ client }) => {
    const { status, body } = await client.get<StatusObject>(
      '/api/v1/configmaps?watch=1&resourceVersion=abc',
    );
    expect([status, body.kind]).toEqual([expect.any(Number), 'Status']);
    expect(status).toBeGreaterThanOrEqual(400);
  });
}
