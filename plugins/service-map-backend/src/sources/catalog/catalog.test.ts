import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { CatalogSource } from '.';

const NOW = Date.UTC(2026, 10, 21);

function entity(
  kind: string,
  name: string,
  relations: Array<[type: string, targetRef: string]> = [],
  metadata: Partial<Entity['metadata']> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', ...metadata },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

/** A catalog that answers page by page, and counts. */
function catalogOf(entities: Entity[], pageSize = 500) {
  const queryEntities = jest.fn(async (request: { cursor?: string }) => {
    const from = Number(request.cursor ?? 0);
    const next = from + pageSize;
    return {
      items: entities.slice(from, next),
      totalItems: entities.length,
      pageInfo: next < entities.length ? { nextCursor: String(next) } : {},
    };
  });
  return { queryEntities } as unknown as CatalogService & {
    queryEntities: typeof queryEntities;
  };
}

function observe(catalog: CatalogService, now = NOW, maxEntities?: number) {
  const source = new CatalogSource({
    catalog,
    auth: mockServices.auth(),
    maxEntities,
  });
  return source.observe({ now, signal: new AbortController().signal });
}

describe('the catalog as a source of dependencies', () => {
  it('declares what components depend on, and whose API they consume', async () => {
    const { edges } = await observe(
      catalogOf([
        entity('Component', 'web', [
          ['dependsOn', 'resource:default/redis'],
          ['dependsOn', 'system:default/shop'],
          ['consumesApi', 'api:default/cart'],
          ['consumesApi', 'api:default/orphan'],
        ]),
        entity('API', 'cart', [['apiProvidedBy', 'component:default/cart']]),
        entity('API', 'orphan'),
      ]),
    );
    expect(
      edges.map(({ to, evidence }) => [
        to.type === 'entity' && to.entityRef,
        evidence,
      ]),
    ).toEqual([
      ['resource:default/redis', 'dependsOn of component:default/web'],
      [
        'component:default/cart',
        'consumesApi api:default/cart of component:default/web',
      ],
      [
        'api:default/orphan',
        'consumesApi api:default/orphan of component:default/web',
      ],
    ]);
  });

  it('says whose an entity is and how much it matters', async () => {
    const { nodes } = await observe(
      catalogOf([
        entity(
          'Component',
          'web',
          [
            ['ownedBy', 'group:default/shop'],
            ['partOf', 'system:default/storefront'],
          ],
          {
            annotations: { 'backstage.io/kubernetes-id': 'web-app' },
            labels: { tier: '1' },
          },
        ),
      ]),
    );
    expect(nodes[0]).toMatchObject({
      aliases: ['web-app'],
      attributes: {
        owner: 'group:default/shop',
        system: 'system:default/storefront',
        tier: 'tier-1',
      },
    });
  });

  it('reads every page once a minute, whatever the number of builds', async () => {
    const catalog = catalogOf(
      Array.from({ length: 5 }, (_, i) => entity('Component', `c${i}`)),
      2,
    );
    const source = new CatalogSource({ catalog, auth: mockServices.auth() });
    const { signal } = new AbortController();
    const first = await source.observe({ now: NOW, signal });
    expect(first.nodes).toHaveLength(5);
    expect(first.queries).toBe(3);
    await source.observe({ now: NOW + 59_000, signal });
    expect(catalog.queryEntities).toHaveBeenCalledTimes(3);
    await source.observe({ now: NOW + 61_000, signal });
    expect(catalog.queryEntities).toHaveBeenCalledTimes(6);
  });

  it('stops at its bound and says so', async () => {
    const { nodes, problems } = await observe(
      catalogOf(
        Array.from({ length: 9 }, (_, i) => entity('Component', `c${i}`)),
        2,
      ),
      NOW,
      4,
    );
    expect(nodes).toHaveLength(4);
    expect(problems[0].message).toContain('more than 4');
  });

  it('stops when the build gives up', async () => {
    const source = new CatalogSource({
      catalog: catalogOf([entity('Component', 'web')]),
      auth: mockServices.auth(),
    });
    await expect(
      source.observe({ now: NOW, signal: AbortSignal.abort() }),
    ).rejects.toThrow();
  });
});
