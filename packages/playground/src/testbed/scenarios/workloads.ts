import type { TestCluster } from '@panorama/testbed';

const JSON_PATCH = 'application/merge-patch+json';

/** A Deployment by its place. */
export interface DeploymentPlace {
  namespace: string;
  name: string;
}

/** Changes a part of an object, as `kubectl patch --type merge` does. */
export async function patch(
  cluster: TestCluster,
  path: string,
  body: unknown,
): Promise<void> {
  await cluster.client.json({
    method: 'PATCH',
    path,
    contentType: JSON_PATCH,
    body,
  });
}

function scalePath({ namespace, name }: DeploymentPlace): string {
  return `/apis/apps/v1/namespaces/${namespace}/deployments/${name}/scale`;
}

export async function replicasOf(
  cluster: TestCluster,
  place: DeploymentPlace,
): Promise<number> {
  const { spec } = await cluster.client.json<{ spec: { replicas?: number } }>({
    path: scalePath(place),
  });
  return spec.replicas ?? 0;
}

export async function scale(
  cluster: TestCluster,
  place: DeploymentPlace,
  replicas: number,
): Promise<void> {
  await patch(cluster, scalePath(place), { spec: { replicas } });
}
