import type {
  BackstageCredentials,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import type { PolicyRule } from './config';
import { decide, PolicyUser } from './decide';

/** Answers from rules; keeps nothing, so that a changed group counts with the next question. */
export class PanoramaPolicy implements PermissionPolicy {
  /** One request brings several questions with the same credentials. */
  readonly #users = new WeakMap<BackstageCredentials, Promise<PolicyUser>>();

  constructor(
    private readonly options: {
      rules: readonly PolicyRule[];
      userInfo: UserInfoService;
      logger: LoggerService;
    },
  ) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const asking = user && (await this.#userOf(user.credentials));
    const { decision, rule } = decide(this.options.rules, permission, asking);
    this.options.logger.debug(
      `${permission.name}: ${decision.result}${
        rule ? ` by rule "${rule}"` : ', no rule fits'
      }`,
    );
    return decision;
  }

  #userOf(credentials: BackstageCredentials): Promise<PolicyUser> {
    let user = this.#users.get(credentials);
    if (!user) {
      user = this.options.userInfo.getUserInfo(credentials);
      this.#users.set(credentials, user);
    }
    return user;
  }
}
