export interface Config {
  auth?: {
    providers?: {
      /** OpenID Connect sign-in, per `auth.environment`. */
      sso?: {
        [environment: string]: {
          /** Address of the provider's discovery document. */
          metadataUrl: string;
          clientId: string;
          /** @visibility secret */
          clientSecret: string;
          /** Where the provider sends people back; by default the portal's own handler. */
          callbackUrl?: string;
          /** `auto` lets the provider decide; the module's own default `none` fails for everyone without a session. */
          prompt?: 'auto' | 'none' | 'login' | 'consent' | 'select_account';
          /** `offline_access` here makes sessions renewable. */
          additionalScopes?: string | string[];
          /** Custom authorize parameters, such as the QR-code login of a company portal. */
          startUrlSearchParams?: { [name: string]: string };
          signIn?: {
            /**
             * `catalogUser` takes `match: email | subject`, `subjectAnnotation`, `contact`.
             */
            resolvers: Array<{
              resolver: string;
              [option: string]: unknown;
            }>;
          };
        };
      };
    };
  };
}
