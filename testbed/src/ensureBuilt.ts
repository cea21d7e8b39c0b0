import { buildTools } from './buildTools.ts';
import { findKubectl } from './kubectl.ts';
import {
  KUBECTL,
  KUBERNETES_VERSIONS,
  clusterToolsets,
  type KubernetesVersion,
} from './toolsets.ts';

/**
 * Builds what the cache lacks for clusters of these versions, and a kubectl where the machine has none. Minutes at the
 * first time, then nothing. `log` gets one line for each step.
 * @throws Error with the compiler's last lines, or with where to get Go.
 */
export async function ensureBuilt(
  options: {
    versions?: readonly KubernetesVersion[];
    log?: (line: string) => void;
    /** Compare the digests of what is in the cache. */
    thorough?: boolean;
  } = {},
): Promise<void> {
  const { versions = [KUBERNETES_VERSIONS[0]], log, thorough } = options;
  const toolsets = versions.flatMap(clusterToolsets);
  if (!findKubectl()) toolsets.push(KUBECTL);
  await buildTools([...new Set(toolsets)], log, { thorough });
}
