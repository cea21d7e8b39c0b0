import type { ContainerTemplateFields } from '@panorama/plugin-fleet-node';
import type { EstateWorkload } from '../../estate/Estate';
import type { InventoryMoment } from '../inventoryMoment';

export const NINE = Date.UTC(2026, 0, 15, 9);

/** A look at the cluster `prod`, complete unless it says otherwise. */
export function moment(parts: Partial<InventoryMoment> = {}): InventoryMoment {
  return {
    now: NINE,
    clusters: [
      { name: 'prod', freshness: 'live', isComplete: true },
    ] as InventoryMoment['clusters'],
    workloads: [],
    services: [],
    networkPolicies: [],
    autoscalers: [],
    configMaps: [],
    ...parts,
  };
}

/** The Deployment `cart` in `prod/shop`. */
export function cart(
  parts: Partial<EstateWorkload> = {},
  container: Partial<ContainerTemplateFields> = {},
): EstateWorkload {
  return {
    cluster: 'prod',
    namespace: 'shop',
    kind: 'Deployment',
    name: 'cart',
    createdAt: 0,
    labels: {},
    desired: 2,
    ready: 2,
    pods: [],
    template: {
      labels: { app: 'cart' },
      containers: [
        {
          name: 'cart',
          init: false,
          image: 'registry/cart:1.0',
          ports: [],
          addresses: [],
          configMaps: [],
          hasReadinessProbe: true,
          hasLivenessProbe: true,
          ...container,
        },
      ],
      claims: [],
      gpus: 0,
    },
    ...parts,
  };
}
