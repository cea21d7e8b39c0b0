const SPECIAL = /[.+?^${}()|[\]\\]/g;
const cache = new Map<string, RegExp>();

/** Patterns come from configuration, so their number is bounded; the cache is too, in case it is not. */
const CACHED_PATTERNS = 10_000;

/** True when `text` matches `pattern` as a whole; `*` stands for any characters, everything else for itself. */
export function matchesGlob(
  pattern: string | undefined,
  text: string,
): boolean {
  if (pattern === undefined || pattern === '*') {
    return true;
  }
  if (!pattern.includes('*')) {
    return pattern === text;
  }
  let expression = cache.get(pattern);
  if (!expression) {
    expression = new RegExp(
      `^${pattern
        .replace(/\*+/g, '*')
        .split('*')
        .map(part => part.replace(SPECIAL, '\\$&'))
        .join('.*')}$`,
      's',
    );
    if (cache.size < CACHED_PATTERNS) {
      cache.set(pattern, expression);
    }
  }
  return expression.test(text);
}
