import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SimulatedCluster, storedObject } from '@panorama/playground';
import { podJson } from '../decode/testUtils/podJson';
import { InventoryClient } from './InventoryClient';
import { waitFor, workerForTests } from './testUtils/inventory';

const MI = 2 ** 20;
const TOKEN = 'token-of-the-portal';
const SECRET = 'Bearer hunter2-of-prometheus';

jest.setTimeout(30_000);

describe('usage of simulated clusters', () => {
  const cluster = new SimulatedCluster({
    name: 'prod-a',
    tokens: { [TOKEN]: { name: 'portal', groups: ['system:masters'] } },
    usage: {
      pod: (_, name) =>
        name === 'cart-0'
          ? { containers: { main: { cpu: '12m', memory: '34Mi' } } }
          : undefined,
      node: () => ({ cpu: '1500m', memory: '3Gi' }),
    },
  });
  const asked: Array<string | undefined> = [];
  const prometheus = createServer((request, response) => {
    asked.push(request.headers.authorization);
    const query = new URL(request.url ?? '', 'http://p').searchParams;
    const isCpu = query.get('query')?.includes('cpu') ?? false;
    const isNode = query.get('query')?.includes('by (node)') ?? false;
    const metric = isNode
      ? { node: 'node-1' }
      : { namespace: 'shop', pod: 'cart-1' };
    const value = [1_795_272_000, isCpu ? '0.25' : String(100 * MI)];
    response.end(
      JSON.stringify({
        status: 'success',
        data: { resultType: 'vector', result: [{ metric, value }] },
      }),
    );
  });
  const log: string[] = [];
  let inventory: InventoryClient;
  const status = (name: string) =>
    inventory.statuses().find(known => known.name === name);
  /** Pods and nodes have been read: the status comes after both. */
  const measured = (name: string) =>
    waitFor(() => status(name)?.usage !== undefined);
  const usage = (name: string, pod: string) => {
    const slot = inventory.pods.find(name, 'shop', pod);
    const row = slot === undefined ? undefined : inventory.pods.pod(slot);
    return [row?.cpuMillicores, row?.memoryBytes];
  };

  beforeAll(async () => {
    for (const name of ['cart-0', 'cart-1']) {
      cluster.store.upsert('pods', storedObject(podJson({ name })));
    }
    cluster.store.upsert(
      'nodes',
      storedObject({ metadata: { name: 'node-1', uid: 'n1' } }),
    );
    const { url, caData } = await cluster.listen();
    await new Promise<void>(done => prometheus.listen(0, '127.0.0.1', done));
    const { port } = prometheus.address() as AddressInfo;
    const addresses: Record<string, string> = {
      scraped: `http://127.0.0.1:${port}`,
      'with-dead-prometheus': 'http://127.0.0.1:1',
    };
    const write = (text: string) => log.push(text);
    inventory = new InventoryClient({
      logger: { debug: write, info: write, warn: write, error: write },
      worker: workerForTests(),
      usageOf: name => ({
        intervalMs: 10_000,
        ...(addresses[name] && {
          prometheus: {
            url: addresses[name],
            headers: { Authorization: SECRET },
            labels: { cluster: name },
          },
        }),
      }),
    });
    for (const name of ['plain', 'scraped', 'with-dead-prometheus']) {
      await inventory.openCluster({
        name,
        url,
        caData,
        auth: { type: 'token', token: TOKEN },
      });
    }
  }, 60_000);

  afterAll(async () => {
    await inventory?.stop();
    await cluster.stop();
    prometheus.closeAllConnections();
    await new Promise(done => prometheus.close(done));
  });

  it('comes from metrics.k8s.io, for pods and nodes, and is no zero where it is missing', async () => {
    await measured('plain');
    expect(usage('plain', 'cart-0')).toEqual([12, 34 * MI]);
    expect(usage('plain', 'cart-1')).toEqual([undefined, undefined]);
    expect(inventory.nodeUsage('plain')?.get('node-1')).toEqual({
      cpuMillicores: 1500,
      memoryBytes: 3 * 2 ** 30,
    });
    expect(status('plain')).toMatchObject({
      hasUsage: true,
      usage: { source: 'metrics.k8s.io', problems: [] },
    });
  });

  it('comes from the Prometheus of a cluster that has one', async () => {
    await measured('scraped');
    expect(usage('scraped', 'cart-1')).toEqual([250, 100 * MI]);
    expect(usage('scraped', 'cart-0')).toEqual([undefined, undefined]);
    expect(inventory.nodeUsage('scraped')?.get('node-1')).toEqual({
      cpuMillicores: 250,
      memoryBytes: 100 * MI,
    });
    expect(status('scraped')?.usage?.source).toBe('prometheus');
    expect(new Set(asked)).toEqual(new Set([SECRET]));
  });

  it('falls back to metrics.k8s.io while Prometheus cannot be reached, and says so', async () => {
    await measured('with-dead-prometheus');
    expect(status('with-dead-prometheus')).toMatchObject({
      hasUsage: true,
      freshness: 'live',
      usage: {
        source: 'metrics.k8s.io',
        problems: [
          {
            source: 'prometheus',
            code: 'unreachable',
            message: '127.0.0.1:1: the connection was refused (ECONNREFUSED)',
          },
        ],
      },
    });
    expect(status('with-dead-prometheus')?.problem).toBeUndefined();
  });

  it('is forgotten with its cluster, and has told nobody a secret', async () => {
    await inventory.closeCluster('plain');
    expect(inventory.nodeUsage('plain')).toBeUndefined();
    expect(log.join('\n')).not.toContain('hunter2');
    expect(JSON.stringify(inventory.statuses())).not.toContain('hunter2');
  });
});
