import { clusterState } from '../control/state';
import { createPlayground, type PlaygroundOptions } from '../Playground';
import type { RunningCompany } from './RunningCompany';

/** The company on simulated clusters: alive, and open to every scenario. */
export async function startSimulatedCompany(
  options: PlaygroundOptions,
): Promise<RunningCompany> {
  const playground = await createPlayground(options);
  return {
    clusters: playground.clusters.map(({ name, live, server, token }) => ({
      name,
      title: live.model.spec.title.en,
      url: server.url,
      caData: server.caData,
      token,
    })),
    scenarios: playground.scenarios,
    clusterStates: () =>
      playground.clusters.map(({ live, server }) =>
        clusterState(live, server.url),
      ),
    stop: () => playground.stop(),
  };
}
