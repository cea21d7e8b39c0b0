import type { StreamInventory } from '../stream/ClassHub';
import type { Inventory } from '../worker/Inventory';
import type { ClusterRegistry } from './ClusterRegistry';

/** The inventory as the stream sees it: also with clusters that could not even be opened. */
export function withAllClusters(
  inventory: Inventory,
  registry: ClusterRegistry,
): StreamInventory {
  return {
    pods: inventory.pods,
    statuses: () => registry.statuses(),
    onStatus(listener) {
      const tell = () => listener(registry.statuses());
      const ends = [inventory.onStatus(tell), registry.onChange(tell)];
      return () => ends.forEach(end => end());
    },
    onChange: (kindId, listener) => inventory.onChange(kindId, listener),
    openClass: (classId, mask) => inventory.openClass(classId, mask),
    updateClassMask: (classId, mask) =>
      inventory.updateClassMask(classId, mask),
    closeClass: classId => inventory.closeClass(classId),
    onFrames: (classId, listener) => inventory.onFrames(classId, listener),
    keyframe: classId => inventory.keyframe(classId),
  };
}
