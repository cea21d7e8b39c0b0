import type {
  ServiceMap,
  ServiceMapView,
} from '@panorama/plugin-service-map-common';
import { viewOf, type NamespaceReader } from './viewOf';

/** Rights of a viewer, and which others share them. */
export interface ViewerRights extends NamespaceReader {
  readonly classId: string;
  readonly version: number;
}

/** Viewers with the same rights share one view of one build. */
export class ViewCache {
  #map: ServiceMap | undefined;
  readonly #views = new Map<string, ServiceMapView>();

  constructor(private readonly maximum = 200) {}

  view(map: ServiceMap, rights: ViewerRights): ServiceMapView {
    if (map !== this.#map) {
      this.#map = map;
      this.#views.clear();
    }
    const key = `${rights.classId} ${rights.version}`;
    const known = this.#views.get(key);
    if (known) {
      return known;
    }
    const view = viewOf(map, rights);
    if (this.#views.size >= this.maximum) {
      const [oldest] = this.#views.keys();
      this.#views.delete(oldest);
    }
    this.#views.set(key, view);
    return view;
  }
}
