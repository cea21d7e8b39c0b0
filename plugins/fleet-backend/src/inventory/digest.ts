import type { PodsDigest } from '../worker/protocol';
import { hashText, mix } from './HashIndex';
import type { PodColumnsReader } from './PodColumnsReader';

/**
 * Fingerprint of a set of pods, whatever their order: two inventories that hold
 * the same pods at the same resourceVersions have the same one.
 */
export function digestOf(
  pods: Iterable<{
    uid: string;
    namespace: string;
    name: string;
    resourceVersion: string;
  }>,
): PodsDigest {
  let count = 0;
  let high = 0;
  let low = 0;
  for (const pod of pods) {
    const text = `${pod.uid}/${pod.namespace}/${pod.name}/${pod.resourceVersion}`;
    const hash = hashText(text);
    high ^= hash;
    low ^= mix(hash + hashText(text.slice(1)));
    count += 1;
  }
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return { pods: count, hash: hex(high) + hex(low) };
}

/** The digest of one cluster of an inventory; of no pods when the cluster is unknown. */
export function podsDigest(
  reader: PodColumnsReader,
  cluster: string,
): PodsDigest {
  const id = reader.clusterId(cluster);
  return digestOf(
    (function* identities() {
      for (const slot of id === undefined
        ? []
        : reader.slots({ clusters: new Set([id]) })) {
        const identity = reader.podIdentity(slot);
        if (identity) {
          yield identity;
        }
      }
    })(),
  );
}
