import { useCallback, useEffect, useRef, useState } from 'react';

/** What is known of something that is read over the network. */
export interface AsyncData<T> {
  /** Kept while it is read again, and when that fails. */
  data?: T;
  error?: Error;
  isLoading: boolean;
  reload: () => void;
}

/**
 * Reads when `key` changes, and every `intervalMs` while the page is visible.
 * A late answer for an old key is thrown away, and its request aborted.
 *
 * @param key - `undefined` reads nothing
 */
export function useAsyncData<T>(
  key: string | undefined,
  read: (signal: AbortSignal) => Promise<T>,
  intervalMs?: number,
): AsyncData<T> {
  const latestRead = useRef(read);
  latestRead.current = read;
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{
    key?: string;
    data?: T;
    error?: Error;
    isLoading: boolean;
  }>({ isLoading: key !== undefined });

  useEffect(() => {
    if (key === undefined) {
      setState({ isLoading: false });
      return undefined;
    }
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async () => {
      setState(before =>
        before.key === key
          ? { ...before, isLoading: true }
          : { key, isLoading: true },
      );
      try {
        const data = await latestRead.current(controller.signal);
        if (!controller.signal.aborted) {
          setState({ key, data, isLoading: false });
        }
      } catch (error) {
        if (!controller.signal.aborted) {
          setState(before => ({
            key,
            data: before.data,
            error: error instanceof Error ? error : new Error(String(error)),
            isLoading: false,
          }));
        }
      }
      if (intervalMs !== undefined && !controller.signal.aborted) {
        timer = setTimeout(tick, intervalMs);
      }
    };
    const tick = () => {
      if (document.visibilityState === 'hidden') {
        timer = setTimeout(tick, intervalMs);
      } else {
        run();
      }
    };
    run();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [key, intervalMs, turn]);

  const reload = useCallback(() => setTurn(count => count + 1), []);
  const isCurrent = state.key === key;
  return {
    data: isCurrent ? state.data : undefined,
    error: isCurrent ? state.error : undefined,
    isLoading: isCurrent ? state.isLoading : key !== undefined,
    reload,
  };
}
