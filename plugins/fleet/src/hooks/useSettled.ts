import { useEffect, useRef, useState } from 'react';

/**
 * A value that follows at most every so often, and at once when `key` changes:
 * for work that is too dear for every change.
 */
export function useSettled<T>(value: T, intervalMs: number, key: string): T {
  const [settled, setSettled] = useState(value);
  const latest = useRef(value);
  latest.current = value;
  const lastKey = useRef(key);
  const isNewKey = lastKey.current !== key;
  lastKey.current = key;
  useEffect(() => {
    const timer = setInterval(() => setSettled(latest.current), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  useEffect(() => setSettled(latest.current), [key]);
  return isNewKey ? value : settled;
}
