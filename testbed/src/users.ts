import { randomBytes } from 'node:crypto';

/** Somebody whom the API server knows by a bearer token. */
export type ClusterUser = { name: string; groups: string[] };

/** May do everything; `system:masters` is outside RBAC and outside request limits. */
export const ADMIN: ClusterUser = { name: 'admin', groups: ['system:masters'] };

/** Who the portal is. Has no rights until a suite grants some (`grantPortalRights`). */
export const PORTAL: ClusterUser = { name: 'portal', groups: [] };

/** People with no rights until a suite binds some: two teams, and one who belongs to nothing. */
export const PEOPLE: ClusterUser[] = [
  { name: 'alice', groups: ['team-a'] },
  { name: 'amir', groups: ['team-a'] },
  { name: 'bea', groups: ['team-b'] },
  { name: 'otto', groups: [] },
];

/** A new token for each user, by name. */
export function createTokens(users: ClusterUser[]): Record<string, string> {
  return Object.fromEntries(
    users.map(it => [it.name, randomBytes(24).toString('hex')]),
  );
}

/** The text of a `--token-auth-file`: token, user, uid, groups in one quoted field. */
export function tokenFile(
  users: ClusterUser[],
  tokens: Record<string, string>,
): string {
  for (const { name, groups } of users) {
    for (const word of [name, ...groups]) {
      if (/[",\r\n]/.test(word)) {
        throw new Error(
          `user or group name ${JSON.stringify(
            word,
          )} would break the token file; leave out quotes and commas`,
        );
      }
    }
  }
  return users
    .map(
      ({ name, groups }) =>
        `${tokens[name]},${name},${name},"${groups.join(',')}"\n`,
    )
    .join('');
}
