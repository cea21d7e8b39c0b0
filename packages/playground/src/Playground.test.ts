import { request } from 'node:https';
import {
  createPlayground,
  type Playground,
  type PlaygroundCluster,
} from './Playground';

interface Answer {
  status: number;
  text: string;
}

function call(
  cluster: PlaygroundCluster,
  path: string,
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${cluster.server.url}${path}`, {
      method,
      ca: cluster.server.ca,
      agent: false,
      headers: { authorization: `Bearer ${cluster.token}` },
      signal: AbortSignal.timeout(10_000),
    });
    outgoing.on('error', reject);
    outgoing.on('response', response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text }),
      );
    });
    outgoing.end();
  });
}

describe('a playground in this process', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await createPlayground({
      pods: 600,
      pace: 0,
      clusters: ['prod-hangzhou', 'prod-shanghai'],
    });
  }, 60_000);

  afterAll(() => playground.stop());

  it('runs only the clusters that were asked for', () => {
    expect(playground.clusters.map(({ name }) => name)).toEqual([
      'prod-hangzhou',
      'prod-shanghai',
    ]);
    expect(() => playground.cluster('edge')).toThrow(
      'It runs: prod-hangzhou, prod-shanghai',
    );
  });

  it('reports the usage of running pods within their limits, and of no others', async () => {
    const cluster = playground.cluster('prod-hangzhou');
    const { text } = await call(cluster, '/apis/metrics.k8s.io/v1beta1/pods');
    const { items } = JSON.parse(text) as {
      items: Array<{
        metadata: { name: string; namespace: string };
        containers: Array<{
          name: string;
          usage: { cpu: string; memory: string };
        }>;
      }>;
    };
    expect(items.length).toBeGreaterThan(150);
    for (const { metadata, containers } of items) {
      const pod = cluster.live.findPod(metadata.namespace, metadata.name);
      expect(['running', 'notReady', 'terminating']).toContain(
        pod?.situation.kind,
      );
      const { cpu, memory } = pod?.set.workload.program.spec ?? {
        cpu: { limit: 0 },
        memory: { limit: 0 },
      };
      const main = containers.find(({ name }) => name === 'app');
      expect(parseInt(main?.usage.cpu ?? '', 10)).toBeLessThanOrEqual(
        cpu.limit,
      );
      expect(parseInt(main?.usage.memory ?? '', 10)).toBeLessThanOrEqual(
        memory.limit * 1024,
      );
    }
  });

  it('gives the number of log lines that was asked for', async () => {
    const cluster = playground.cluster('prod-hangzhou');
    const [pod] =
      cluster.live.state('tracking-prod', 'track-writer')?.pods.values() ?? [];
    const { text } = await call(
      cluster,
      `/api/v1/namespaces/tracking-prod/pods/${pod.name}/log?container=app&tailLines=7`,
    );
    expect(text.trimEnd().split('\n')).toHaveLength(7);
  });

  it('tells the reading account nothing about Secrets and lets it change nothing', async () => {
    const cluster = playground.cluster('prod-hangzhou');
    expect((await call(cluster, '/api/v1/secrets')).status).toBe(403);
    const [pod] =
      cluster.live.state('tracking-prod', 'track-writer')?.pods.values() ?? [];
    const path = `/api/v1/namespaces/tracking-prod/pods/${pod.name}`;
    expect((await call(cluster, path, 'DELETE')).status).toBe(403);
    expect((await call(cluster, path)).status).toBe(200);
  });

  it('takes an API server away and brings it back at the same address', async () => {
    const cluster = playground.cluster('prod-shanghai');
    const { url } = cluster.server;
    playground.scenarios.start('api-server-restart');
    await expect(call(cluster, '/api/v1/nodes')).rejects.toThrow();
    await playground.scenarios.reset('api-server-restart');
    expect(cluster.server.url).toBe(url);
    expect((await call(cluster, '/api/v1/nodes')).status).toBe(200);
  });
});
