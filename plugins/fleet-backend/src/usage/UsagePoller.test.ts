import { podFacts } from '../decode/podFacts';
import { podJson } from '../decode/testUtils/podJson';
import type { SelectedPod } from '../decode/selectedPod';
import { PodColumns } from '../inventory/PodColumns';
import { RowAttributes } from '../inventory/RowAttributes';
import { SharedPodColumnsReader } from '../inventory/SharedPodColumnsReader';
import {
  ManualClock,
  ScriptedTransport,
  settle,
} from '../watch/testUtils/scripted';
import { USAGE_INTERVAL_MS, UsagePoller } from './UsagePoller';

function start() {
  const clock = new ManualClock();
  const transport = new ScriptedTransport();
  const columns = new PodColumns(clock.now(), () => {});
  const reader = new SharedPodColumnsReader(
    columns.shared(),
    new RowAttributes(),
  );
  const cluster = columns.cluster('prod-a');
  for (const name of ['cart-1', 'cart-2']) {
    const pod = podJson({ name }) as SelectedPod;
    columns.upsert(cluster, podFacts(pod, clock.now()), clock.now());
  }
  const end = new AbortController();
  const available: boolean[] = [];
  const running = new UsagePoller({
    cluster,
    transport,
    clock,
    columns,
    reader,
    onAvailable: hasUsage => available.push(hasUsage),
  })
    .run(end.signal)
    .catch(() => {});
  const usage = (name: string) => {
    const pod = reader.pod(reader.find('prod-a', 'shop', name)!);
    return [pod?.cpuMillicores, pod?.memoryBytes];
  };
  const stop = async () => {
    end.abort();
    await settle();
    await running;
  };
  return { clock, transport, available, usage, stop };
}

const measured = (name: string, ...containers: Array<[string, string]>) => ({
  metadata: { name, namespace: 'shop' },
  containers: containers.map(([cpu, memory]) => ({ usage: { cpu, memory } })),
});

describe('usage from metrics.k8s.io', () => {
  it('is the sum over the containers of a pod, asked for once for all pods', async () => {
    const { clock, transport, available, usage, stop } = start();
    await clock.advance(10_000);
    transport
      .answer()
      .send({
        kind: 'PodMetricsList',
        items: [
          measured('cart-1', ['12500000n', '10Mi'], ['250m', '6Mi']),
          measured('somebody-else', ['1', '1Gi']),
        ],
      })
      .close();
    await settle();
    expect(transport.requests.map(({ path }) => path)).toEqual([
      '/apis/metrics.k8s.io/v1beta1/pods',
    ]);
    expect(usage('cart-1')).toEqual([13 + 250, 16 * 2 ** 20]);
    expect(usage('cart-2')).toEqual([undefined, undefined]);
    expect(available).toEqual([true]);
    await clock.advance(USAGE_INTERVAL_MS);
    expect(transport.requests).toHaveLength(2);
    transport.refuse(new Error('aborted'));
    await stop();
  });

  it.each([404, 403, 503])(
    'is none, not zero, where the cluster answers %d',
    async status => {
      const { clock, transport, available, usage, stop } = start();
      await clock.advance(10_000);
      transport
        .answer({ status })
        .send({ kind: 'Status', code: status })
        .close();
      await settle();
      expect(available).toEqual([false]);
      expect(usage('cart-1')).toEqual([undefined, undefined]);
      await stop();
    },
  );

  it('is none when the answer breaks off', async () => {
    const { clock, transport, available, stop } = start();
    await clock.advance(10_000);
    transport.answer().send('{"items":[{"metadata":{').close();
    await settle();
    expect(available).toEqual([false]);
    await stop();
  });
});
