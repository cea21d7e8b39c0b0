import { ServiceUnavailableError } from '@backstage/errors';
import {
  createOAuthAuthenticator,
  type OAuthAuthenticator,
} from '@backstage/plugin-auth-node';

/** Between two tries, so that a page with many tabs does not hammer a provider that is down. */
const RETRY_AFTER_MS = 2_000;

/**
 * The stock authenticator asks the provider for its metadata once, at start,
 * and keeps the failure for ever: a portal that starts before its provider
 * could never sign anyone in. This one asks again when somebody signs in.
 *
 * @param wrapped - an authenticator whose context has a `promise` of the discovery
 */
export function createRediscoveringAuthenticator<
  TContext extends { promise: Promise<unknown> },
  TProfile,
>(
  wrapped: OAuthAuthenticator<TContext, TProfile>,
  now: () => number = Date.now,
): OAuthAuthenticator<() => Promise<TContext>, TProfile> {
  return createOAuthAuthenticator<() => Promise<TContext>, TProfile>({
    ...wrapped,
    initialize(input) {
      let context: TContext | undefined;
      let failedAt = -Infinity;
      let failure: Error | undefined;

      const discover = () => {
        const fresh = wrapped.initialize(input);
        context = fresh;
        failure = undefined;
        fresh.promise.catch(error => {
          if (context === fresh) {
            context = undefined;
            failedAt = now();
            failure = error;
          }
        });
      };
      discover();

      return async () => {
        if (!context && now() - failedAt >= RETRY_AFTER_MS) {
          discover();
        }
        try {
          if (!context) {
            throw failure;
          }
          const current = context;
          await current.promise;
          return current;
        } catch (error) {
          throw new ServiceUnavailableError(
            `The sign-in provider at ${input.config.getOptionalString(
              'metadataUrl',
            )} does not answer. Try again in a moment, or ask the platform team whether it is up.`,
            error,
          );
        }
      };
    },
    start: async (input, context) => wrapped.start(input, await context()),
    authenticate: async (input, context) =>
      wrapped.authenticate(input, await context()),
    refresh: async (input, context) => wrapped.refresh(input, await context()),
    logout: wrapped.logout
      ? async (input, context) => wrapped.logout?.(input, await context())
      : undefined,
  });
}
