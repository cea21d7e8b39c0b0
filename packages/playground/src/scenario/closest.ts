/** More differing letters than this is another word, not a slip. */
const MOST_SLIPS = 3;

/** The name that somebody who typed `typed` may have meant; undefined where none is near. */
export function closest(
  typed: string,
  names: readonly string[],
): string | undefined {
  const word = typed.toLocaleLowerCase('en');
  if (word.length >= MOST_SLIPS) {
    const part = names.find(name => name.includes(word));
    if (part !== undefined) {
      return part;
    }
  }
  const [nearest] = names
    .map(name => ({ name, slips: slipsBetween(word, name) }))
    .filter(({ slips }) => slips <= MOST_SLIPS)
    .sort((a, b) => a.slips - b.slips);
  return nearest?.name;
}

/** Letters to add, drop or replace between two words (Levenshtein). */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        next[j - 1] + 1,
        row[j] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length];
}
