/** Edits between two words, a swap of neighbours counting as one. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(
        previous[j] + 1,
        row[j - 1] + 1,
        previous[j - 1] + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    before = previous;
    previous = row;
  }
  return previous[b.length];
}

/**
 * The known word that somebody probably meant, for "did you mean": one edit for
 * each three characters is forgiven, and a beginning counts as a near miss.
 */
export function nearest(
  found: string,
  known: Iterable<string>,
): string | undefined {
  const word = found.toLowerCase().slice(0, 64);
  const allowed = Math.max(1, Math.ceil(word.length / 3));
  let best: string | undefined;
  let bestScore = allowed + 1;
  for (const candidate of known) {
    const lower = candidate.toLowerCase();
    const score =
      word.length >= 2 && lower.startsWith(word) ? 0.5 : distance(word, lower);
    if (score < bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}
