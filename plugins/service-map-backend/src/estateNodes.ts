import type { MapNode } from '@panorama/plugin-service-map-common';
import type { Estate, EstateWorkload } from './estate/Estate';

type PlacedNode = Pick<
  MapNode,
  'id' | 'name' | 'aliases' | 'place' | 'workloads'
>;

/** What of the estate each node of the map consists of. */
export interface EstateOfNode {
  workloads: EstateWorkload[];
  services: Array<Estate['services'][number]>;
}

/** Finds the objects behind the nodes again, by the names that the nodes carry. */
export function estateByNode(
  estate: Pick<Estate, 'workloads' | 'services'>,
  nodes: readonly PlacedNode[],
): ReadonlyMap<string, EstateOfNode> {
  const workloads = new Map(
    estate.workloads.map(workload => [
      `${workload.cluster}/${workload.namespace}/${workload.kind}/${workload.name}`,
      workload,
    ]),
  );
  const services = new Map(
    estate.services.map(service => [
      `${service.cluster}/${service.namespace}/${service.name}`,
      service,
    ]),
  );
  return new Map(
    nodes.map(({ id, name, aliases, place, workloads: own }) => {
      const at = place && `${place.cluster}/${place.namespace}`;
      const names = new Set([name, ...aliases]);
      return [
        id,
        {
          workloads: at
            ? own.flatMap(
                workload =>
                  workloads.get(`${at}/${workload.kind}/${workload.name}`) ??
                  [],
              )
            : [],
          services: at
            ? [...names].flatMap(each => services.get(`${at}/${each}`) ?? [])
            : [],
        },
      ];
    }),
  );
}
