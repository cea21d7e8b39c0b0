import { isError, NotAllowedError } from '@backstage/errors';
import {
  createSignInResolverFactory,
  type OAuthAuthenticatorResult,
} from '@backstage/plugin-auth-node';
import type { OidcAuthResult } from '@backstage/plugin-auth-backend-module-oidc-provider';
import { z } from 'zod/v3';

const optionsSchema = z
  .object({
    /**
     * What of the provider's answer names the user:
     * `email` (only when the provider says that it verified it) or `subject`.
     */
    match: z.enum(['email', 'subject']).default('email'),
    /** Annotation of the catalog User that holds the provider's subject. */
    subjectAnnotation: z.string().min(1).default('panorama.io/oidc-subject'),
    /** Whom a refused person should ask; appears in the refusal. */
    contact: z.string().min(1).default('the platform team'),
  })
  .strict()
  .default({});

/**
 * Signs in the catalog User whose e-mail or subject annotation matches what the
 * provider says. Refusals name the person, what was looked for and whom to ask;
 * they never contain a token.
 *
 * @public
 */
export const catalogUserSignInResolver = createSignInResolverFactory<
  OAuthAuthenticatorResult<OidcAuthResult>,
  typeof optionsSchema
>({
  optionsSchema,
  create({ match, subjectAnnotation, contact }) {
    return async ({ result }, ctx) => {
      const {
        sub,
        email,
        email_verified: verified,
      } = result.fullProfile.userinfo;
      const wanted = match === 'email' ? email : sub;
      const shown = email ?? sub;
      if (!wanted) {
        throw new NotAllowedError(
          `The sign-in provider sent no ${match} for ${shown}. Ask ${contact} to release the ${match} claim to the portal.`,
        );
      }
      if (match === 'email' && verified !== true) {
        throw new NotAllowedError(
          `The sign-in provider has not verified the address ${wanted}. Ask ${contact} to verify it, or to match users by subject.`,
        );
      }
      try {
        return await ctx.signInWithCatalogUser(
          match === 'email'
            ? { filter: { kind: 'User', 'spec.profile.email': wanted } }
            : { annotations: { [subjectAnnotation]: wanted } },
        );
      } catch (error) {
        if (isError(error) && error.name === 'NotFoundError') {
          throw new NotAllowedError(
            `There is no catalog user for ${shown}. Ask ${contact} to add you to the catalog.`,
          );
        }
        throw error;
      }
    };
  },
});
