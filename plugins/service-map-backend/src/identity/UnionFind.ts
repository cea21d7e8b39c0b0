/** Puts things together that turn out to be one; the result does not depend on the order. */
export class UnionFind {
  readonly #parents = new Map<string, string>();

  add(key: string): void {
    if (!this.#parents.has(key)) {
      this.#parents.set(key, key);
    }
  }

  has(key: string): boolean {
    return this.#parents.has(key);
  }

  join(a: string, b: string): void {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    if (rootA !== rootB) {
      this.#parents.set(rootB, rootA);
    }
  }

  find(key: string): string {
    this.add(key);
    let root = key;
    while (this.#parents.get(root) !== root) {
      root = this.#parents.get(root)!;
    }
    // The next search is one step.
    let at = key;
    while (at !== root) {
      const next = this.#parents.get(at)!;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  groups(): string[][] {
    const groups = new Map<string, string[]>();
    for (const key of this.#parents.keys()) {
      const root = this.find(key);
      const group = groups.get(root);
      if (group) {
        group.push(key);
      } else {
        groups.set(root, [key]);
      }
    }
    return [...groups.values()];
  }
}
