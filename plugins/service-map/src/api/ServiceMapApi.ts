import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  MapPicture,
  NodeAnswer,
} from '@panorama/plugin-service-map-common';

/** The service map's backend. @public */
export interface ServiceMapApi {
  /** The newest map; the very same object as before when nothing was built since. */
  map(options?: { signal?: AbortSignal }): Promise<MapPicture>;
  node(id: string, options?: { signal?: AbortSignal }): Promise<NodeAnswer>;
}

/** @public */
export const serviceMapApiRef = createApiRef<ServiceMapApi>({
  id: 'plugin.service-map.rest',
});
