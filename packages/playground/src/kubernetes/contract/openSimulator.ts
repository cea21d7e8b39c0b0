import {
  SimulatedCluster,
  type SimulatedClusterOptions,
} from '../SimulatedCluster';
import { CaseClient } from './CaseClient';

/** A listening cluster with an administrator's client, for tests of what only the simulator can do. */
export async function openSimulator(
  options: Partial<SimulatedClusterOptions> = {},
): Promise<{
  cluster: SimulatedCluster;
  client: CaseClient;
  close: () => Promise<void>;
}> {
  const cluster = new SimulatedCluster({
    name: 'test',
    tokens: {
      'admin-token': { name: 'admin', groups: ['system:masters'] },
      'alice-token': { name: 'alice', groups: ['team-a'] },
    },
    ...options,
  });
  const { url, caData } = await cluster.listen();
  const client = new CaseClient({ url, caData, token: 'admin-token' });
  return {
    cluster,
    client,
    close: async () => {
      client.close();
      await cluster.stop();
    },
  };
}
