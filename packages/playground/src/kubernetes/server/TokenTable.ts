import { AUTHENTICATED, ANONYMOUS, type ClusterUser } from './ClusterUser';
import { unauthorized } from './status';

/** The bearer tokens that a cluster accepts, and whose they are. Changeable while the server runs. */
export class TokenTable {
  readonly #users = new Map<string, ClusterUser>();

  constructor(users: Record<string, ClusterUser> = {}) {
    for (const [token, user] of Object.entries(users)) this.add(token, user);
  }

  add(token: string, user: ClusterUser): void {
    this.#users.set(token, user);
  }

  /** From now on the token gets 401. Watches that are open stay open, as on a real server. */
  expire(token: string): void {
    this.#users.delete(token);
  }

  /** Every token of one user. */
  ofUser(name: string): string[] {
    return [...this.#users]
      .filter(([, user]) => user.name === name)
      .map(([token]) => token);
  }

  /**
   * @param allowAnonymous - without any credentials: `system:anonymous` when true, 401 when false
   * @throws StatusError 401 for credentials that nobody has
   */
  authenticate(
    authorization: string | undefined,
    allowAnonymous: boolean,
  ): ClusterUser {
    if (!authorization) {
      if (allowAnonymous) return ANONYMOUS;
      throw unauthorized();
    }
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    const user = token === undefined ? undefined : this.#users.get(token);
    if (!user) throw unauthorized();
    return user.groups.includes(AUTHENTICATED)
      ? user
      : { ...user, groups: [...user.groups, AUTHENTICATED] };
  }
}
