/** Who makes a request, after authentication and impersonation. */
export type ClusterUser = { name: string; groups: readonly string[] };

export const AUTHENTICATED = 'system:authenticated';
export const UNAUTHENTICATED = 'system:unauthenticated';
export const ANONYMOUS: ClusterUser = {
  name: 'system:anonymous',
  groups: [UNAUTHENTICATED],
};
