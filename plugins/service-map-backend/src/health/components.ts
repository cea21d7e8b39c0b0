/**
 * Strongly connected components: the cycles of a graph, and every other node
 * alone. Callees come before their callers, members in the order of `ids`, so
 * that the same graph gives the same answer. Without recursion: a chain of ten
 * thousand calls must not end the process (Tarjan 1972).
 */
export function componentsOf(
  ids: readonly string[],
  calleesOf: (id: string) => readonly string[],
): string[][] {
  const indices = new Map<string, number>();
  const lows = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const components: string[][] = [];
  const position = new Map(ids.map((id, at) => [id, at]));

  for (const root of ids) {
    if (indices.has(root)) continue;
    const path: Array<{
      id: string;
      callees: readonly string[];
      next: number;
    }> = [];
    const enter = (id: string) => {
      indices.set(id, indices.size);
      lows.set(id, indices.get(id)!);
      open.push(id);
      isOpen.add(id);
      path.push({
        id,
        callees: calleesOf(id).filter(callee => position.has(callee)),
        next: 0,
      });
    };
    const lower = (id: string, to: number) =>
      lows.set(id, Math.min(lows.get(id)!, to));
    enter(root);
    while (path.length > 0) {
      const step = path[path.length - 1];
      if (step.next < step.callees.length) {
        const callee = step.callees[step.next++];
        if (!indices.has(callee)) enter(callee);
        else if (isOpen.has(callee)) lower(step.id, indices.get(callee)!);
        continue;
      }
      path.pop();
      if (path.length > 0) lower(path[path.length - 1].id, lows.get(step.id)!);
      if (lows.get(step.id) !== indices.get(step.id)) continue;
      const members = open.splice(open.lastIndexOf(step.id));
      members.forEach(member => isOpen.delete(member));
      components.push(
        members.sort((a, b) => position.get(a)! - position.get(b)!),
      );
    }
  }
  return components;
}
