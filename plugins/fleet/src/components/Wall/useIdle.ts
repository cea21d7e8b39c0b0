import { useEffect, useState } from 'react';

const IDLE_AFTER_MS = 3000;

/**
 * True once the pointer has rested for three seconds. A mouse that was left on
 * the wall must neither show its cursor nor hold the rotation for ever.
 */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wake = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), IDLE_AFTER_MS);
    };
    wake();
    window.addEventListener('pointermove', wake);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', wake);
    };
  }, []);
  return isIdle;
}
