import type { Page } from '@panorama/plugin-fleet-common';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Rows of a list that is read page by page. */
export interface PagedList<T> {
  rows: readonly T[];
  totalItems?: number;
  incompleteClusters: readonly string[];
  error?: Error;
  isLoading: boolean;
  /** When the first page was answered, in ms since 1970. */
  readAt?: number;
  hasMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

interface State<T> {
  rows: T[];
  totalItems?: number;
  nextCursor?: string;
  incompleteClusters: string[];
  error?: Error;
  isLoading: boolean;
  readAt?: number;
}

/** Typing settles before the server is asked. */
const SETTLE_MS = 200;

/**
 * Reads the first page when `key` changes and further ones on demand. A late
 * answer for an old key is thrown away. Rows stay while a new list is read.
 */
export function usePagedList<T>(
  key: string,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): PagedList<T> {
  const latestRead = useRef(read);
  latestRead.current = read;
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<State<T>>({
    rows: [],
    incompleteClusters: [],
    isLoading: true,
  });
  const controller = useRef<AbortController>();
  const isFirst = useRef(true);

  const load = useCallback(
    async (cursor: string | undefined, before: readonly T[]) => {
      controller.current?.abort();
      const own = new AbortController();
      controller.current = own;
      setState(old => ({ ...old, isLoading: true }));
      try {
        const page = await latestRead.current(cursor, own.signal);
        if (!own.signal.aborted) {
          setState(old => ({
            rows: [...before, ...page.items],
            totalItems: page.totalItems,
            nextCursor: page.nextCursor,
            incompleteClusters: page.incompleteClusters,
            isLoading: false,
            readAt: cursor === undefined ? Date.now() : old.readAt,
          }));
        }
      } catch (error) {
        if (!own.signal.aborted) {
          setState(old => ({
            ...old,
            error: error instanceof Error ? error : new Error(String(error)),
            isLoading: false,
          }));
        }
      }
    },
    [],
  );

  useEffect(() => {
    const timer = setTimeout(
      () => load(undefined, []),
      isFirst.current ? 0 : SETTLE_MS,
    );
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      controller.current?.abort();
    };
  }, [key, turn, load]);

  return {
    rows: state.rows,
    totalItems: state.totalItems,
    incompleteClusters: state.incompleteClusters,
    error: state.error,
    isLoading: state.isLoading,
    readAt: state.readAt,
    hasMore: state.nextCursor !== undefined,
    loadMore: () => {
      if (!state.isLoading && state.nextCursor !== undefined) {
        load(state.nextCursor, state.rows);
      }
    },
    reload: () => setTurn(turn + 1),
  };
}
