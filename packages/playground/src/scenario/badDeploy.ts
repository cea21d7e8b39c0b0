import type { Scenario } from './Scenario';
import { currentSet, workloadKey } from '../company/ClusterModel';
import { versionKey } from '../company/life/causes';

const VERSION = '6.5.0';

/** A release that cannot start: the rollout stops half-way and the old pods go on serving. */
export const badDeploy: Scenario = {
  name: 'bad-deploy',
  title: { en: 'A release that cannot start', zh: '发布了无法启动的版本' },
  description: {
    en: `payment-core ${VERSION} reads a setting that production does not have and exits at start. The rollout in prod-shanghai stops half-way.`,
    zh: `payment-core ${VERSION} 读取了生产环境没有的配置项，启动即退出。prod-shanghai 的发布停在半途。`,
  },
  start(context) {
    const { live, controllers } = context.cluster('prod-shanghai');
    const state = live.state('pay-core-prod', 'payment-core');
    if (!state) {
      throw new Error('prod-shanghai has no payment-core');
    }
    const key = versionKey(
      workloadKey('pay-core-prod', 'payment-core'),
      VERSION,
    );
    const before = currentSet(state).version;
    live.causes.badVersions.set(key, {
      kind: 'crashLoop',
      exitCode: 1,
      lastReason: 'Error',
      lastLine:
        'Caused by: java.lang.IllegalArgumentException: Could not resolve placeholder \'settlement.ledger.mode\' in value "${settlement.ledger.mode}"',
    });
    controllers.rollOut(state, VERSION);
    return () => {
      live.causes.badVersions.delete(key);
      controllers.rollOver(state, before);
    };
  },
};
