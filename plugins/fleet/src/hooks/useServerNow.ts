import { useEffect, useState } from 'react';

/** The server's time for ages on the page, counted on every so often. */
export function useServerNow(offsetMs: number, intervalMs = 5000): number {
  const [now, setNow] = useState(() => Date.now() + offsetMs);
  useEffect(() => {
    setNow(Date.now() + offsetMs);
    const timer = setInterval(() => setNow(Date.now() + offsetMs), intervalMs);
    return () => clearInterval(timer);
  }, [offsetMs, intervalMs]);
  return now;
}
