import { ScriptedTransport, settle } from '../watch/testUtils/scripted';
import { MetricsServerSource } from './MetricsServerSource';

const pod = (name: string, ...containers: Array<object | undefined>) => ({
  metadata: { name, namespace: 'shop' },
  containers: containers.map(usage => ({ usage })),
});

function start() {
  const transport = new ScriptedTransport();
  return { transport, source: new MetricsServerSource(transport) };
}

const never = new AbortController().signal;

describe('metrics.k8s.io', () => {
  it('tells the sum over the containers of a pod, asked for once for all pods', async () => {
    const { transport, source } = start();
    const reading = source.readPods(never);
    await settle();
    transport
      .answer()
      .send({
        kind: 'PodMetricsList',
        items: [
          pod(
            'cart-1',
            { cpu: '12500000n', memory: '10Mi' },
            { cpu: '250m', memory: '6Mi' },
          ),
        ],
      })
      .close();
    expect([...(await reading)]).toEqual([
      ['shop/cart-1', { cpuMillicores: 13 + 250, memoryBytes: 16 * 2 ** 20 }],
    ]);
    expect(transport.requests.map(({ path }) => path)).toEqual([
      '/apis/metrics.k8s.io/v1beta1/pods',
    ]);
  });

  it('tells what whole nodes use', async () => {
    const { transport, source } = start();
    const reading = source.readNodes(never);
    await settle();
    transport
      .answer()
      .send({
        kind: 'NodeMetricsList',
        items: [
          {
            metadata: { name: 'node-7' },
            timestamp: '2026-11-20T09:00:00Z',
            usage: { cpu: '1500m', memory: '3Gi' },
          },
        ],
      })
      .close();
    expect([...(await reading)]).toEqual([
      ['node-7', { cpuMillicores: 1500, memoryBytes: 3 * 2 ** 30 }],
    ]);
    expect(transport.last.path).toBe('/apis/metrics.k8s.io/v1beta1/nodes');
  });

  it('makes no zero of what was not measured', async () => {
    const { transport, source } = start();
    const reading = source.readPods(never);
    await settle();
    transport
      .answer()
      .send({
        items: [
          pod('no-container'),
          pod('nothing', undefined, {}),
          pod('only-memory', { memory: '1Ki' }, { cpu: 'lots' }),
        ],
      })
      .close();
    expect([...(await reading)]).toEqual([
      ['shop/no-container', {}],
      ['shop/nothing', {}],
      ['shop/only-memory', { memoryBytes: 1024 }],
    ]);
  });

  it.each([
    [404, 'not-served'],
    [403, 'forbidden'],
    [503, 'server-error'],
  ])('gives nothing where the cluster answers %d: %s', async (status, code) => {
    const { transport, source } = start();
    const error = source.readPods(never).catch(caught => caught);
    await settle();
    transport.answer({ status }).send({ kind: 'Status', code: status }).close();
    expect(await error).toMatchObject({ name: 'UsageError', code });
  });

  it('gives nothing when the answer breaks off', async () => {
    const { transport, source } = start();
    const error = source.readPods(never).catch(caught => caught);
    await settle();
    transport.answer().send('{"items":[{"metadata":{').close();
    expect(await error).toMatchObject({ name: 'UsageError', code: 'protocol' });
  });
});
