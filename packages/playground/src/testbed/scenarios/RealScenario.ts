import type { TestCluster } from '@panorama/testbed';
import type { LocalText } from '../../company/spec';
import type { Scenario } from '../../scenario';

/** A named change of a real cluster, made through its API or its processes. */
export interface RealScenario {
  name: string;
  title: LocalText;
  description: LocalText;
  /** Makes the change and returns what puts it back. */
  run(cluster: TestCluster): Promise<() => Promise<void>>;
}

/** The remote control starts scenarios without waiting; a change that fails is told on the error output. */
export function asScenario(
  { run, ...words }: RealScenario,
  cluster: TestCluster,
): Scenario {
  return {
    ...words,
    start() {
      const running = run(cluster).catch(error => {
        process.stderr.write(`Scenario ${words.name} failed: ${error}\n`);
        return async () => {};
      });
      return async () => (await running)();
    },
  };
}
