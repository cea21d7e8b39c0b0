import { changesRoute } from './changes';
import { mapRoute } from './map';
import { nodeRoute } from './node';
import { problemsRoute } from './problems';
import type { ServiceMapRoute } from './ServiceMapRoute';

/** Everything that the service map answers. */
export function serviceMapRoutes(): ServiceMapRoute[] {
  return [mapRoute, nodeRoute, problemsRoute, changesRoute];
}
