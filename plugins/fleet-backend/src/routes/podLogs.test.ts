import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import type { FleetRows, LogOptions } from '../service/FleetRows';
import { createRouter } from '../router';
import type { RouteContext, Viewer } from './FleetRoute';
import { createPodLogsRoute } from './podLogs';

const PATH = '/v1/clusters/c/namespaces/ns/pods/p/logs';

/** The route behind the compression that Backstage's root router puts in front of every plugin. */
async function serve(limits = { followMs: 60_000 }) {
  const asked: LogOptions[] = [];
  const bodies: PassThrough[] = [];
  const changes: Array<() => void> = [];
  const audit: string[] = [];
  const signals: AbortSignal[] = [];
  const fleet: Partial<FleetRows> = {
    podLogs: async ({ name }, options, signal) => {
      if (name === 'gone') {
        throw new NotFoundError('gone');
      }
      asked.push(options);
      signals.push(signal);
      const body = new PassThrough();
      bodies.push(body);
      return body;
    },
  };
  const context: RouteContext = {
    viewer: async request =>
      ({
        fleet,
        key: request.headers.authorization ?? '',
        access: {
          has: () => true,
          onChange: (listener: () => void) => {
            changes.push(listener);
            return () => {};
          },
        },
      } as Viewer),
    me: async () => {
      throw new Error('not asked');
    },
    auditor: {
      createEvent: async ({ eventId, meta }) => {
        audit.push(`${eventId} ${JSON.stringify(meta)}`);
        return {
          success: async () => {
            audit.push('success');
          },
          fail: async ({ error }) => {
            audit.push(`fail ${error.name}`);
          },
        };
      },
    },
    logger: mockServices.logger.mock(),
    now: () => 0,
  };
  const middleware = MiddlewareFactory.create({
    config: mockServices.rootConfig(),
    logger: mockServices.rootLogger(),
  });
  const app = express();
  app.use(middleware.compression());
  app.use(
    createRouter({
      routes: [createPodLogsRoute(limits)],
      context,
      stream: (_, response) => response.end(),
    }),
  );
  app.use(middleware.error());
  const server: Server = createServer(app);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    bodies,
    changes,
    audit,
    signals,
    open: async (query = '', person = 'ann', path = PATH) => {
      const controller = new AbortController();
      const response = await fetch(`${url}${path}${query}`, {
        signal: controller.signal,
        headers: { authorization: person, 'accept-encoding': 'gzip' },
      });
      return { response, leave: () => controller.abort() };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function until(condition: () => boolean) {
  const end = Date.now() + 5_000;
  while (!condition() && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  expect(condition()).toBe(true);
}

describe('the log of a pod', () => {
  let server: Awaited<ReturnType<typeof serve>>;
  afterEach(() => server.stop());

  it('arrives line by line while it is followed, in spite of compression', async () => {
    server = await serve();
    const { response, leave } = await server.open('?follow=true&tailLines=7');
    expect(server.asked).toEqual([
      expect.objectContaining({
        follow: true,
        tailLines: 7,
        limitBytes: undefined,
      }),
    ]);
    const reader = response.body!.getReader();
    server.bodies[0].write('one\n');
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('one\n');
    server.bodies[0].write('two\n');
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('two\n');
    leave();
  });

  it('stops at the cluster when the reader leaves', async () => {
    server = await serve();
    const { leave } = await server.open('?follow=true');
    leave();
    await until(() => server.signals[0].aborted);
  });

  it('ends when the right to it ends', async () => {
    server = await serve();
    const { response } = await server.open('?follow=true');
    server.changes[0]();
    await expect(response.text()).rejects.toThrow();
    expect(server.signals[0].aborted).toBe(true);
  });

  it('ends after the longest time that it may be followed', async () => {
    server = await serve({ followMs: 30 });
    const { response } = await server.open('?follow=true');
    await expect(response.text()).rejects.toThrow();
  });

  it('has a limit in bytes when it is not followed', async () => {
    server = await serve();
    const opened = server.open();
    await until(() => server.bodies.length === 1);
    server.bodies[0].end('all of it');
    const { response } = await opened;
    expect(await response.text()).toBe('all of it');
    expect(server.asked[0].limitBytes).toBe(16 * 1024 * 1024);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('can be open six times for one person, and is free again afterwards', async () => {
    server = await serve();
    const open = [];
    for (let index = 0; index < 6; index++) {
      open.push(await server.open('?follow=true'));
    }
    const seventh = await server.open('?follow=true');
    expect(seventh.response.status).toBe(503);
    expect(await seventh.response.text()).toContain('You have 6 logs open');
    expect((await server.open('?follow=true', 'bob')).response.status).toBe(
      200,
    );
    open[0].leave();
    await until(() => server.signals[0].aborted);
    await until(
      () => server.signals.filter(({ aborted }) => aborted).length === 1,
    );
    expect((await server.open('?follow=true')).response.status).toBe(200);
  });

  it('is audited, whether or not it was given', async () => {
    server = await serve();
    await server.open('?follow=true&container=main');
    const refused = await server.open('', 'ann', PATH.replace('/p/', '/gone/'));
    expect(refused.response.status).toBe(404);
    expect(server.audit).toEqual([
      'pod-logs-read {"cluster":"c","namespace":"ns","name":"p","container":"main","follow":true}',
      'success',
      'pod-logs-read {"cluster":"c","namespace":"ns","name":"gone","container":null,"follow":false}',
      'fail NotFoundError',
    ]);
  });

  it.each([
    '?tailLines=99999',
    '?follow=yes',
    '?container=',
    '?sinceSeconds=0',
    '?x=1',
  ])('refuses %s', async query => {
    server = await serve();
    expect((await server.open(query)).response.status).toBe(400);
  });
});
