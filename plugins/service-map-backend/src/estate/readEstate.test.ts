import { found, NOW, TestFleet } from './__testUtils__/TestFleet';

const TEN_MINUTES = 600_000;

describe('what the inventory knew at one moment', () => {
  it('has every workload with its pods, their trouble and where it began', () => {
    const estate = new TestFleet()
      .workload('cart', {
        desired: 3,
        ready: 1,
        pods: [
          { name: 'cart-1', zone: 'a', entityRef: 'component:default/cart' },
          { name: 'cart-2', state: 'crashloop', reason: 'CrashLoopBackOff' },
          { name: 'cart-3', state: 'crashloop', reason: 'CrashLoopBackOff' },
        ],
      })
      .put('events', 'cart-2.17', {
        involved: { kind: 'Pod', namespace: 'shop', name: 'cart-2' },
        type: 'Warning',
        reason: 'BackOff',
        message: '',
        count: 3,
        firstSeen: NOW - TEN_MINUTES,
        lastSeen: NOW,
      })
      .estate();
    expect(estate.workloads).toHaveLength(1);
    expect(estate.workloads[0]).toMatchObject({
      kind: 'Deployment',
      name: 'cart',
      desired: 3,
      ready: 1,
      reason: 'CrashLoopBackOff',
      since: NOW - TEN_MINUTES,
    });
    expect(estate.workloads[0].pods.map(({ name }) => name)).toEqual([
      'cart-1',
      'cart-2',
      'cart-3',
    ]);
  });

  it('does not blame a pod that runs for a warning of its start', () => {
    const [workload] = new TestFleet()
      .workload('cart', { pods: [{ name: 'cart-1' }] })
      .put('events', 'cart-1.17', {
        involved: { kind: 'Pod', namespace: 'shop', name: 'cart-1' },
        type: 'Warning',
        reason: 'Unhealthy',
        message: '',
        count: 1,
        firstSeen: NOW - TEN_MINUTES,
        lastSeen: NOW - TEN_MINUTES,
      })
      .estate().workloads;
    expect(workload.reason).toBeUndefined();
    expect(workload.since).toBeUndefined();
  });

  it('takes owner and system of the newest pod', () => {
    const [workload] = new TestFleet()
      .workload('cart', {
        pods: [
          { name: 'old', createdAt: 1, owner: 'group:default/before' },
          { name: 'new', createdAt: 2, owner: 'group:default/after' },
        ],
      })
      .estate().workloads;
    expect(workload.owner).toBe('group:default/after');
  });

  it('has workloads of kinds that nobody watches, from their pods', () => {
    const { workloads } = new TestFleet()
      .pod({ name: 'r-1', workloadKind: 'Rollout', workloadName: 'search' })
      .pod({
        name: 'r-2',
        workloadKind: 'Rollout',
        workloadName: 'search',
        state: 'notready',
      })
      .pod({
        name: 'once-x',
        workloadKind: 'Job',
        workloadName: 'once',
        state: 'completed',
      })
      .estate();
    expect(workloads).toHaveLength(1);
    expect(workloads[0]).toMatchObject({
      kind: 'Rollout',
      name: 'search',
      desired: 2,
      ready: 1,
      reason: 'notready',
    });
  });

  it('knows which clusters were never read to the end', () => {
    const { clusters } = new TestFleet([])
      .cluster('live')
      .cluster('stale', 'stale')
      .cluster('new', 'syncing')
      .cluster('lost', 'failed')
      .estate();
    expect(clusters.map(({ name, isComplete }) => [name, isComplete])).toEqual([
      ['live', true],
      ['stale', true],
      ['new', false],
      ['lost', false],
    ]);
  });

  it('gives every namespace the label with its name', () => {
    const { namespaces } = new TestFleet()
      .namespace('shop', { labels: { team: 'a' } })
      .estate();
    expect(namespaces[0].labels).toEqual({
      'kubernetes.io/metadata.name': 'shop',
      team: 'a',
    });
  });

  it('is empty, not broken, where there is nothing', () => {
    const estate = new TestFleet([]).estate();
    expect(estate.workloads).toEqual([]);
    expect(estate.httpRoutes).toEqual([]);
  });

  it('knows how far the rollout of a Deployment has come, unless somebody paused it', () => {
    const deployment = {
      desired: 3,
      ready: 3,
      updated: 1,
      paused: false,
      conditions: [
        {
          type: 'Progressing',
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
        },
      ],
    };
    const { workloads } = new TestFleet()
      .put('deployments.apps', 'stuck', deployment)
      .put('deployments.apps', 'paused', { ...deployment, paused: true })
      .workload('partitioned', { kind: 'StatefulSet', updated: 0 })
      .estate();
    expect(workloads.map(({ name, rollout }) => [name, rollout])).toEqual([
      ['stuck', { updated: 1, isDeadlineExceeded: true }],
      ['paused', undefined],
      ['partitioned', undefined],
    ]);
  });

  it('knows what presses a machine', () => {
    const { nodes } = new TestFleet()
      .put('nodes', 'm1', { ready: 'True', pressures: ['MemoryPressure'] })
      .estate();
    expect(nodes).toMatchObject([
      { name: 'm1', isReady: true, pressures: ['MemoryPressure'] },
    ]);
  });

  it('keeps the addresses of ConfigMaps', () => {
    const estate = new TestFleet()
      .configMap('app', [found('redis.host', 'redis')])
      .estate();
    expect(estate.configMaps[0].fields.addresses).toHaveLength(1);
  });
});
