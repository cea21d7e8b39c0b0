import type { Scenario } from './Scenario';
import { storedObject } from '../kubernetes/KubeObject';
import { renderConfigMap } from '../company/render/attachments';
import { workloadKey } from '../company/ClusterModel';

const NAME = 'redis-session';

/** The session cache dies of a changed setting; whoever needs it follows. */
export const redisDown: Scenario = {
  name: 'redis-down',
  title: { en: 'The session cache dies', zh: '会话缓存宕机' },
  description: {
    en: 'redis-session of prod-hangzhou stops evicting after a configuration change and is killed for memory. Programs that need it crash or stop being ready.',
    zh: 'prod-hangzhou 的 redis-session 在一次配置变更后不再淘汰数据，因内存超限被杀。依赖它的程序崩溃或未就绪。',
  },
  start(context) {
    const { live, controllers } = context.cluster('prod-hangzhou');
    const state = live.state('middleware', NAME);
    if (!state) {
      throw new Error(`prod-hangzhou has no ${NAME}`);
    }
    const key = workloadKey('middleware', NAME);
    const settings = (changes?: Record<string, string>) =>
      live.store.upsert(
        'configmaps',
        storedObject(renderConfigMap(state, changes)),
      );
    settings({ 'maxmemory-policy': 'noeviction', maxmemory: '0' });
    live.causes.broken.set(key, {
      kind: 'crashLoop',
      exitCode: 137,
      lastReason: 'OOMKilled',
      lastLine: 'DB loaded from append only file: 31.402 seconds',
    });
    controllers.reassess(state, 0);
    return () => {
      settings();
      live.causes.broken.delete(key);
      controllers.reassess(state, 1500);
    };
  },
};
