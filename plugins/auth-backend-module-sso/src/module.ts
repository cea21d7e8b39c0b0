import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  commonSignInResolvers,
  createOAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { oidcAuthenticator } from '@backstage/plugin-auth-backend-module-oidc-provider';
import { createRediscoveringAuthenticator } from './rediscoveringAuthenticator';
import { catalogUserSignInResolver } from './catalogUserSignInResolver';

/**
 * Registers the `oidc` provider in place of
 * `@backstage/plugin-auth-backend-module-oidc-provider`, whose list of sign-in
 * resolvers cannot be extended.
 *
 * @public
 */
export const authModuleSso = createBackendModule({
  pluginId: 'auth',
  moduleId: 'sso',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'oidc',
          factory: createOAuthProviderFactory({
            authenticator: createRediscoveringAuthenticator(oidcAuthenticator),
            signInResolver: catalogUserSignInResolver(),
            signInResolverFactories: {
              catalogUser: catalogUserSignInResolver,
              ...commonSignInResolvers,
            },
          }),
        });
      },
    });
  },
});
