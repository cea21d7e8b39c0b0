import { eventually } from '@panorama/testbed';
import type { KubeObject } from '../kubernetes';
import type { CaseClient } from '../kubernetes/contract/CaseClient';

const DEADLINE_MS = 90_000;

type Deployment = KubeObject & {
  metadata: { generation: number };
  spec: {
    replicas: number;
    template: { spec: { containers: Array<Record<string, unknown>> } };
  };
  status: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
  };
};

/** A Deployment of the company, and somebody who may change it. */
export interface EditTarget {
  client: CaseClient;
  namespace: string;
  name: string;
}

const pathOf = ({ namespace, name }: EditTarget) =>
  `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;

const read = async (target: EditTarget) =>
  (await target.client.get<Deployment>(pathOf(target))).body;

const settled = (target: EditTarget, replicas: number) =>
  eventually(
    `${target.name} has ${replicas} ready pods of its last revision, and no others`,
    async () => {
      const { metadata, spec, status } = await read(target);
      return (
        spec.replicas === replicas &&
        status.observedGeneration === metadata.generation &&
        status.replicas === replicas &&
        status.updatedReplicas === replicas &&
        status.readyReplicas === replicas
      );
    },
    DEADLINE_MS,
  );

/**
 * What the company's Deployments do when somebody edits them, on simulated and
 * on real clusters.
 *
 * @param target - asked for when a case runs
 */
export function registerWorkloadEditCases(
  register: jest.It,
  target: () => EditTarget,
  timeoutMs: number,
): void {
  const check = (title: string, run: (on: EditTarget) => Promise<void>) =>
    register(title, () => run(target()), timeoutMs);

  check(
    'keeps what was written, and rolls a changed template out to every pod',
    async on => {
      const { namespace, name } = on;
      const path = pathOf(on);
      const before = await read(on);
      const [main, ...others] = before.spec.template.spec.containers;
      const image = String(main.image).replace(/:[^:]+$/, ':99.1.0');
      const replicas = before.spec.replicas + 2;
      const { status } = await on.client.merge(path, {
        metadata: { annotations: { 'example.com/reason': 'an edit' } },
        spec: {
          replicas,
          minReadySeconds: 1,
          template: {
            metadata: { annotations: { 'example.com/edited': 'yes' } },
            spec: {
              containers: [
                { ...main, image, env: [{ name: 'EDITED', value: 'yes' }] },
                ...others,
              ],
            },
          },
        },
      });
      expect(status).toBe(200);
      await settled(on, replicas);
      const after = await read(on);
      expect(after.metadata.annotations).toMatchObject({
        'example.com/reason': 'an edit',
      });
      expect(after.spec).toMatchObject({ minReadySeconds: 1 });
      const own = new URLSearchParams({
        labelSelector: `app.kubernetes.io/instance=${name}`,
      });
      const { body } = await on.client.get<{
        items: Array<
          KubeObject & {
            spec: { containers: Array<Record<string, unknown>> };
          }
        >;
      }>(`/api/v1/namespaces/${namespace}/pods?${own}`);
      const pods = body.items.filter(
        ({ metadata }) => metadata?.deletionTimestamp === undefined,
      );
      expect(pods).toHaveLength(replicas);
      for (const pod of pods) {
        expect(pod.metadata?.annotations).toMatchObject({
          'example.com/edited': 'yes',
        });
        expect(pod.spec.containers[0].image).toBe(image);
        expect(pod.spec.containers[0].env).toContainEqual({
          name: 'EDITED',
          value: 'yes',
        });
      }
    },
  );
  check('is followed by the number of its pods when it is scaled', async on => {
    const path = pathOf(on);
    const { replicas } = (await read(on)).spec;
    await on.client.merge(`${path}/scale`, {
      spec: { replicas: replicas - 1 },
    });
    await settled(on, replicas - 1);
  });
}
