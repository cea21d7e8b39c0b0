import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '../KubeObject';
import { randomName, type Subject } from './Subject';

export const RBAC = 'rbac.authorization.k8s.io';

export function binding(
  namespace: string,
  role: string,
  subject: { kind: 'User' | 'Group'; name: string },
): KubeObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: randomName('binding'), namespace },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects: [{ ...subject, apiGroup: RBAC }],
  };
}

/** `view` and the like are filled by a controller that does not run here. */
export async function createReader({ client }: Subject): Promise<string> {
  const name = randomName('reader');
  await client.create(`/apis/${RBAC}/v1/clusterroles`, {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules: [
      {
        apiGroups: [''],
        resources: ['pods', 'configmaps'],
        verbs: ['get', 'list', 'watch'],
      },
    ],
  });
  return name;
}

/** Gives alice a ClusterRole of that name and these rules. */
export async function grantAlice(
  { client }: Subject,
  name: string,
  rules: object[],
): Promise<void> {
  await client.create(`/apis/${RBAC}/v1/clusterroles`, {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  });
  await client.create(`/apis/${RBAC}/v1/clusterrolebindings`, {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: [{ kind: 'User', name: 'alice', apiGroup: RBAC }],
  });
}

/** A real server learns of a binding through a watch, some milliseconds later. */
export async function eventually(run: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      await run();
      return;
    } catch (cause) {
      if (performance.now() > deadline) throw cause;
      await sleep(50);
    }
  }
}
