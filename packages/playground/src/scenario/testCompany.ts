import { buildCompany, type CompanyOptions } from '../company/buildCompany';
import { ManualClock } from '../company/clock';
import { COMPANY_KINDS } from '../company/kinds';
import { Controllers } from '../company/life/Controllers';
import { LiveCluster } from '../company/life/LiveCluster';
import { BUILT_IN_KINDS, KindRegistry, ObjectStore } from '../kubernetes';
import { SCENARIOS, ScenarioRunner, type ScenarioCluster } from '.';

/** A company that stands still but for scenarios, on a clock that the test moves. No servers. */
export function testCompany(options: Partial<CompanyOptions> = {}) {
  const clock = new ManualClock(Date.UTC(2026, 10, 21, 9, 12));
  const company = buildCompany({
    pods: 6000,
    preset: 'healthy',
    ...options,
    nowMs: clock.now(),
  });
  const clusters = new Map<string, ScenarioCluster>();
  for (const model of company.clusters) {
    const store = new ObjectStore({
      kinds: new KindRegistry([...BUILT_IN_KINDS, ...COMPANY_KINDS]),
    });
    const live = new LiveCluster(model, store, clock);
    live.fill();
    clusters.set(model.spec.name, { live, controllers: new Controllers(live) });
  }
  const cluster = (name: string): ScenarioCluster => {
    const found = clusters.get(name);
    if (!found) {
      throw new Error(`no cluster ${name}`);
    }
    return found;
  };
  return {
    clock,
    cluster,
    scenarios: new ScenarioRunner(SCENARIOS, { clock, cluster }),
  };
}

/** How many pods of some workloads are in which situation. */
export function situationsOf(
  { live }: ScenarioCluster,
  namespace: string,
  name: string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { situation } of live.state(namespace, name)?.pods.values() ??
    []) {
    counts[situation.kind] = (counts[situation.kind] ?? 0) + 1;
  }
  return counts;
}
