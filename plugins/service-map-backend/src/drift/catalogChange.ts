import { parseEntityRef } from '@backstage/catalog-model';
import type { MapEdge, MapNode } from '@panorama/plugin-service-map-common';

/** What to write into a `catalog-info.yaml` so that the catalog agrees with what is. */
export interface CatalogChange {
  type: 'add-dependency' | 'remove-dependency' | 'describe';
  /** The entity whose file changes; for `describe` the one to create. */
  entityRef: string;
  /** YAML; for a change of an entity, the lines under its `spec`. */
  yaml: string;
}

type End = Pick<
  MapNode,
  'name' | 'kind' | 'technology' | 'entityRef' | 'owner'
>;

/**
 * The change that ends a drift: declare what is seen, take back what is not,
 * describe what the catalog does not know. `undefined` where nothing is to be
 * written: it agrees, or a policy is what is wrong.
 */
export function catalogChange(
  { drift }: Pick<MapEdge, 'drift'>,
  from: End,
  to: End,
): CatalogChange | undefined {
  switch (drift) {
    case 'undeclared':
      return from.entityRef && to.entityRef
        ? {
            type: 'add-dependency',
            entityRef: from.entityRef,
            yaml: `spec:\n  dependsOn:\n    - ${to.entityRef}\n`,
          }
        : undefined;
    case 'unseen':
      return from.entityRef && to.entityRef
        ? {
            type: 'remove-dependency',
            entityRef: from.entityRef,
            yaml: `spec:\n  dependsOn:\n    # - ${to.entityRef}: nobody has seen it\n`,
          }
        : undefined;
    case 'untracked':
      return describe(from.entityRef ? to : from);
    case 'agreed':
    case 'forbidden':
      return undefined;
    default:
      return drift satisfies never;
  }
}

/** A node that the catalog does not know, as an entity. */
function describe(end: End): CatalogChange | undefined {
  if (end.entityRef) {
    return undefined;
  }
  const isResource = end.technology !== undefined || end.kind === 'external';
  const kind = isResource ? 'Resource' : 'Component';
  const name = entityName(end.name);
  const type = isResource ? typeOf(end.kind) : 'service';
  return {
    type: 'describe',
    entityRef: `${kind.toLowerCase()}:default/${name}`,
    yaml: [
      'apiVersion: backstage.io/v1alpha1',
      `kind: ${kind}`,
      'metadata:',
      `  name: ${name}`,
      ...(name === end.name ? [] : [`  title: ${JSON.stringify(end.name)}`]),
      'spec:',
      `  type: ${type}`,
      ...(isResource ? [] : ['  lifecycle: production']),
      `  owner: ${ownerOf(end)}`,
      '',
    ].join('\n'),
  };
}

function typeOf(kind: MapNode['kind']): string {
  return kind === 'database' || kind === 'queue' ? kind : 'infrastructure';
}

/** Owned by whoever owns the namespace, as far as the fleet knows; else somebody must be named. */
function ownerOf({ owner }: End): string {
  if (!owner) {
    return 'unknown # name the owning group';
  }
  const { kind, namespace, name } = parseEntityRef(owner);
  return kind.toLowerCase() === 'group' && namespace === 'default'
    ? name
    : owner;
}

/** Names of entities are `[a-zA-Z0-9._-]`, at most 63 characters; Chinese stays in the title. */
function entityName(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return plain || 'unnamed';
}
