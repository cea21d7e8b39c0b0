import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

/**
 * How values of a page travel in its URL: names are short and mean the same on
 * every page, a value that equals its default is left out.
 *
 * @public
 */
export type UrlSchema<T> = {
  [K in keyof T]: {
    /** `undefined` for an unknown value: it is ignored and the default holds. */
    parse: (text: string) => T[K] | undefined;
    format: (value: T[K]) => string;
    fallback: T[K];
  };
};

/** Values of a query string. Pure. @public */
export function readUrlState<T extends object>(
  schema: UrlSchema<T>,
  search: string,
): T {
  const params = new URLSearchParams(search);
  const state = {} as T;
  for (const name of Object.keys(schema) as Array<keyof T & string>) {
    const { parse, fallback } = schema[name];
    const text = params.get(name);
    state[name] = (text === null ? undefined : parse(text)) ?? fallback;
  }
  return state;
}

/** The query string with some values changed; what it does not know is kept. Pure. @public */
export function writeUrlState<T extends object>(
  schema: UrlSchema<T>,
  search: string,
  change: Partial<T>,
): string {
  const params = new URLSearchParams(search);
  for (const name of Object.keys(change) as Array<keyof T & string>) {
    const { format, fallback } = schema[name];
    const text = format(change[name] as T[typeof name]);
    if (text === format(fallback)) {
      params.delete(name);
    } else {
      params.set(name, text);
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** @public */
export type UrlChange<T> = (
  change: Partial<T>,
  /** `push` for selection, focus, view and tab; `replace` while typing or zooming. */
  how?: 'push' | 'replace',
) => void;

/**
 * State that lives in the URL. The schema must not change between renders.
 *
 * @public
 */
export function useUrlState<T extends object>(
  schema: UrlSchema<T>,
): [T, UrlChange<T>] {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const state = useMemo(() => readUrlState(schema, search), [schema, search]);
  const change = useCallback<UrlChange<T>>(
    (values, how = 'push') => {
      // Two changes in one tick must not undo each other: read the newest URL.
      const current =
        window.location.pathname.endsWith(pathname) && window.location.search
          ? window.location.search
          : search;
      const next = writeUrlState(schema, current, values);
      if (next !== current) {
        navigate({ pathname, search: next }, { replace: how === 'replace' });
      }
    },
    [navigate, pathname, schema, search],
  );
  return [state, change];
}
