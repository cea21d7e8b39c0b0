import { setTimeout as sleep } from 'node:timers/promises';
import type { RealScenario } from './RealScenario';

/** Long enough that readers notice, short enough that nobody waits for it. */
const DOWN_MS = 8_000;

/** The process is killed and started again on the same port. */
export const apiServerRestart: RealScenario = {
  name: 'api-server-restart',
  title: { en: 'An API server restarts', zh: 'API 服务器重启' },
  description: {
    en: 'kube-apiserver of prod-hangzhou is killed, gone for 8 seconds and started again. Its watch cache is empty then.',
    zh: 'prod-hangzhou 的 kube-apiserver 被杀死，8 秒后重新启动，监听缓存被清空。',
  },
  async run(cluster) {
    await cluster.stopApiServer();
    const back = sleep(DOWN_MS).then(() => cluster.startApiServer());
    back.catch(error => {
      process.stderr.write(`${cluster.name} did not come back: ${error}\n`);
    });
    return () => back;
  },
};
