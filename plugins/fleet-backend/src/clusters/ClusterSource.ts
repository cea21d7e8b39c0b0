import type { ClusterProblem } from '@panorama/plugin-fleet-common';
import type { ClusterConnection } from '../worker/protocol';

/** A cluster that somebody configured: ready to be opened, or with the reason why not. */
export type FoundCluster =
  | { name: string; title?: string; connection: ClusterConnection }
  | {
      name: string;
      title?: string;
      problem: Pick<ClusterProblem, 'code' | 'message'>;
    };

/** A place in which clusters are configured. */
export interface ClusterSource {
  /** For the log: `kubernetes plugin`, `kubeconfig /etc/…`. */
  readonly title: string;
  /**
   * Everything that is configured now, with fresh credentials. One cluster that
   * cannot be used is an entry with a problem; the promise rejects only when the
   * source as a whole cannot be read, and then its clusters stay as they are.
   */
  find(signal: AbortSignal): Promise<FoundCluster[]>;
}

/** The message of an error, shortened and without anything that looks like a credential. */
export function redacted(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/\s+/g, ' ')
    .replace(/(bearer\s+)\S+/gi, '$1…')
    .replace(/eyJ[\w-]+(\.[\w-]+)*/g, '…')
    .replace(/-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g, '…')
    .replace(
      /((?:token|password|secret|key)["']?\s*[:=]\s*["']?)[^\s"',}]+/gi,
      '$1…',
    )
    .slice(0, 300);
}
