import type { FleetObject } from '@panorama/plugin-fleet-node';
import type { NamespaceTenant } from '../worker/protocol';

/** Tenant of each namespace that names one: the first of `labels` that it has. */
export function tenantsOf(
  namespaces: Iterable<FleetObject>,
  labels: string[],
): NamespaceTenant[] {
  const tenants: NamespaceTenant[] = [];
  for (const { cluster, name, labels: own } of namespaces) {
    const label = labels.find(key => own[key]);
    if (label) {
      tenants.push({ cluster, namespace: name, tenant: own[label] });
    }
  }
  return tenants;
}
