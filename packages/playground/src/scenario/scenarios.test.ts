import { podsOf } from '../company/ClusterModel';
import { SCENARIOS, UnknownScenarioError } from '.';
import { situationsOf, testCompany } from './testCompany';

type Words = { [field: string]: unknown };

function unwell(company: ReturnType<typeof testCompany>, name: string) {
  return [...podsOf(company.cluster(name).live.model)].filter(
    ({ situation }) =>
      situation.kind !== 'running' && situation.kind !== 'completed',
  );
}

describe('redis-down', () => {
  it('kills the cache and its callers within a second', () => {
    const company = testCompany();
    const hangzhou = company.cluster('prod-hangzhou');
    company.scenarios.start('redis-down');
    company.clock.advance(1000);
    expect(situationsOf(hangzhou, 'middleware', 'redis-session')).toEqual({
      crashLoop: 3,
    });
    for (const [namespace, name] of [
      ['tracking-prod', 'tracking-api'],
      ['scanning-prod', 'scan-gateway'],
      ['pay-core-prod', 'payment-core'],
    ]) {
      const situations = situationsOf(hangzhou, namespace, name);
      expect(situations.crashLoop).toBeGreaterThan(0);
      expect(situations.running).toBeUndefined();
    }
    expect(
      situationsOf(hangzhou, 'tracking-prod', 'track-push').notReady,
    ).toBeGreaterThan(0);
  });

  it('makes callers say whom they cannot reach', () => {
    const company = testCompany();
    company.scenarios.start('redis-down');
    company.clock.advance(1000);
    const state = company
      .cluster('prod-hangzhou')
      .live.state('tracking-prod', 'tracking-api');
    const crashed = [...(state?.pods.values() ?? [])].find(
      ({ situation }) => situation.kind === 'crashLoop',
    );
    expect(JSON.stringify(crashed?.render())).toContain(
      'connect ECONNREFUSED 10.96.41.20:6379',
    );
  });

  it('touches nobody who does not need the cache, and no other cluster', () => {
    const company = testCompany();
    company.scenarios.start('redis-down');
    company.clock.advance(5000);
    const affected = new Set(
      unwell(company, 'prod-hangzhou').map(({ set }) => set.workload.name),
    );
    expect([...affected].sort()).toEqual([
      'payment-callback',
      'payment-core',
      'redis-session',
      'scan-gateway',
      'scan-session',
      'track-push',
      'track-subscribe',
      'tracking-api',
    ]);
    expect(unwell(company, 'prod-shanghai')).toEqual([]);
    expect(unwell(company, 'staging')).toEqual([]);
  });

  it('leaves the change that caused it in the ConfigMap', () => {
    const company = testCompany();
    company.scenarios.start('redis-down');
    const map = company
      .cluster('prod-hangzhou')
      .live.store.get('configmaps', 'middleware', 'redis-session-conf')
      ?.render() as { data: Record<string, string> };
    expect(map.data['app.properties']).toContain('maxmemory-policy=noeviction');
  });

  it('heals when it is put back, with the restarts still counted', async () => {
    const company = testCompany();
    company.scenarios.start('redis-down');
    company.clock.advance(2000);
    await company.scenarios.reset();
    company.clock.advance(10_000);
    expect(unwell(company, 'prod-hangzhou')).toEqual([]);
    const state = company
      .cluster('prod-hangzhou')
      .live.state('middleware', 'redis-session');
    expect(
      [...(state?.pods.values() ?? [])].every(({ restarts }) => restarts > 0),
    ).toBe(true);
  });

  it('does not heal what fails for a reason of its own', async () => {
    const company = testCompany({ preset: 'everyday' });
    const before = unwell(company, 'prod-hangzhou').map(({ name }) => name);
    company.scenarios.start('redis-down');
    company.clock.advance(2000);
    await company.scenarios.reset();
    company.clock.advance(10_000);
    expect(
      unwell(company, 'prod-hangzhou')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(before.sort());
  });

  it('keeps the status of Deployments and endpoints in step', () => {
    const company = testCompany();
    company.scenarios.start('redis-down');
    company.clock.advance(1500);
    const { store } = company.cluster('prod-hangzhou').live;
    const deployment = store
      .get('deployments.apps', 'tracking-prod', 'tracking-api')
      ?.render() as Words;
    expect(deployment.status).toMatchObject({ readyReplicas: 0 });
    const [slice] = [
      ...store.list('endpointslices.discovery.k8s.io', 'tracking-prod'),
    ].filter(
      ({ labels }) => labels['kubernetes.io/service-name'] === 'tracking-api',
    );
    const { endpoints } = slice.render() as {
      endpoints: Array<{ conditions: { ready: boolean } }>;
    };
    expect(endpoints.some(({ conditions }) => conditions.ready)).toBe(false);
  });
});

describe('bad-deploy', () => {
  it('stops half-way while old pods go on serving', () => {
    const company = testCompany();
    company.scenarios.start('bad-deploy');
    company.clock.advance(60_000);
    const shanghai = company.cluster('prod-shanghai');
    const state = shanghai.live.state('pay-core-prod', 'payment-core');
    const { running, crashLoop } = situationsOf(
      shanghai,
      'pay-core-prod',
      'payment-core',
    );
    expect(running).toBeGreaterThanOrEqual(
      Math.floor((state?.replicas ?? 0) * 0.75),
    );
    expect(crashLoop).toBeGreaterThan(0);
    const crashing = [...(state?.pods.values() ?? [])].filter(
      ({ situation }) => situation.kind === 'crashLoop',
    );
    expect(new Set(crashing.map(({ set }) => set.version))).toEqual(
      new Set(['6.5.0']),
    );
  });

  it('rolls back to the former version', async () => {
    const company = testCompany();
    company.scenarios.start('bad-deploy');
    company.clock.advance(20_000);
    await company.scenarios.reset();
    company.clock.advance(120_000);
    const shanghai = company.cluster('prod-shanghai');
    const state = shanghai.live.state('pay-core-prod', 'payment-core');
    expect(situationsOf(shanghai, 'pay-core-prod', 'payment-core')).toEqual({
      running: state?.replicas,
    });
    expect(
      new Set([...(state?.pods.values() ?? [])].map(({ set }) => set.version)),
    ).toEqual(new Set(['6.4.0']));
  });
});

describe('node-lost', () => {
  it('makes the pods of one node unknown and brings them back', async () => {
    const company = testCompany();
    company.scenarios.start('node-lost');
    company.clock.advance(1000);
    const lost = unwell(company, 'prod-hangzhou');
    expect(lost.length).toBeGreaterThan(10);
    expect(new Set(lost.map(({ node }) => node?.name)).size).toBe(1);
    expect(lost.every(({ situation }) => situation.kind === 'unknown')).toBe(
      true,
    );
    const node = company
      .cluster('prod-hangzhou')
      .live.store.get('nodes', '', lost[0].node?.name ?? '')
      ?.render() as { status: { conditions: Words[] } };
    expect(node.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'Unknown' }),
    );
    await company.scenarios.reset();
    company.clock.advance(5000);
    expect(unwell(company, 'prod-hangzhou')).toEqual([]);
  });
});

describe('quota-full', () => {
  it('admits no pod and says which quota it was', () => {
    const company = testCompany();
    const hangzhou = company.cluster('prod-hangzhou');
    const before = hangzhou.live.state('last-mile-prod', 'dispatch-api')?.pods
      .size;
    company.scenarios.start('quota-full');
    company.clock.advance(10_000);
    const state = hangzhou.live.state('last-mile-prod', 'dispatch-api');
    expect(state?.pods.size).toBe(before);
    expect(state?.replicas).toBe(2 * (before ?? 0));
    const events = [
      ...hangzhou.live.store.list('events', 'last-mile-prod'),
    ].map(event => event.render() as Words);
    expect(events).toContainEqual(
      expect.objectContaining({
        reason: 'FailedCreate',
        message: expect.stringContaining(
          'exceeded quota: compute, requested: requests.cpu=',
        ),
      }),
    );
  });
});

describe('image-pull-failure', () => {
  it('stops three releases with the words of the registry', async () => {
    const company = testCompany();
    const hangzhou = company.cluster('prod-hangzhou');
    company.scenarios.start('image-pull-failure');
    company.clock.advance(15_000);
    for (const name of ['tracking-api', 'track-push', 'track-subscribe']) {
      const situations = situationsOf(hangzhou, 'tracking-prod', name);
      expect(situations.imagePull).toBeGreaterThan(0);
      expect(situations.running).toBeGreaterThan(0);
    }
    await company.scenarios.reset();
    company.clock.advance(120_000);
    expect(unwell(company, 'prod-hangzhou')).toEqual([]);
  });
});

describe('traffic-spike', () => {
  it('adds pods on the way of the customers, and takes them away again', async () => {
    const company = testCompany();
    const state = company
      .cluster('prod-shanghai')
      .live.state('customer-app-prod', 'web-shop');
    const before = state?.pods.size ?? 0;
    company.scenarios.start('traffic-spike');
    company.clock.advance(30_000);
    expect(state?.pods.size).toBe(Math.ceil(before * 1.5));
    await company.scenarios.reset();
    company.clock.advance(30_000);
    expect(state?.pods.size).toBe(before);
  });
});

describe('every scenario', () => {
  it('has a title and a description in both languages', () => {
    for (const { title, description } of SCENARIOS) {
      for (const text of [title.en, title.zh, description.en, description.zh]) {
        expect(text.length).toBeGreaterThan(3);
      }
    }
  });

  it('is refused by name when it does not exist', () => {
    const company = testCompany({ pods: 200 });
    expect(() => company.scenarios.start('redis-dwon')).toThrow(
      UnknownScenarioError,
    );
    expect(() => company.scenarios.start('redis-dwon')).toThrow('redis-down');
  });

  it('starts once however often it is asked for', async () => {
    const company = testCompany({ pods: 600 });
    company.scenarios.start('redis-down');
    company.scenarios.start('redis-down');
    expect(
      company.scenarios.list().filter(({ active }) => active),
    ).toHaveLength(1);
    await company.scenarios.reset('redis-down');
    company.clock.advance(20_000);
    expect(unwell(company, 'prod-hangzhou')).toEqual([]);
  });
});
