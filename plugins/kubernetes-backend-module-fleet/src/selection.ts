import type { Entity } from '@backstage/catalog-model';
import type { ObjectQuery } from '@panorama/plugin-fleet-node';

const ID = 'backstage.io/kubernetes-id';
const SELECTOR = 'backstage.io/kubernetes-label-selector';
const NAMESPACE = 'backstage.io/kubernetes-namespace';

/**
 * What an entity's annotations select, by the rules of the stock tab. They are
 * written by the author of the entity, so they only narrow what the user may
 * see anyway.
 */
export function selectionOf(
  entity: Entity,
): Required<Pick<ObjectQuery, 'labelSelector'>> & ObjectQuery {
  const annotations = entity.metadata.annotations ?? {};
  const namespace = annotations[NAMESPACE];
  return {
    labelSelector:
      annotations[SELECTOR] ||
      `${ID}=${annotations[ID] || entity.metadata.name}`,
    ...(namespace && { namespaces: [namespace] }),
  };
}
