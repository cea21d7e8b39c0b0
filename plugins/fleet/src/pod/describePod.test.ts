import type { ContainerDetail, PodDetail } from '@panorama/plugin-fleet-common';
import { describePod } from './describePod';

function container(more: Partial<ContainerDetail> = {}): ContainerDetail {
  return {
    name: 'app',
    image: 'shop/cart:1',
    init: false,
    ready: true,
    restarts: 0,
    state: 'running',
    ...more,
  };
}

function pod(more: Partial<PodDetail>): PodDetail {
  return {
    cluster: 'prod',
    namespace: 'shop',
    name: 'cart-1',
    state: 'running',
    workloadKind: 'Deployment',
    workloadName: 'cart',
    image: 'shop/cart:1',
    shape: { qos: 'Burstable', gpus: 0, containers: 1 },
    readyContainers: 1,
    restarts: 0,
    restartsLastHour: 0,
    createdAt: 0,
    uid: 'u',
    phase: 'Running',
    ownerChain: [],
    containers: [container()],
    conditions: [],
    observedAt: 0,
    ...more,
  };
}

describe('why a pod is as it is', () => {
  it('says how long a crashing container lives and how it ends', () => {
    const why = describePod(
      pod({
        state: 'crashloop',
        containers: [
          container({ name: 'proxy' }),
          container({
            state: 'waiting',
            ready: false,
            reason: 'CrashLoopBackOff',
            startedAt: 1000,
            lastTermination: {
              exitCode: 1,
              finishedAt: 12_000,
              message: 'connect ECONNREFUSED',
            },
          }),
        ],
      }),
    );
    expect(why).toMatchObject({
      key: 'crashloopAfter',
      container: 'app',
      exitCode: 1,
      livedMs: 11_000,
      quote: 'connect ECONNREFUSED',
    });
  });

  it('leaves the time out where the cluster does not tell it', () => {
    const containers = [
      container({ state: 'waiting', reason: 'CrashLoopBackOff', ready: false }),
    ];
    expect(describePod(pod({ state: 'crashloop', containers })).key).toBe(
      'crashloop',
    );
  });

  it('names the limit that a container exceeded', () => {
    const containers = [
      container({
        lastTermination: { reason: 'OOMKilled', exitCode: 137 },
        memoryLimit: 2 ** 29,
      }),
    ];
    expect(describePod(pod({ state: 'oom', containers }))).toMatchObject({
      key: 'oom',
      limitBytes: 2 ** 29,
    });
  });

  it('blames the node where no limit was set', () => {
    const containers = [
      container({ lastTermination: { reason: 'OOMKilled', exitCode: 137 } }),
    ];
    expect(describePod(pod({ state: 'oom', containers })).key).toBe(
      'oomNoLimit',
    );
  });

  it('quotes the scheduler', () => {
    const conditions = [
      {
        type: 'PodScheduled',
        status: 'False',
        message: '0/12 nodes are available',
      },
    ];
    expect(describePod(pod({ state: 'unschedulable', conditions })).quote).toBe(
      '0/12 nodes are available',
    );
  });

  it('says which reason ended an evicted pod, which has no exit code', () => {
    expect(
      describePod(pod({ state: 'failed', reason: 'Evicted', containers: [] })),
    ).toEqual({ key: 'failedReason', reason: 'Evicted' });
  });

  it('tells an unready container from an unready gate', () => {
    expect(
      describePod(
        pod({ state: 'notready', containers: [container({ ready: false })] }),
      ).key,
    ).toBe('notready');
    expect(describePod(pod({ state: 'notready' })).key).toBe('notreadyGate');
  });
});
