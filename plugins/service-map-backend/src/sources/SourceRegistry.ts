import { ConflictError } from '@backstage/errors';
import type {
  ServiceMapSource,
  ServiceMapSourcesExtensionPoint,
} from '@panorama/plugin-service-map-node';

/** The sources of this backend, in the order in which they were added. */
export class SourceRegistry implements ServiceMapSourcesExtensionPoint {
  readonly #sources = new Map<string, ServiceMapSource>();

  addSource(source: ServiceMapSource) {
    if (this.#sources.has(source.id)) {
      throw new ConflictError(
        `The service map already has a source "${source.id}": witnesses could not be told apart`,
      );
    }
    this.#sources.set(source.id, source);
  }

  all(): ServiceMapSource[] {
    return [...this.#sources.values()];
  }
}
