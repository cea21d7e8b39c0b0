import { realObjects, type CreatableObject } from './realObjects';

const OPTIONS = {
  pods: 400,
  preset: 'healthy',
  nowMs: 1_760_000_000_000,
} as const;
const CLUSTER = 'prod-hangzhou';

function objectsOf(pods: number = OPTIONS.pods) {
  const objects = realObjects({ ...OPTIONS, pods }, [CLUSTER]).get(CLUSTER);
  if (!objects) {
    throw new Error(`no objects for ${CLUSTER}`);
  }
  return objects;
}

const kindsOf = (objects: readonly CreatableObject[]) =>
  new Set(objects.map(({ kind }) => kind));

describe('the company as one writes it to a real cluster', () => {
  const { definitions, surroundings, workloads } = objectsOf();
  const all = [...definitions, ...surroundings, ...workloads];

  it('leaves to controllers what controllers make', () => {
    const kinds = kindsOf(all);
    for (const made of ['Pod', 'ReplicaSet', 'Job', 'EndpointSlice', 'Event']) {
      expect(kinds).not.toContain(made);
    }
    expect(kindsOf(workloads)).toEqual(
      new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob']),
    );
  });

  it('brings everything that pods need and people look at', () => {
    const kinds = kindsOf(surroundings);
    for (const needed of [
      'Node',
      'Namespace',
      'RoleBinding',
      'ClusterRoleBinding',
      'ResourceQuota',
      'LimitRange',
      'Service',
      'Endpoints',
      'ConfigMap',
      'ServiceAccount',
      'PersistentVolume',
      'PersistentVolumeClaim',
      'Workspace',
      'WorkspaceRoleBinding',
    ]) {
      expect(kinds).toContain(needed);
    }
  });

  it('carries nothing that the server refuses or that would never be true', () => {
    for (const object of all) {
      expect(Object.keys(object.metadata)).not.toEqual(
        expect.arrayContaining(['uid']),
      );
      expect(object.metadata).not.toHaveProperty('creationTimestamp');
      expect(object.metadata).not.toHaveProperty('ownerReferences');
      if (object.kind !== 'Node') {
        expect(object).not.toHaveProperty('status');
      }
    }
    const nodes = surroundings.filter(({ kind }) => kind === 'Node');
    expect(nodes[0].status).toHaveProperty('allocatable.cpu');
    expect(nodes[0].status).not.toHaveProperty('conditions');
  });

  it('leaves room in quotas for what people scale by hand', () => {
    const quota = surroundings.find(
      ({ kind, metadata }) =>
        kind === 'ResourceQuota' && metadata.namespace === 'tracking-prod',
    );
    const pods = workloads
      .filter(({ metadata }) => metadata.namespace === 'tracking-prod')
      .reduce(
        (sum, { spec }) =>
          sum + ((spec as { replicas?: number }).replicas ?? 0),
        0,
      );
    const hard = (quota?.spec as { hard: { pods: string } }).hard.pods;
    expect(Number(hard)).toBeGreaterThanOrEqual(2 * pods + 8);
  });

  it('is the same for the same seed', () => {
    expect(objectsOf()).toEqual({ definitions, surroundings, workloads });
  });
});
