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
 * Registers the provider `sso`: the OpenID Connect authenticator of
 * `@backstage/plugin-auth-backend-module-oidc-provider` under an id of its own,
 * because that module's list of sign-in resolvers cannot be extended and its
 * configuration schema takes `startUrlSearchParams` for an array.
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
          providerId: 'sso',
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
