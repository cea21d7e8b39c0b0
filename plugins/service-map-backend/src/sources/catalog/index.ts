import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  Observation,
  ServiceMapSource,
  SourceContext,
} from '@panorama/plugin-service-map-node';
import { declaredEdges, DECLARING_FIELDS } from './declaredEdges';

const PAGE = 500;

/** A catalog with more is read up to here, and the map says so. */
const MAX_ENTITIES = 50_000;

/** How often the catalog is read at most: it changes by pull requests, not by the second. */
const KEEP_MS = 60_000;

export interface CatalogSourceOptions {
  catalog: CatalogService;
  auth: AuthService;
  maxEntities?: number;
}

interface ReadCatalog {
  /** ms since the epoch. */
  at: number;
  entities: Entity[];
  queries: number;
  isCut: boolean;
}

/**
 * Dependencies that the catalog declares. One list of entities, page by page,
 * whatever the number of namespaces.
 */
export class CatalogSource implements ServiceMapSource {
  readonly id = 'catalog';
  readonly title = 'Catalog';
  #kept: ReadCatalog | undefined;

  constructor(private readonly options: CatalogSourceOptions) {}

  async observe({ now, signal }: SourceContext): Promise<Observation> {
    const kept = this.#kept;
    const isFresh = kept && now >= kept.at && now - kept.at < KEEP_MS;
    const read = isFresh
      ? kept
      : { at: now, ...(await readEntities(this.options, signal)) };
    this.#kept = read;
    return {
      ...declaredEdges(read.entities),
      queries: isFresh ? 0 : read.queries,
      problems: read.isCut
        ? [
            {
              message: `The catalog has more than ${read.entities.length} components, resources and APIs: the rest was not read`,
            },
          ]
        : [],
      missingMetrics: [],
    };
  }
}

async function readEntities(
  { catalog, auth, maxEntities = MAX_ENTITIES }: CatalogSourceOptions,
  signal: AbortSignal,
): Promise<Omit<ReadCatalog, 'at'>> {
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
