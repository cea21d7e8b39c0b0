import { join } from 'node:path';
import type { TestCluster } from '../TestCluster.ts';
import { buildTools } from '../buildTools.ts';
import { createNodes } from '../createNodes.ts';
import { findKubectl } from '../kubectl.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { grantPortalRights } from '../rights.ts';
import { startCluster } from '../startCluster.ts';
import { KUBECTL, clusterToolsets } from '../toolsets.ts';
import {
  prepareSessionFolder,
  writeSession,
  type Session,
  type SessionOptions,
} from './session.ts';

/** What a running session can be asked. */
export type RunningSession = { session: Session; stop: () => Promise<void> };

async function startOne(
  name: string,
  folder: string,
  options: SessionOptions,
): Promise<TestCluster> {
  const cluster = await startCluster({
    name,
    version: options.kubernetes,
    watchList: options.watchList,
    folder: join(folder, name),
  });
  try {
    await createNodes(cluster, options.nodes, {
      zones: ['zone-a', 'zone-b'],
      gpu: { nodes: 1, perNode: 4 },
    });
    await grantPortalRights(cluster);
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Builds what is missing, starts everything and writes `state.json`; on an error nothing is left running. */
export async function runSession(
  options: SessionOptions,
  folder: string,
  log: (line: string) => void,
): Promise<RunningSession> {
  const toolsets = clusterToolsets(options.kubernetes);
  if (!findKubectl()) toolsets.push(KUBECTL);
  await buildTools(toolsets, log);
  await prepareSessionFolder(folder);

  const started = await Promise.allSettled([
    options.postgres ? startPostgres() : Promise.resolve(undefined),
    ...options.clusters.map(it => startOne(it, folder, options)),
  ]);
  const servers = started.flatMap(it =>
    it.status === 'fulfilled' && it.value ? [it.value] : [],
  );
  const stop = async () => {
    await Promise.all(servers.map(it => it.stop()));
  };
  const failed = started.find(it => it.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const clusters = servers.filter(
    (it): it is TestCluster => 'kubeconfigPath' in it,
  );
  const postgres = servers.find(
    (it): it is TestPostgres => 'connectionString' in it,
  );
  return {
    session: await writeSession(folder, options, clusters, postgres),
    stop,
  };
}
