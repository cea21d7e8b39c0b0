import { createHmac } from 'node:crypto';
import type { AccessSet, NamespaceVerb } from '@panorama/plugin-fleet-node';
import { AccessScope, allows, canonicalScope, reachesCluster } from './rules';

/** Rights of one user at one moment. See {@link AccessSet} for the promises. */
export class DefaultAccessSet implements AccessSet {
  readonly classId: string;
  readonly #listeners = new Set<() => void>();
  #isSuperseded = false;

  constructor(
    readonly scope: AccessScope,
    readonly version: number,
    classIds: ClassIds,
  ) {
    this.classId = classIds.of(scope);
  }

  has(cluster: string, namespace: string, verb: NamespaceVerb): boolean {
    return allows(this.scope, cluster, namespace, verb);
  }

  hasCluster(_cluster: string): boolean {
    return this.scope.view && this.scope.clusters;
  }

  /** True when anything at all of the cluster may be shown. */
  reaches(cluster: string): boolean {
    return reachesCluster(this.scope, cluster);
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  onChange(listener: () => void): () => void {
    if (this.#isSuperseded) {
      // Rights changed between reading the set and asking for its changes.
      queueMicrotask(listener);
      return () => {};
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called once, by the resolver, when another set took this one's place. */
  supersede(): void {
    this.#isSuperseded = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    listeners.forEach(listener => listener());
  }
}

/**
 * Names access classes by a keyed hash of the rights, so that equal rights
 * share frames and nobody can find out rights by guessing what they hash to.
 * The key lives as long as the process: cursors do not outlive it either.
 */
export class ClassIds {
  constructor(private readonly key: Uint8Array) {}

  of(scope: AccessScope): string {
    return createHmac('sha256', this.key)
      .update(canonicalScope(scope))
      .digest('base64url')
      .slice(0, 22);
  }
}
