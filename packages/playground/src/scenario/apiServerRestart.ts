import type { Scenario } from './Scenario';

/** Long enough that readers notice, short enough that nobody waits for it. */
const DOWN_MS = 8_000;

/** The API server of a cluster goes away for some seconds and forgets its past. */
export const apiServerRestart: Scenario = {
  name: 'api-server-restart',
  title: { en: 'An API server restarts', zh: 'API 服务器重启' },
  description: {
    en: 'The API server of prod-shanghai ends all connections, is gone for 8 seconds and comes back with an empty watch history.',
    zh: 'prod-shanghai 的 API 服务器断开所有连接，8 秒后恢复，监听历史被清空。',
  },
  start(context) {
    const { server } = context.cluster('prod-shanghai');
    if (!server) {
      throw new Error('No API server listens in this playground');
    }
    const stopped = server.stop();
    let back: Promise<void> | undefined;
    const listenAgain = () => {
      back ??= stopped.then(async () => {
        await server.listen();
      });
      return back;
    };
    const cancel = context.clock.after(DOWN_MS, () => {
      listenAgain().catch(error => {
        process.stderr.write(`prod-shanghai did not come back: ${error}\n`);
      });
    });
    return async () => {
      cancel();
      await listenAgain();
    };
  },
};
