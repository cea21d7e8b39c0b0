import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Client, KoaContext, default as Provider } from 'oidc-provider';
import {
  DEMO_PASSWORD,
  groupsOf,
  PEOPLE,
  type Person,
} from '../company/people';
import {
  closeServer,
  languageOf,
  listenOnLoopback,
  readBody,
  sendHtml,
} from '../control/http';
import { escapeHtml } from '../control/html';
import { memoryAdapter } from './MemoryAdapter';
import { signInPage } from './signInPage';

export const SCOPES = [
  'openid',
  'profile',
  'email',
  'groups',
  'offline_access',
];

/** Parameters of an authorisation request that the standards name; all others are somebody's own. */
const STANDARD_PARAMETERS = new Set([
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'prompt',
  'max_age',
  'login_hint',
  'id_token_hint',
  'ui_locales',
  'display',
  'acr_values',
  'claims',
  'code_challenge',
  'code_challenge_method',
  'access_type',
]);
/** How many authorisation requests are remembered. */
const MAX_RECORDED = 20;

export interface OidcServerOptions {
  /** 0 for any free port. */
  port?: number;
  portalUrl: string;
  people?: readonly Person[];
}

/** The company's sign-in: a real OpenID provider with invented people. */
export class OidcServer {
  readonly clientId = 'panorama-portal';
  readonly clientSecret = randomBytes(24).toString('base64url');
  readonly issuer: string;
  readonly #server: Server;
  readonly #provider: Provider;
  readonly #people: readonly Person[];
  readonly #parameters: Array<Record<string, string>> = [];

  private constructor(
    issuer: string,
    server: Server,
    people: readonly Person[],
    createProvider: (own: {
      clientId: string;
      clientSecret: string;
    }) => Provider,
  ) {
    this.issuer = issuer;
    this.#server = server;
    this.#people = people;
    this.#provider = createProvider(this);
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => {
        this.#serve(request, response).catch(error => {
          sendHtml(
            response,
            errorPage(error instanceof Error ? error.message : String(error)),
            400,
          );
        });
      },
    );
  }

  /** Starts listening on loopback. @throws when the port is taken */
  static async start(options: OidcServerOptions): Promise<OidcServer> {
    // oidc-provider is an ES module; this package is compiled to CommonJS.
    const { default: OidcProvider } = await import('oidc-provider');
    const people = options.people ?? PEOPLE;
    const server = createServer();
    const issuer = await listenOnLoopback(server, options.port ?? 0);
    return new OidcServer(
      issuer,
      server,
      people,
      own =>
        new OidcProvider(issuer, configuration(own, options.portalUrl, people)),
    );
  }

  get metadataUrl(): string {
    return `${this.issuer}/.well-known/openid-configuration`;
  }

  /** Non-standard parameters of the last authorisation requests, newest last. */
  get customParameters(): ReadonlyArray<Readonly<Record<string, string>>> {
    return this.#parameters;
  }

  async stop(): Promise<void> {
    await closeServer(this.#server);
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    if (url.pathname === '/auth') {
      this.#record(url);
    }
    if (url.pathname.startsWith('/interaction/')) {
      await this.#signIn(request, response);
      return;
    }
    this.#provider.callback()(request, response);
  }

  #record({ searchParams }: URL): void {
    const custom = [...searchParams].filter(
      ([name]) => !STANDARD_PARAMETERS.has(name),
    );
    if (custom.length > 0) {
      this.#parameters.push(Object.fromEntries(custom));
      if (this.#parameters.length > MAX_RECORDED) {
        this.#parameters.shift();
      }
    }
  }

  async #signIn(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { uid, params } = await this.#provider.interactionDetails(
      request,
      response,
    );
    const page = {
      people: this.#people,
      action: `/interaction/${uid}`,
      language: languageOf(request),
      clientName: 'Panorama',
      loginHint:
        typeof params.login_hint === 'string' ? params.login_hint : undefined,
    };
    if (request.method !== 'POST') {
      sendHtml(response, signInPage(page));
      return;
    }
    const form = new URLSearchParams(await readBody(request));
    const email = form.get('email')?.trim().toLowerCase() ?? '';
    const person = this.#people.find(candidate => candidate.email === email);
    if (!person || form.get('password') !== DEMO_PASSWORD) {
      sendHtml(response, signInPage({ ...page, refusedEmail: email }), 401);
      return;
    }
    await this.#provider.interactionFinished(
      request,
      response,
      { login: { accountId: person.id } },
      { mergeWithLastSubmission: false },
    );
  }
}

function configuration(
  client: { clientId: string; clientSecret: string },
  portalUrl: string,
  people: readonly Person[],
) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    adapter: memoryAdapter(),
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        client_name: 'Panorama',
        redirect_uris: [new URL('/api/auth/sso/handler/frame', portalUrl).href],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    scopes: SCOPES,
    claims: {
      openid: ['sub'],
      profile: ['name', 'locale'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    // Readers of the ID token alone learn the groups too.
    conformIdTokenClaims: false,
    jwks: {
      keys: [
        {
          ...privateKey.export({ format: 'jwk' }),
          use: 'sig',
          alg: 'RS256',
          kid: 'playground',
        },
      ],
    },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
    },
    pkce: { required: () => false },
    interactions: {
      url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}`,
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 14 * 86_400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 14 * 86_400,
      Session: 14 * 86_400,
    },
    // The portal asks for offline_access without prompt=consent, which the
    // standard lets a provider ignore; a company's provider grants it anyway.
    issueRefreshToken: async (
      _: unknown,
      asking: { grantTypeAllowed(type: string): boolean },
    ) => asking.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    // Employees consent by working here: no second page.
    async loadExistingGrant(
      ctx: KoaContext & { oidc: { provider: Provider } },
    ) {
      const { session, provider } = ctx.oidc;
      const asking: Client | undefined = ctx.oidc.client;
      if (!session?.accountId || !asking) {
        return undefined;
      }
      const grant = new provider.Grant({
        accountId: session.accountId,
        clientId: asking.clientId,
      });
      grant.addOIDCScope(SCOPES.join(' '));
      await grant.save();
      return grant;
    },
    findAccount(_: unknown, id: string) {
      const person = people.find(candidate => candidate.id === id);
      return (
        person && {
          accountId: person.id,
          claims: () => ({
            sub: person.id,
            name: person.name,
            email: person.email,
            email_verified: true,
            groups: groupsOf(person),
          }),
        }
      );
    },
    renderError(
      ctx: KoaContext,
      { error, error_description }: Record<string, string>,
    ) {
      ctx.type = 'html';
      ctx.body = errorPage(
        `${error}: ${error_description ?? 'no further explanation'}`,
      );
    },
  };
}

function errorPage(message: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Sign-in failed</title>
<h1>Sign-in failed</h1><p>${escapeHtml(message)}</p>
<p>Close this window and start again from the portal. A restart of the playground forgets every sign-in that was under way.</p>`;
}
