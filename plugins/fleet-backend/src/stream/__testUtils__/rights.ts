import type { StreamAccess } from '../streamAccess';

/** Rights to namespaces written `cluster/namespace`, or to everything; with a way to change them. */
export class FakeAccess implements StreamAccess {
  readonly version = 1;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly classId: string,
    private readonly visible: readonly string[] | 'everything',
  ) {}

  has(cluster: string, namespace: string): boolean {
    return (
      this.visible === 'everything' ||
      this.visible.includes(`${cluster}/${namespace}`)
    );
  }

  hasCluster(): boolean {
    return this.visible === 'everything';
  }

  reaches(cluster: string): boolean {
    return (
      this.visible === 'everything' ||
      this.visible.some(path => path.startsWith(`${cluster}/`))
    );
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Another set took this one's place. */
  supersede(): void {
    [...this.#listeners].forEach(listener => listener());
    this.#listeners.clear();
  }
}
