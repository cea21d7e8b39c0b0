import { storedObject } from '../../kubernetes';
import { testCompany } from '../../scenario/testCompany';
import { keepQuotas } from './QuotaController';

const NAMESPACE = 'tracking-prod';
type Amounts = Record<string, string>;

function company() {
  const { clock, cluster } = testCompany({ pods: 1200 });
  const { live, controllers } = cluster('prod-hangzhou');
  keepQuotas(live);
  const state = live.state(NAMESPACE, 'tracking-api');
  if (!state) {
    throw new Error('no tracking-api');
  }
  const status = (name = 'compute') =>
    (
      live.store.get('resourcequotas', NAMESPACE, name)?.render() as {
        status: { hard: Amounts; used: Amounts };
      }
    ).status;
  const writeQuota = (name: string, hard: Amounts) =>
    live.store.upsert(
      'resourcequotas',
      storedObject({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name, namespace: NAMESPACE, uid: name },
        spec: { hard },
      }),
      'api',
    );
  return { clock, live, controllers, state, status, writeQuota };
}

describe('quotas', () => {
  it('are charged for pods that come, and relieved of those that have gone', () => {
    const { clock, controllers, state, status } = company();
    const before = status().used;
    controllers.scale(state, state.replicas + 3);
    clock.advance(10_000);
    const grown = status().used;
    expect(Number(grown.pods)).toBe(Number(before.pods) + 3);
    expect(parseInt(grown['requests.cpu'], 10)).toBe(
      parseInt(before['requests.cpu'], 10) + 3 * 250,
    );
    expect(parseInt(grown['limits.memory'], 10)).toBe(
      parseInt(before['limits.memory'], 10) + 3 * 768,
    );
    controllers.scale(state, state.replicas - 3);
    clock.advance(10_000);
    expect(status().used).toEqual(before);
  });

  it('take a changed limit over from the spec', () => {
    const { clock, status, writeQuota } = company();
    const { pods } = status().used;
    writeQuota('compute', { pods: '3' });
    clock.advance(1000);
    expect(status()).toEqual({ hard: { pods: '3' }, used: { pods } });
  });

  it('count objects, and say nothing of what they cannot measure', () => {
    const { clock, live, status, writeQuota } = company();
    writeQuota('counts', {
      'count/pods': '900',
      'count/deployments.apps': '40',
      'count/unknown.example.com': '1',
    });
    clock.advance(1000);
    expect(status('counts').used).toEqual({
      'count/pods': String([...live.store.list('pods', NAMESPACE)].length),
      'count/deployments.apps': String(
        [...live.store.list('deployments.apps', NAMESPACE)].length,
      ),
    });
  });
});
