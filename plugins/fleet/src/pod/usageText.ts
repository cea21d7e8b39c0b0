/** Which sentence about use against request and limit is true. */
export function usageKey(amounts: {
  used?: number;
  request?: number;
  limit?: number;
}): 'usage' | 'usageRequest' | 'usageLimit' | 'usageOnly' {
  if (amounts.request !== undefined) {
    return amounts.limit !== undefined ? 'usage' : 'usageRequest';
  }
  return amounts.limit !== undefined ? 'usageLimit' : 'usageOnly';
}
