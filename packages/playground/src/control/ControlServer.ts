import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { ScenarioRunner } from '../scenario';
import { UnknownScenarioError } from '../scenario';
import { controlPage } from './controlPage';
import {
  closeServer,
  languageOf,
  listenOnLoopback,
  sendHtml,
  sendJson,
} from './http';
import type { CompanyState } from './state';

export interface ControlServerOptions {
  /** 0 for any free port. */
  port?: number;
  scenarios: ScenarioRunner;
  state: () => CompanyState;
}

/** The playground's remote control: a page for people, JSON for `npm run scenario`. Loopback only. */
export class ControlServer {
  readonly url: string;
  readonly #server: Server;
  readonly #options: ControlServerOptions;

  private constructor(
    url: string,
    server: Server,
    options: ControlServerOptions,
  ) {
    this.url = url;
    this.#server = server;
    this.#options = options;
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => {
        this.#serve(request, response).catch(error => {
          const message =
            error instanceof Error ? error.message : String(error);
          sendJson(
            response,
            { message },
            error instanceof UnknownScenarioError ? 404 : 500,
          );
        });
      },
    );
  }

  /** @throws when the port is taken */
  static async start(options: ControlServerOptions): Promise<ControlServer> {
    const server = createServer();
    const url = await listenOnLoopback(server, options.port ?? 0);
    return new ControlServer(url, server, options);
  }

  async stop(): Promise<void> {
    await closeServer(this.#server);
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { scenarios, state } = this.#options;
    const url = new URL(request.url ?? '/', this.url);
    // Another site's page may send a form here; its browser says where it comes from.
    const origin = request.headers.origin;
    if (origin !== undefined && origin !== this.url) {
      sendJson(
        response,
        { message: `Requests from ${origin} are refused` },
        403,
      );
      return;
    }
    const route = `${request.method} ${url.pathname}`;
    const named = /^POST \/scenarios\/([^/]+)(\/reset)?$/.exec(route);
    if (named) {
      const name = decodeURIComponent(named[1]);
      if (named[2]) {
        await scenarios.reset(name);
      } else {
        const { title, description } = scenarios.start(name);
        if (!wantsPage(request)) {
          sendJson(response, { name, title, description, active: true }, 202);
          return;
        }
      }
      this.#answerChange(request, response);
      return;
    }
    switch (route) {
      case 'GET /':
        sendHtml(
          response,
          controlPage(scenarios.list(), state(), languageOf(request)),
        );
        return;
      case 'GET /scenarios':
        sendJson(response, { scenarios: scenarios.list() });
        return;
      case 'GET /state':
        sendJson(response, { ...state(), scenarios: scenarios.list() });
        return;
      case 'POST /reset':
        await scenarios.reset();
        this.#answerChange(request, response);
        return;
      default:
        sendJson(
          response,
          {
            message: `Nothing here answers ${route}. Try GET /, GET /scenarios, GET /state, POST /scenarios/<name>, POST /reset`,
          },
          404,
        );
    }
  }

  #answerChange(request: IncomingMessage, response: ServerResponse): void {
    if (wantsPage(request)) {
      response.writeHead(303, { location: '/' });
      response.end();
      return;
    }
    sendJson(response, { scenarios: this.#options.scenarios.list() });
  }
}

function wantsPage(request: IncomingMessage): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}
