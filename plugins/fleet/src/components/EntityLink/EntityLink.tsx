import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityName } from '../../pod/entityName';
import { entityRouteRef } from '../../routes';

/** Where an entity's page is; `undefined` in a portal without a catalog. */
export function useEntityPath(
  entityRef: string | undefined,
): string | undefined {
  const route = useRouteRef(entityRouteRef);
  if (!entityRef || !route) {
    return undefined;
  }
  const { kind, namespace, name } = parseEntityRef(entityRef, {
    defaultKind: 'component',
  });
  return route({ kind: kind.toLowerCase(), namespace, name });
}

/** The short name of an entity, as a link where the portal has a catalog. */
export function EntityLink(props: { entityRef: string }) {
  const path = useEntityPath(props.entityRef);
  const name = entityName(props.entityRef);
  return path ? (
    <Link to={path} title={props.entityRef}>
      {name}
    </Link>
  ) : (
    <span title={props.entityRef}>{name}</span>
  );
}
