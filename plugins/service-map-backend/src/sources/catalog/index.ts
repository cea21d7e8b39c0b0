import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ServiceMapSource } from '@panorama/plugin-service-map-node';
import { declaredEdges, DECLARING_FIELDS } from './declaredEdges';

const PAGE = 500;

/** A catalog with more is read up to here, and the map says so. */
const MAX_ENTITIES = 50_000;

/** How often the catalog is read at most: it changes by pull requests, not by the second. */
const KEEP_MS = 60_000;

/**
 * Dependencies that the catalog declares. One list of entities, page by page,
 * whatever the number of namespaces.
 */
export function createCatalogSource(options: {
  catalog: CatalogService;
  auth: AuthService;
  maxEntities?: number;
}): ServiceMapSource {
  let kept: { at: number; entities: Entity[]; queries: number; isCut: boolean };
  return {
    id: 'catalog',
    title: 'Catalog',
    async observe({ now, signal }) {
      const isFresh = kept && now - kept.at < KEEP_MS && now >= kept.at;
      if (!isFresh) {
        kept = { at: now, ...(await readEntities(options, signal)) };
      }
      return {
        ...declaredEdges(kept.entities),
        queries: isFresh ? 0 : kept.queries,
        problems: kept.isCut
          ? [
              `The catalog has more than ${kept.entities.length} components, resources and APIs: the rest was not read`,
            ]
          : [],
        missingMetrics: [],
      };
    },
  };
}

async function readEntities(
  {
    catalog,
    auth,
    maxEntities = MAX_ENTITIES,
  }: Parameters<typeof createCatalogSource>[0],
  signal: AbortSignal,
): Promise<{ entities: Entity[]; queries: number; isCut: boolean }> {
  const credentials = await auth.getOwnServiceCredentials();
  const entities: Entity[] = [];
  let queries = 0;
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const page = await catalog.queryEntities(
      cursor
        ? { cursor, limit: PAGE, fields: DECLARING_FIELDS }
        : {
            filter: { kind: ['component', 'resource', 'api'] },
            fields: DECLARING_FIELDS,
            limit: PAGE,
          },
      { credentials },
    );
    queries += 1;
    entities.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor && entities.length < maxEntities);
  return {
    entities: entities.slice(0, maxEntities),
    queries,
    isCut: cursor !== undefined || entities.length > maxEntities,
  };
}
