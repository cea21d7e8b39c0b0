import { buildCompany } from '../buildCompany';
import { podsOf } from '../ClusterModel';
import type { PodRecord } from '../PodRecord';
import type { SituationKind } from '../situation';

const NOW_MS = Date.UTC(2026, 10, 21, 9, 12);

const pods = buildCompany({ nowMs: NOW_MS }).clusters.flatMap(cluster => [
  ...podsOf(cluster),
]);

function podIn(kind: SituationKind): PodRecord {
  const pod = pods.find(({ situation }) => situation.kind === kind);
  if (!pod) {
    throw new Error(`nobody is ${kind}`);
  }
  return pod;
}

interface RenderedPod {
  metadata: { deletionTimestamp?: string; managedFields: object[] };
  status: {
    phase: string;
    reason?: string;
    conditions: Array<{ type: string; status: string; reason?: string }>;
    containerStatuses?: Array<{
      ready: boolean;
      restartCount: number;
      state: Record<string, { reason?: string; exitCode?: number }>;
      lastState: Record<
        string,
        { reason?: string; exitCode?: number; message?: string }
      >;
    }>;
  };
}

function render(pod: PodRecord): RenderedPod {
  return pod.render() as RenderedPod;
}

function ready(pod: RenderedPod) {
  return pod.status.conditions.find(({ type }) => type === 'Ready')?.status;
}

describe('a rendered pod', () => {
  it('is as large as real ones are', () => {
    const sizes = pods
      .filter((_, i) => i % 50 === 0)
      .map(pod => JSON.stringify(pod.render()).length);
    expect(Math.min(...sizes)).toBeGreaterThan(5_000);
    expect(Math.max(...sizes)).toBeLessThan(12_500);
  });

  it('is the same each time', () => {
    const pod = podIn('crashLoop');
    expect(pod.render()).toEqual(pod.render());
  });

  it.each([
    ['running', 'Running', 'True', 'running', undefined],
    ['notReady', 'Running', 'False', 'running', undefined],
    ['crashLoop', 'Running', 'False', 'waiting', 'CrashLoopBackOff'],
    ['imagePull', 'Pending', 'False', 'waiting', 'ImagePullBackOff'],
    ['starting', 'Pending', 'False', 'waiting', 'ContainerCreating'],
    ['completed', 'Succeeded', 'False', 'terminated', 'Completed'],
    ['terminating', 'Running', 'True', 'running', undefined],
    ['unknown', 'Running', 'False', 'running', undefined],
  ] as const)(
    'that is %s has phase %s, Ready %s and a container that is %s',
    (kind, phase, isReady, state, reason) => {
      const pod = render(podIn(kind));
      expect(pod.status.phase).toBe(phase);
      expect(ready(pod)).toBe(isReady);
      const [status] = pod.status.containerStatuses ?? [];
      expect(Object.keys(status.state)).toEqual([state]);
      expect(status.state[state].reason).toBe(reason);
    },
  );

  it('without a place says why and has no containers yet', () => {
    const pod = render(podIn('unschedulable'));
    expect(pod.status.containerStatuses).toBeUndefined();
    expect(pod.status.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
    ]);
  });

  it('that is killed for memory says so in its last state', () => {
    const killed = pods.find(
      ({ situation }) =>
        situation.kind === 'crashLoop' && situation.lastReason === 'OOMKilled',
    );
    const [status] = (killed && render(killed).status.containerStatuses) ?? [];
    expect(status.lastState.terminated).toMatchObject({
      reason: 'OOMKilled',
      exitCode: 137,
    });
    expect(status.restartCount).toBeGreaterThan(0);
  });

  it('that is leaving carries a deletion time', () => {
    expect(
      render(podIn('terminating')).metadata.deletionTimestamp,
    ).toBeDefined();
    expect(render(podIn('running')).metadata.deletionTimestamp).toBeUndefined();
  });
});
