import type { Handler, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { FleetRoute, RouteContext } from './routes/FleetRoute';

/** Mounts the routes below `/v1`; no logic. */
export function createRouter(options: {
  routes: FleetRoute[];
  context: RouteContext;
  stream: Handler;
}): ExpressRouter {
  const router = Router();
  router.get('/v1/stream', options.stream);
  for (const route of options.routes) {
    router.get(`/v1${route.path}`, (request, response) =>
      route.handle(request, response, options.context),
    );
  }
  return router;
}
