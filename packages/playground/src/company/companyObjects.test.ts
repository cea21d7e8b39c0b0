import { companyObjects, type CompanyObject } from './companyObjects';

const NOW_MS = Date.UTC(2026, 10, 21, 9, 12);

type Json = { [field: string]: unknown };

interface Meta {
  name: string;
  namespace?: string;
  uid: string;
  labels?: Record<string, string>;
  ownerReferences?: Array<{ kind: string; name: string; uid: string }>;
}

function meta({ object }: CompanyObject): Meta {
  return object.metadata as unknown as Meta;
}

const objects = [...companyObjects({ nowMs: NOW_MS, pods: 2400 })];

function ofKind(kindId: string, cluster = 'prod-hangzhou') {
  return objects.filter(
    each => each.kindId === kindId && each.cluster === cluster,
  );
}

describe('companyObjects', () => {
  it.each(['prod-hangzhou', 'prod-shanghai', 'staging', 'edge'] as const)(
    'gives pods of %s an owner that exists',
    cluster => {
      const owners = new Map(
        objects
          .filter(each => each.cluster === cluster)
          .map(each => [meta(each).uid, each]),
      );
      for (const pod of ofKind('pods', cluster)) {
        const [reference] = meta(pod).ownerReferences ?? [];
        const owner = owners.get(reference.uid);
        expect(owner?.object.kind).toBe(reference.kind);
        expect(owner && meta(owner).name).toBe(reference.name);
        expect(owner && meta(owner).namespace).toBe(meta(pod).namespace);
      }
    },
  );

  it('puts pods on nodes that exist, in namespaces that exist', () => {
    for (const cluster of ['prod-hangzhou', 'staging', 'edge']) {
      const nodes = new Set(
        ofKind('nodes', cluster).map(each => meta(each).name),
      );
      const namespaces = new Set(
        ofKind('namespaces', cluster).map(each => meta(each).name),
      );
      for (const pod of ofKind('pods', cluster)) {
        const { nodeName } = pod.object.spec as { nodeName?: string };
        expect(nodeName === undefined || nodes.has(nodeName)).toBe(true);
        expect(namespaces).toContain(meta(pod).namespace);
      }
    }
  });

  it('has controllers whose selectors match their pods and no others', () => {
    const pods = ofKind('pods');
    for (const kindId of [
      'deployments.apps',
      'statefulsets.apps',
      'daemonsets.apps',
    ]) {
      for (const workload of ofKind(kindId)) {
        const { selector } = workload.object.spec as {
          selector: { matchLabels: Record<string, string> };
        };
        const selected = pods.filter(
          pod =>
            meta(pod).namespace === meta(workload).namespace &&
            Object.entries(selector.matchLabels).every(
              ([key, value]) => meta(pod).labels?.[key] === value,
            ),
        );
        const name = meta(workload).name;
        expect(
          selected.every(pod => meta(pod).name.startsWith(`${name}-`)),
        ).toBe(true);
        const status = workload.object.status as {
          readyReplicas?: number;
          numberReady?: number;
        };
        const ready = selected.filter(isReady).length;
        expect(status.readyReplicas ?? status.numberReady ?? 0).toBe(ready);
      }
    }
  });

  it('creates what others refer to first, and pods last', () => {
    const order = objects
      .filter(({ cluster }) => cluster === 'prod-hangzhou')
      .map(({ kindId }) => kindId);
    expect(order.lastIndexOf('namespaces')).toBeLessThan(
      order.indexOf('deployments.apps'),
    );
    expect(
      order.lastIndexOf('customresourcedefinitions.apiextensions.k8s.io'),
    ).toBeLessThan(order.indexOf('workspaces.tenant.kubesphere.io'));
    expect(order.lastIndexOf('replicasets.apps')).toBeLessThan(
      order.indexOf('pods'),
    );
  });

  it('gives no two objects of a kind the same place', () => {
    const places = objects.map(
      each =>
        `${each.cluster} ${each.kindId} ${meta(each).namespace ?? ''}/${
          meta(each).name
        }`,
    );
    expect(new Set(places).size).toBe(places.length);
  });

  it('marks the namespaces of a team with its workspace where KubeSphere runs', () => {
    const find = (cluster: string, name: string) =>
      ofKind('namespaces', cluster).find(each => meta(each).name === name);
    const hangzhou = find('prod-hangzhou', 'tracking-prod');
    expect(hangzhou && meta(hangzhou).labels).toMatchObject({
      'kubesphere.io/workspace': 'tracking',
    });
    const edge = find('edge', 'scanning-edge');
    expect(edge && meta(edge).labels).not.toHaveProperty([
      'kubesphere.io/workspace',
    ]);
  });

  it('binds the group of a team in its own namespaces only', () => {
    const bound = ofKind('rolebindings.rbac.authorization.k8s.io')
      .filter(({ object }) =>
        (object.subjects as Array<{ name: string }>).some(
          ({ name }) => name === 'oidc:team-tracking',
        ),
      )
      .map(each => meta(each).namespace);
    expect(bound.sort()).toEqual(['tracking-batch-prod', 'tracking-prod']);
  });

  it('never gives a quota less than what is used', () => {
    for (const cluster of [
      'prod-hangzhou',
      'prod-shanghai',
      'staging',
      'edge',
    ]) {
      for (const quota of ofKind('resourcequotas', cluster)) {
        const { hard, used } = quota.object.status as Record<
          'hard' | 'used',
          Record<string, string>
        >;
        for (const key of Object.keys(hard)) {
          expect(parseInt(hard[key], 10)).toBeGreaterThanOrEqual(
            parseInt(used[key], 10),
          );
        }
      }
    }
  });

  it('names what a program depends on in its environment', () => {
    const deployment = ofKind('deployments.apps').find(
      each => meta(each).name === 'tracking-api',
    );
    const template = (
      deployment?.object.spec as { template: { spec: { containers: Json[] } } }
    ).template;
    expect(template.spec.containers[0].env).toContainEqual({
      name: 'REDIS_SESSION_ADDR',
      value: 'redis-session.middleware.svc.cluster.local:6379',
    });
  });

  it('knows databases on machines by Services without selector', () => {
    const service = ofKind('services').find(
      each => meta(each).name === 'mysql-order',
    );
    expect(service?.object.spec).not.toHaveProperty('selector');
    const endpoints = ofKind('endpoints').find(
      each => meta(each).name === 'mysql-order',
    );
    expect(endpoints?.object.subsets).toMatchObject([
      {
        addresses: [{ ip: expect.stringMatching(/^10\.86\./) }, {}, {}],
        ports: [{ port: 3306 }],
      },
    ]);
  });
});

function isReady({ object }: CompanyObject): boolean {
  const metadata = object.metadata as { deletionTimestamp?: string };
  const { conditions } = object.status as {
    conditions: Array<{ type: string; status: string }>;
  };
  return (
    metadata.deletionTimestamp === undefined &&
    conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  );
}
