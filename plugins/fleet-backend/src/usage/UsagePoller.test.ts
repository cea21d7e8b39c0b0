import type { UsageStatus } from '@panorama/plugin-fleet-common';
import { ManualClock, settle } from '../watch/testUtils/scripted';
import { UsagePoller } from './UsagePoller';
import { type Usage, UsageError, type UsageSource } from './UsageSource';

/** A source whose next answers the test decides. */
class ScriptedSource implements UsageSource {
  readonly asked: string[] = [];
  pods: Record<string, Usage> | Error = {};
  nodes: Record<string, Usage> | Error = {};

  constructor(readonly name: UsageSource['name']) {}

  readPods = () => this.#answer('pods');
  readNodes = () => this.#answer('nodes');

  async #answer(what: 'pods' | 'nodes'): Promise<Map<string, Usage>> {
    this.asked.push(what);
    const answer = this[what];
    if (answer instanceof Error) {
      throw answer;
    }
    return new Map(Object.entries(answer));
  }
}

function start(...sources: ScriptedSource[]) {
  const clock = new ManualClock();
  const end = new AbortController();
  const said: {
    pods?: Record<string, Usage>;
    nodes?: Record<string, Usage>;
    status?: UsageStatus;
    failures: number;
  } = { failures: 0 };
  const plain = (usage: ReadonlyMap<string, Usage> | undefined) =>
    usage && Object.fromEntries(usage);
  const running = new UsagePoller({
    sources,
    intervalMs: 30_000,
    clock,
    onPods: usage => {
      said.pods = plain(usage);
    },
    onNodes: usage => {
      said.nodes = plain(usage);
    },
    onStatus: status => {
      said.status = status;
    },
    onFailure: () => {
      said.failures += 1;
    },
  })
    .run(end.signal)
    .catch(() => {});
  const stop = async () => {
    end.abort();
    await settle();
    await running;
  };
  return { clock, said, stop };
}

const cart = { cpuMillicores: 12, memoryBytes: 4096 };
const node = { cpuMillicores: 900, memoryBytes: 8192 };

describe('usage', () => {
  it('comes from the first source that has numbers, every interval', async () => {
    const prometheus = new ScriptedSource('prometheus');
    const metrics = new ScriptedSource('metrics.k8s.io');
    prometheus.pods = { 'shop/cart': cart };
    prometheus.nodes = { 'node-7': node };
    const { clock, said, stop } = start(prometheus, metrics);
    await clock.advance(10_000);
    expect(said).toEqual({
      pods: { 'shop/cart': cart },
      nodes: { 'node-7': node },
      status: {
        source: 'prometheus',
        readAt: expect.any(Number),
        problems: [],
      },
      failures: 0,
    });
    expect(metrics.asked).toEqual([]);
    await clock.advance(30_000);
    expect(prometheus.asked).toEqual(['pods', 'nodes', 'pods', 'nodes']);
    await stop();
  });

  it('falls back to metrics.k8s.io while Prometheus fails, says so, and since when', async () => {
    const prometheus = new ScriptedSource('prometheus');
    const metrics = new ScriptedSource('metrics.k8s.io');
    prometheus.pods = new UsageError('unreachable', 'prom:9090 is not there');
    metrics.pods = { 'shop/cart': cart };
    metrics.nodes = { 'node-7': node };
    const { clock, said, stop } = start(prometheus, metrics);
    await clock.advance(10_000);
    const problem = {
      source: 'prometheus',
      code: 'unreachable',
      message: 'prom:9090 is not there',
      since: expect.any(Number),
    };
    expect(said.status).toEqual({
      source: 'metrics.k8s.io',
      readAt: expect.any(Number),
      problems: [problem],
    });
    expect(said.pods).toEqual({ 'shop/cart': cart });
    expect(said.nodes).toEqual({ 'node-7': node });
    // Not asked for nodes, too: every question may take until the deadline.
    expect(prometheus.asked).toEqual(['pods']);
    const { since } = said.status!.problems[0];
    await clock.advance(30_000);
    expect(said.status!.problems[0].since).toBe(since);
    expect(said.failures).toBe(2);
    prometheus.pods = { 'shop/cart': cart };
    await clock.advance(30_000);
    expect(said.status).toMatchObject({ source: 'prometheus', problems: [] });
    await stop();
  });

  it('is none, not zero and not the old one, when every source fails', async () => {
    const metrics = new ScriptedSource('metrics.k8s.io');
    metrics.pods = { 'shop/cart': cart };
    metrics.nodes = { 'node-7': node };
    const { clock, said, stop } = start(metrics);
    await clock.advance(10_000);
    metrics.pods = new UsageError('not-served', 'no metrics server');
    await clock.advance(30_000);
    expect(said).toMatchObject({ pods: undefined, nodes: undefined });
    expect(said.status).toEqual({
      problems: [expect.objectContaining({ code: 'not-served' })],
    });
    await stop();
  });

  it('of nodes comes from metrics.k8s.io where Prometheus knows only pods', async () => {
    const prometheus = new ScriptedSource('prometheus');
    const metrics = new ScriptedSource('metrics.k8s.io');
    prometheus.pods = { 'shop/cart': cart };
    prometheus.nodes = new UsageError('no-data', 'no metrics of containers');
    metrics.nodes = { 'node-7': node };
    const { clock, said, stop } = start(prometheus, metrics);
    await clock.advance(10_000);
    expect(said.nodes).toEqual({ 'node-7': node });
    expect(said.status).toMatchObject({
      source: 'prometheus',
      problems: [
        { code: 'no-data', message: 'nodes: no metrics of containers' },
      ],
    });
    await stop();
  });

  it('says that a source did not answer in time', async () => {
    const metrics = new ScriptedSource('metrics.k8s.io');
    metrics.pods = new Error('aborted');
    const { clock, said, stop } = start(metrics);
    await clock.advance(10_000);
    expect(said.status!.problems[0]).toMatchObject({
      code: 'timeout',
      message: 'did not answer in time',
    });
    await stop();
  });
});
