import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/**
 * What the browser's tab and history say: `edge · Clusters · Fleet | Panorama`,
 * the most special part first. The portal's own title comes back with the next page.
 *
 * @public
 */
export function usePageTitle(parts: readonly string[]): void {
  const portal =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Backstage';
  const page = parts.join(' · ');
  useEffect(() => {
    document.title = `${page} | ${portal}`;
    return () => {
      document.title = portal;
    };
  }, [page, portal]);
}

/** {@link usePageTitle} as an element, for routes. */
export function PageTitle(props: { parts: readonly string[] }) {
  usePageTitle(props.parts);
  return null;
}
