import { createHash } from 'node:crypto';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { PodListItem } from '@panorama/plugin-fleet-common';
import { z } from 'zod';
import { breathing } from './breathe';
import { FleetRoute, readQuery, sendJson } from './FleetRoute';
import { podOrder } from './pods';
import { workloadRows } from './workloads';

/** More than a card can show; the tab leads on to the table. */
const MAX_PODS = 2_000;

const noParameters = z.strictObject({});

/** Which attribute of a workload names an entity of this kind. */
function attributeOf(kind: string): 'entityRef' | 'system' | 'owner' {
  switch (kind.toLowerCase()) {
    case 'system':
      return 'system';
    case 'group':
    case 'user':
      return 'owner';
    default:
      return 'entityRef';
  }
}

/** The pods of a component, of a system's components, or of what a group owns. */
export const entityPodsRoute: FleetRoute = {
  path: '/entities/:kind/:namespace/:name/pods',
  async handle(request, response, context) {
    readQuery(noParameters, request);
    const { kind, namespace, name } = request.params;
    const { fleet } = await context.viewer(request);
    const entityRef = stringifyEntityRef({ kind, namespace, name });
    const attribute = attributeOf(kind);
    const { reader, mask } = fleet.maskedPods();
    const belongs = new Map<number, boolean>();
    const items: PodListItem[] = [];
    for await (const slot of breathing(reader.slots({ namespaceMask: mask }))) {
      const workload = reader.columns.workload[slot];
      let isMember = belongs.get(workload);
      if (isMember === undefined) {
        isMember = reader.workload(workload)[attribute] === entityRef;
        belongs.set(workload, isMember);
      }
      const pod =
        isMember && items.length < MAX_PODS ? reader.pod(slot) : undefined;
      const namespaceId = pod && reader.namespaceId(pod.cluster, pod.namespace);
      if (
        pod &&
        pod[attribute] === entityRef &&
        namespaceId !== undefined &&
        mask[namespaceId]
      ) {
        items.push(pod);
      }
    }
    const workloads = (await workloadRows(fleet)).filter(
      row => row[attribute] === entityRef,
    );
    const body = {
      items: items.sort((a, b) => (podOrder.key(a) < podOrder.key(b) ? -1 : 1)),
      workloads,
    };
    const hash = createHash('sha256')
      .update(JSON.stringify(body))
      .digest('base64url');
    // Express answers 304 by itself when If-None-Match names this tag.
    response.setHeader('ETag', `"${hash.slice(0, 27)}"`);
    sendJson(response, body);
  },
};
