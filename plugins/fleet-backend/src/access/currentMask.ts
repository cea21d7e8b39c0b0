import type { Inventory } from '../worker/Inventory';
import type { AccessScope } from './rules';
import { maskOf } from './rules';

/** The mask of these rights over the namespaces that the inventory knows now. */
export function currentMask(inventory: Inventory, scope: AccessScope): Uint8Array {
  const { pods } = inventory;
  return maskOf(scope, {
    count: pods.namespaceCount(),
    at: id => {
      const row = pods.namespace(id);
      return { cluster: pods.cluster(row.cluster), namespace: row.name };
    },
  });
}
