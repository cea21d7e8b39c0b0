import {
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type {
  Endpoint,
  ObservedEdge,
  ObservedNode,
} from '@panorama/plugin-service-map-node';

/** People write what they mean; they forget to take it back. */
const CONFIDENCE = 0.6;

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** Where companies keep how much a service matters: `1`, `tier-1` or `Tier 1`. */
const TIER_KEYS = ['panorama.io/tier', 'backstage.io/tier', 'tier'];

/** The kinds that something can run as. */
const RUNNING = new Set(['component', 'resource']);

/** Fields of entities that declarations are read from. */
export const DECLARING_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.labels',
  'relations',
];

/** What components and resources declare about whom they need, and what else the catalog says of them. */
export function declaredEdges(entities: readonly Entity[]): {
  nodes: ObservedNode[];
  edges: ObservedEdge[];
} {
  const providers = providersByApi(entities);
  const running = entities.filter(({ kind }) =>
    RUNNING.has(kind.toLowerCase()),
  );
  return {
    nodes: running.map(nodeOf),
    edges: running.flatMap(entity => edgesOf(entity, providers)),
  };
}

function providersByApi(entities: readonly Entity[]): Map<string, string[]> {
  const providers = new Map<string, string[]>();
  for (const entity of entities) {
    if (entity.kind.toLowerCase() === 'api') {
      providers.set(
        stringifyEntityRef(entity),
        targets(entity, RELATION_API_PROVIDED_BY),
      );
    }
  }
  return providers;
}

function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? []).flatMap(relation =>
    relation.type === type ? relation.targetRef.toLowerCase() : [],
  );
}

function endpointOf(entityRef: string): Endpoint {
  return { type: 'entity', entityRef };
}

function edgesOf(
  entity: Entity,
  providers: ReadonlyMap<string, string[]>,
): ObservedEdge[] {
  const ref = stringifyEntityRef(entity);
  const edge = (to: string, evidence: string): ObservedEdge => ({
    from: endpointOf(ref),
    to: endpointOf(to),
    basis: 'declaration',
    confidence: CONFIDENCE,
    evidence,
  });
  return [
    ...targets(entity, RELATION_DEPENDS_ON)
      .filter(to => RUNNING.has(to.slice(0, to.indexOf(':'))))
      .map(to => edge(to, `dependsOn of ${ref}`)),
    ...targets(entity, RELATION_CONSUMES_API).flatMap(api =>
      // Nobody provides it: then the API itself is all that is known.
      (providers.get(api)?.length ? providers.get(api)! : [api]).map(to =>
        edge(to, `consumesApi ${api} of ${ref}`),
      ),
    ),
  ];
}

function nodeOf(entity: Entity): ObservedNode {
  const kubernetesId = entity.metadata.annotations?.[KUBERNETES_ID];
  const [owner] = targets(entity, RELATION_OWNED_BY);
  const system = targets(entity, RELATION_PART_OF).find(ref =>
    ref.startsWith('system:'),
  );
  const tier = tierOf(entity);
  return {
    endpoint: endpointOf(stringifyEntityRef(entity)),
    ...(kubernetesId && { aliases: [kubernetesId] }),
    attributes: {
      ...(owner && { owner }),
      ...(system && { system }),
      ...(tier && { tier }),
    },
    basis: 'declaration',
    confidence: CONFIDENCE,
    evidence: stringifyEntityRef(entity),
  };
}

function tierOf({ metadata }: Entity): string | undefined {
  for (const key of TIER_KEYS) {
    const text = metadata.annotations?.[key] ?? metadata.labels?.[key];
    const [, number] = /^(?:tier[\s_-]?)?(\d)$/i.exec(text ?? '') ?? [];
    if (number) {
      return `tier-${number}`;
    }
  }
  return undefined;
}
