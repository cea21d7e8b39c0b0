import type { Endpoint, ObservedEdge } from '@panorama/plugin-service-map-node';
import type { Estate } from '../../estate/Estate';
import { routedServices } from '../../identity/EntryHosts';
import { gatewayOfClass } from '../../identity/gateways';
import { buildUnits, slicesByService, type Unit } from '../../identity/units';

/** What an Ingress or route says is what the controller does. */
const CONFIDENCE = 0.99;

/**
 * From the controllers where requests enter to the Services that Ingresses and
 * routes name. An Ingress whose controller is not in the cluster, or could be
 * two, gives nothing: nobody in the estate calls its Services.
 */
export function routedEdges(estate: Estate): ObservedEdge[] {
  const gateways = gatewaysByCluster(estate);
  if (gateways.size === 0) {
    return [];
  }
  return [
    ...estate.ingresses.flatMap(({ cluster, namespace, name, fields }) =>
      edgesFrom(
        gatewayOfClass(gateways.get(cluster) ?? [], fields.className),
        cluster,
        fields.rules.map(({ service }) => ({ namespace, name: service })),
        `Ingress ${name} in ${namespace}`,
      ),
    ),
    ...estate.httpRoutes.flatMap(({ cluster, namespace, name, fields }) =>
      fields.gateways.flatMap(gateway =>
        edgesFrom(
          controllerOf(estate, gateways.get(cluster) ?? [], {
            cluster,
            ...gateway,
          }),
          cluster,
          routedServices(fields).map(backend => ({
            namespace: backend.namespace,
            name: backend.service,
          })),
          `HTTPRoute ${name} in ${namespace}`,
        ),
      ),
    ),
  ];
}

/** Controllers name what they run after the Gateway, or one serves all of its class. */
function controllerOf(
  estate: Estate,
  candidates: readonly Unit[],
  gateway: { cluster: string; namespace: string; name: string },
): Unit | undefined {
  const { className } =
    estate.gateways.find(
      ({ cluster, namespace, name }) =>
        cluster === gateway.cluster &&
        namespace === gateway.namespace &&
        name === gateway.name,
    )?.fields ?? {};
  return (
    gatewayOfClass(candidates, gateway.name) ??
    gatewayOfClass(candidates, className)
  );
}

function gatewaysByCluster(estate: Estate): Map<string, Unit[]> {
  const gateways = new Map<string, Unit[]>();
  for (const unit of buildUnits(estate, slicesByService(estate))) {
    if (unit.kind === 'gateway' && unit.workloads.length > 0) {
      gateways.set(unit.cluster, [...(gateways.get(unit.cluster) ?? []), unit]);
    }
  }
  return gateways;
}

function edgesFrom(
  gateway: Unit | undefined,
  cluster: string,
  services: ReadonlyArray<{ namespace: string; name: string }>,
  evidence: string,
): ObservedEdge[] {
  if (!gateway) {
    return [];
  }
  const [{ namespace, kind, name }] = gateway.workloads;
  const from: Endpoint = { type: 'workload', cluster, namespace, kind, name };
  return services.map(service => ({
    from,
    to: { type: 'service', cluster, ...service },
    protocol: 'http',
    basis: 'configuration',
    confidence: CONFIDENCE,
    evidence,
  }));
}
