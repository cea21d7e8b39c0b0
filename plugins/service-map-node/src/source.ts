import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Observation } from './observation';

/** What a build tells a source. Clusters come from `fleetServiceRef`, which a module asks for itself. @public */
export interface SourceContext {
  /** ms since the epoch: the moment that the build describes. */
  now: number;
  /** Aborts at the deadline of the build. */
  signal: AbortSignal;
}

/**
 * Somewhere that knows about dependencies. It is asked for the whole estate
 * with a number of questions that does not grow with the namespaces.
 *
 * @public
 */
export interface ServiceMapSource {
  /** Lower case, as witnesses name it. */
  id: string;
  title: string;
  /**
   * @throws when nothing at all could be learned; part answers go into
   * `problems`. Only operators read the error's message, for it may name anything.
   */
  observe(context: SourceContext): Promise<Observation>;
}

/** @public */
export interface ServiceMapSourcesExtensionPoint {
  /** @throws ConflictError when the id is taken. */
  addSource(source: ServiceMapSource): void;
}

/** Modules of pluginId `service-map` add sources here. @public */
export const serviceMapSourcesExtensionPoint =
  createExtensionPoint<ServiceMapSourcesExtensionPoint>({
    id: 'service-map.sources',
  });
