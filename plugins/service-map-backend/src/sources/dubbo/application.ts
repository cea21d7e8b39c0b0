import type { Endpoint } from '@panorama/plugin-service-map-node';
import type { PlacedSample } from '../../prometheus/answers';
import { known } from '../../prometheus/endpoints';

/** A Dubbo application as it calls itself, where it was scraped. */
export type Application = Extract<Endpoint, { type: 'application' }>;

export function applicationOf({
  labels,
  cluster,
}: PlacedSample): Application | undefined {
  const name = known(labels.application_name);
  const namespace = known(labels.namespace);
  return name === undefined
    ? undefined
    : {
        type: 'application',
        name,
        ...(cluster && { cluster }),
        ...(namespace && { namespace }),
      };
}
