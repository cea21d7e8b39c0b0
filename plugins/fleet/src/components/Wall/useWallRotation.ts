import { useCallback, useEffect, useRef, useState } from 'react';

/** Which of several things the wall shows now. */
export interface Turn {
  index: number;
  /** Shows another one at once, and for its whole time. */
  go: (step: 1 | -1) => void;
}

/**
 * Goes round `count` things, each for `everyMs`. While paused, the time that is
 * left stands still.
 */
export function useWallRotation(
  count: number,
  everyMs: number,
  isPaused: boolean,
): Turn {
  const [turn, setTurn] = useState(0);
  const left = useRef(everyMs);
  const startedAt = useRef(0);

  useEffect(() => {
    left.current = everyMs;
  }, [turn, everyMs]);

  const runs = count > 1 && !isPaused;
  useEffect(() => {
    if (!runs) {
      return undefined;
    }
    startedAt.current = Date.now();
    const timer = setTimeout(() => setTurn(before => before + 1), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(0, left.current - Date.now() + startedAt.current);
    };
  }, [runs, turn, everyMs]);

  const go = useCallback(
    (step: 1 | -1) => setTurn(before => before + step),
    [],
  );
  const index = count > 0 ? ((turn % count) + count) % count : 0;
  return { index, go };
}
