type Json = unknown;

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

/** Whether two JSON values say the same. Fields that are undefined count as absent, as in their text. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b))
    return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) if (!sameJson(a[key], b[key])) return false;
  return true;
}
