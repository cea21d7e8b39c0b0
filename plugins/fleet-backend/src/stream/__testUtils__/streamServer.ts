import {
  createServer,
  get,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express from 'express';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import {
  applyFrame,
  FrameReader,
  PodTable,
  type FrameEffect,
} from '@panorama/plugin-fleet-common';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { ClassHub } from '../ClassHub';
import { createStreamRoute } from '../createStreamRoute';
import type { StreamAccess } from '../streamAccess';
import { FakeClock } from './FakeClock';
import { FakeInventory } from './FakeInventory';
import type { FakePods } from './FakePods';
import { payloadOf, payloadsOf } from './viewing';

/** Open streams of one user in tests. */
export const MAX_PER_USER = 4;

/** One user's stream over a real connection. */
export class Visitor {
  readonly table = new PodTable();
  readonly effects: FrameEffect[] = [];
  /** Everything that came, as it came. */
  readonly raw: Buffer[] = [];
  hasEnded = false;
  readonly #reader = new FrameReader();

  constructor(readonly response: IncomingMessage) {
    response.on('data', (chunk: Buffer) => {
      this.raw.push(chunk);
      for (const frame of this.#reader.push(chunk)) {
        this.effects.push(applyFrame(this.table, payloadOf(frame)));
      }
    });
    response.on('end', () => {
      this.hasEnded = true;
    });
    response.on('error', () => {});
  }

  /** Inflated, as text. */
  text(): string {
    return payloadsOf(Buffer.concat(this.raw))
      .map(({ payload }) => Buffer.from(payload).toString('latin1'))
      .join('\n');
  }

  types(): string[] {
    return this.effects.map(({ type }) => type);
  }
}

/** The route behind the compression that Backstage's root router puts in front of every plugin. */
export class StreamServer {
  readonly clock = new FakeClock();
  readonly inventory: FakeInventory;
  readonly hub: ClassHub;
  readonly warnings: string[] = [];
  /** Rights by user; an error is what asking for them fails with. */
  readonly rights = new Map<string, StreamAccess | Error>();
  expiresAt?: Date;
  shutdown = () => {};
  #server?: Server;
  readonly #sockets = new Set<Socket>();

  constructor(pods: FakePods) {
    this.inventory = new FakeInventory(pods);
    const logger = {
      debug: () => {},
      warn: (line: string) => this.warnings.push(line),
    };
    this.hub = new ClassHub({
      inventory: this.inventory,
      logger,
      clock: this.clock,
    });
    this.#logger = logger;
  }

  readonly #logger;

  async start(): Promise<this> {
    const app = express();
    app.use(
      MiddlewareFactory.create({
        config: mockServices.rootConfig(),
        logger: mockServices.rootLogger(),
      }).compression(),
    );
    app.get('/swallowed', (_, response) => {
      response.set('Content-Type', 'application/octet-stream').flushHeaders();
      response.write('x');
    });
    app.get(
      '/stream',
      createStreamRoute({
        hub: this.hub,
        keyOf: ({ principal }) => String(principal),
        maxPerUser: MAX_PER_USER,
        clock: this.clock,
        logger: this.#logger,
        lifecycle: { addShutdownHook: hook => (this.shutdown = hook) },
        credentials: async request => {
          const user = request.header('authorization');
          if (!user) {
            throw new AuthenticationError('Sign in first.');
          }
          return {
            $$type: '@backstage/BackstageCredentials',
            principal: user,
            expiresAt: this.expiresAt,
          };
        },
        accessFor: async ({ principal }) => {
          const rights = this.rights.get(String(principal));
          if (!rights) {
            throw new NotAllowedError('You may not see the fleet.');
          }
          if (rights instanceof Error) {
            throw rights;
          }
          return rights;
        },
      }),
    );
    app.use(
      (
        error: Error,
        _: express.Request,
        response: express.Response,
        _next: unknown,
      ) => {
        const statuses: Record<string, number> = {
          AuthenticationError: 401,
          NotAllowedError: 403,
        };
        const { statusCode } = error as { statusCode?: number };
        response
          .status(statusCode ?? statuses[error.name] ?? 500)
          .json({ error: error.message });
      },
    );
    this.#server = createServer(app).on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>(resolve =>
      this.#server!.listen(0, '127.0.0.1', resolve),
    );
    return this;
  }

  request(user?: string, path = '/stream'): Promise<IncomingMessage> {
    const { port } = this.#server!.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      get(
        {
          port,
          host: '127.0.0.1',
          path,
          agent: false,
          headers: {
            'accept-encoding': 'gzip, br',
            ...(user && { authorization: user }),
          },
        },
        resolve,
      ).on('error', reject);
    });
  }

  async visit(user: string): Promise<Visitor> {
    return new Visitor(await this.request(user));
  }

  /** Bytes that the fullest connection has not taken yet. */
  queuedBytes(): number {
    return Math.max(
      0,
      ...[...this.#sockets].map(socket => socket.writableLength),
    );
  }

  /** Resolves when the server has let go of every connection. */
  async stop(): Promise<void> {
    await new Promise(resolve => this.#server!.close(resolve));
  }

  abort(): void {
    this.#server?.closeAllConnections();
  }
}

/** Waits for what a test is about. Ten seconds, because other suites share the machine. */
export async function until(
  condition: () => boolean,
  what: string,
): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error(`Waited ten seconds in vain until ${what}.`);
    }
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
