import type { ApiAnswer } from './ClusterClient';
import type { TestCluster } from './TestCluster';
import { eventually } from './eventually';
import { canRun } from './requirement';
import { startCluster, type StartClusterOptions } from './startCluster';
import type { KubernetesVersion } from './toolsets';

const STARTUP_MS = 120_000;

/** The API server alone: the store and one server are enough to ask how it lists. */
const BARE = {
  controllerManager: false,
  scheduler: false,
  kwok: false,
} as const;

/** What a server that does not stream lists says to somebody who asks for it. */
async function askForStreamedList(cluster: TestCluster): Promise<ApiAnswer> {
  return cluster.client.request({
    path:
      '/api/v1/namespaces?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan' +
      '&allowWatchBookmarks=true&timeoutSeconds=1',
  });
}

const INITIAL_EVENTS_END = '"k8s.io/initial-events-end":"true"';

const CASES: Array<{
  title: string;
  version: KubernetesVersion;
  options: Partial<StartClusterOptions>;
  streams: boolean;
}> = [
  {
    title: '1.36 streams lists by itself',
    version: '1.36',
    options: {},
    streams: true,
  },
  {
    title: '1.36 refuses to stream lists when the gate is closed',
    version: '1.36',
    options: { watchList: false },
    streams: false,
  },
  {
    title: '1.33 refuses to stream lists by itself',
    version: '1.33',
    options: {},
    streams: false,
  },
  {
    title: '1.33 streams lists when the gate is opened',
    version: '1.33',
    options: { watchList: true },
    streams: true,
  },
];

const runnableVersions = {
  '1.36': canRun('cluster'),
  // Built on request only.
  '1.33': canRun('cluster-1.33'),
};
const runnable = CASES.filter(it => runnableVersions[it.version]);

(runnable.length > 0 ? describe : describe.skip)('WatchList', () => {
  let cluster: TestCluster | undefined;

  afterEach(async () => {
    await cluster?.stop();
  });

  it.each(runnable)(
    '$title',
    async ({ version, options, streams }) => {
      cluster = await startCluster({
        name: 'lists',
        version,
        ...BARE,
        ...options,
      });
      const running = cluster;
      await eventually('the default namespace', async () => {
        const path = '/api/v1/namespaces/default';
        return (await running.client.request({ path })).status === 200;
      });
      const answer = await askForStreamedList(running);
      const text = answer.body.toString();
      expect({
        status: answer.status,
        marksTheEnd: text.includes(INITIAL_EVENTS_END),
      }).toEqual(
        streams
          ? { status: 200, marksTheEnd: true }
          : { status: 422, marksTheEnd: false },
      );
    },
    STARTUP_MS,
  );
});
