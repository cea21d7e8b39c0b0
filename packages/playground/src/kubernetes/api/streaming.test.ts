import { setTimeout as sleep } from 'node:timers/promises';
import { openSimulator } from '../contract/openSimulator';
import type { ListBody } from '../contract/Subject';
import { numberedObjects } from '../store/BaseObjects';

const NAMESPACES = Array.from(
  { length: 20 },
  (_, i) => `team-${String(i).padStart(2, '0')}`,
);
const PER_NAMESPACE = 1_000;
const METADATA =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

describe('a population that is not held in memory', () => {
  let simulator: Awaited<ReturnType<typeof openSimulator>>;
  let rendered = 0;

  beforeAll(async () => {
    simulator = await openSimulator();
    simulator.cluster.store.provideBase(
      'pods',
      numberedObjects({
        namespaces: NAMESPACES,
        perNamespace: PER_NAMESPACE,
        name: number => `pod-${String(number).padStart(4, '0')}`,
        object: (namespace, name, index) => ({
          namespace,
          name,
          uid: `uid-${index}`,
          labels: { part: String(index % 2) },
          render: () => {
            rendered += 1;
            return {};
          },
        }),
      }),
    );
  });
  afterAll(() => simulator.close());
  beforeEach(async () => {
    // The server may still be busy with a reader that has left.
    do {
      rendered = 0;
      await sleep(50);
    } while (rendered > 0);
  });

  it('is listed whole', async () => {
    const { body } = await simulator.client.get<ListBody>('/api/v1/pods', {
      accept: METADATA,
    });
    expect(body.items).toHaveLength(20_000);
    expect(body.items.at(-1)?.metadata).toMatchObject({
      namespace: 'team-19',
      name: 'pod-0999',
      uid: 'uid-19999',
    });
  });

  it('is rendered only as far as the reader reads', async () => {
    const answer = await simulator.client.open('/api/v1/pods', {
      accept: METADATA,
    });
    for await (const chunk of answer) {
      expect(String(chunk)).toContain('PartialObjectMetadataList');
      break;
    }
    expect(rendered).toBeGreaterThan(0);
    expect(rendered).toBeLessThan(20_000);
  });

  it('is paged, and counted without rendering', async () => {
    const { body } = await simulator.client.get<ListBody>(
      '/api/v1/pods?limit=10',
    );
    expect(body.metadata.remainingItemCount).toBe(19_990);
    expect(rendered).toBe(10);
    const next = await simulator.client.get<ListBody>(
      `/api/v1/pods?limit=10&continue=${body.metadata.continue}`,
    );
    expect(next.body.items[0].metadata?.name).toBe('pod-0010');
  });

  it('is streamed by a watch, with changes on top', async () => {
    const path = '/api/v1/namespaces/team-07/pods';
    const watch = await simulator.client.watch(
      `${path}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
    );
    const initial = await watch.take(PER_NAMESPACE + 1);
    expect(initial.at(-1)?.type).toBe('BOOKMARK');
    simulator.cluster.store.delete('pods', 'team-07', 'pod-0500');
    const [event] = await watch.take(1);
    expect([event.type, event.object.metadata?.name]).toEqual([
      'DELETED',
      'pod-0500',
    ]);
    watch.close();
    expect((await simulator.client.get(`${path}/pod-0500`)).status).toBe(404);
    expect(
      (await simulator.client.get<ListBody>(path)).body.items,
    ).toHaveLength(PER_NAMESPACE - 1);
  });

  it('keeps a slow reader waiting instead of filling memory', async () => {
    const answer = await simulator.client.open('/api/v1/pods?watch=1', {
      accept: 'application/json',
    });
    answer.pause();
    await sleep(300);
    expect(rendered).toBeLessThan(20_000);
    answer.destroy();
  });
});
