import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { CorrelationEntity } from './correlate';

function relationOf(
  entity: Entity,
  type: string,
  kind?: string,
): string | undefined {
  return entity.relations?.find(
    relation =>
      relation.type === type &&
      (kind === undefined || parseEntityRef(relation.targetRef).kind === kind),
  )?.targetRef;
}

/** Facts of one entity that correlation looks at. */
export function correlationEntityOf(entity: Entity): CorrelationEntity {
  const annotations = entity.metadata.annotations ?? {};
  return {
    ref: stringifyEntityRef(entity),
    owner: relationOf(entity, RELATION_OWNED_BY),
    system: relationOf(entity, RELATION_PART_OF, 'system'),
    kubernetesId: annotations['backstage.io/kubernetes-id'],
    labelSelector: annotations['backstage.io/kubernetes-label-selector'],
    namespace: annotations['backstage.io/kubernetes-namespace'],
    cluster: annotations['backstage.io/kubernetes-cluster'],
  };
}

/** Components, resources and the names of systems, page by page. */
export async function readEntities(
  catalog: CatalogService,
  auth: AuthService,
): Promise<{ entities: CorrelationEntity[]; systems: Set<string> }> {
  const entities: CorrelationEntity[] = [];
  const systems = new Set<string>();
  const credentials = await auth.getOwnServiceCredentials();
  let cursor: string | undefined;
  do {
    const page = await catalog.queryEntities(
      cursor
        ? { cursor, limit: 500 }
        : {
            filter: { kind: ['component', 'resource', 'system'] },
            fields: [
              'kind',
              'metadata.name',
              'metadata.namespace',
              'metadata.annotations',
              'relations',
            ],
            limit: 500,
          },
      { credentials },
    );
    for (const entity of page.items) {
      if (entity.kind.toLowerCase() === 'system') {
        systems.add(stringifyEntityRef(entity));
      } else {
        entities.push(correlationEntityOf(entity));
      }
    }
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return { entities, systems };
}
