import {
  canRun,
  startPrometheus,
  type TestPrometheus,
} from '@panorama/testbed';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusSource } from './PrometheusSource';
import { cpu, memory, openMetrics } from './testUtils/cadvisor';

const EU = { cluster: 'eu', job: 'kubelet' };
const cart = { ...EU, namespace: 'shop', pod: 'cart-0' };
const MI = 2 ** 20;

/** What a kubelet's /metrics/cadvisor holds, and what a company's Prometheus makes of it. */
const SERIES = [
  memory({ ...cart, container: 'main', id: '/kubepods/a/1' }, 100 * MI),
  memory({ ...cart, container: 'proxy', id: '/kubepods/a/2' }, 20 * MI),
  cpu({ ...cart, container: 'main', id: '/kubepods/a/1' }, 0.25),
  cpu({ ...cart, container: 'proxy', id: '/kubepods/a/2' }, 0.05),
  // The sum over the pod, and its sandbox: counting them would double everything.
  memory({ ...cart, container: '', id: '/kubepods/a' }, 121 * MI),
  memory({ ...cart, container: 'POD', id: '/kubepods/a/0' }, 1 * MI),
  cpu({ ...cart, container: '', id: '/kubepods/a' }, 0.3),
  // The same container, scraped by a second job and as its run before a restart.
  memory(
    { ...cart, job: 'other', container: 'main', id: '/kubepods/a/1' },
    100 * MI,
  ),
  memory({ ...cart, container: 'main', id: '/kubepods/a/9' }, 90 * MI),
  // A pod that has just started: a counter with one sample has no rate.
  memory(
    { ...EU, namespace: 'shop', pod: 'young-0', container: 'main' },
    5 * MI,
  ),
  cpu({ ...EU, namespace: 'shop', pod: 'young-0', container: 'main' }, 1, {
    samples: 1,
  }),
  // The root cgroup is the node.
  memory({ ...EU, node: 'node-7', id: '/' }, 4096 * MI),
  cpu({ ...EU, node: 'node-7', id: '/' }, 3.5),
  // Another cluster with the same names in the same Prometheus.
  memory(
    { ...cart, cluster: 'cn', container: 'main', id: '/kubepods/b/1' },
    700 * MI,
  ),
  memory({ cluster: 'cn', node: 'node-7', id: '/' }, 9999 * MI),
];

(canRun('prometheus') ? describe : describe.skip)(
  'the queries for usage, on a real Prometheus',
  () => {
    let server: TestPrometheus;
    const clients: PrometheusClient[] = [];
    const signal = AbortSignal.timeout(60_000);
    const source = (labels: Record<string, string>) => {
      const client = new PrometheusClient({ url: server.url, headers: {} });
      clients.push(client);
      return new PrometheusSource(client, labels);
    };

    beforeAll(async () => {
      const now = Math.floor(Date.now() / 1000);
      server = await startPrometheus(openMetrics(SERIES, now));
    }, 60_000);

    afterAll(async () => {
      await Promise.all(clients.map(client => client.close()));
      await server?.stop();
    });

    it('count every container once, and only of this cluster', async () => {
      const pods = await source({ cluster: 'eu' }).readPods(signal);
      expect([...pods.keys()].sort()).toEqual(['shop/cart-0', 'shop/young-0']);
      expect(pods.get('shop/cart-0')?.memoryBytes).toBe(120 * MI);
      expect(pods.get('shop/cart-0')?.cpuMillicores).toBeCloseTo(300, 3);
    });

    it('know no CPU of a pod that was measured once, and do not call it zero', async () => {
      const pods = await source({ cluster: 'eu' }).readPods(signal);
      expect(pods.get('shop/young-0')).toEqual({ memoryBytes: 5 * MI });
    });

    it('take the root cgroup for the node', async () => {
      const nodes = await source({ cluster: 'eu' }).readNodes(signal);
      expect([...nodes.keys()]).toEqual(['node-7']);
      expect(nodes.get('node-7')?.memoryBytes).toBe(4096 * MI);
      expect(nodes.get('node-7')?.cpuMillicores).toBeCloseTo(3500, 2);
    });

    it.each<Record<string, string>>([
      { cluster: 'mars' },
      { cluster: 'e"u\\' },
      { nonsense: 'ü{}' },
    ])('say that there is nothing with %j', async labels => {
      await expect(source(labels).readPods(signal)).rejects.toMatchObject({
        code: 'no-data',
        message: expect.stringContaining('has no metrics of containers with'),
      });
    });

    it('are refused in the words of Prometheus', async () => {
      source({});
      await expect(clients[0].query('sum(', 10, signal)).rejects.toMatchObject({
        code: 'server-error',
        message: expect.stringMatching(
          /refused the query: bad_data: .*parse error/,
        ),
      });
    });
  },
);
