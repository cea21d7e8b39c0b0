import type { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { RouteContext, ServiceMapRoute } from './routes/ServiceMapRoute';

/** Mounts the routes below `/v1`; no logic. */
export function createRouter(
  routes: readonly ServiceMapRoute[],
  context: RouteContext,
): ExpressRouter {
  const router = Router();
  for (const route of routes) {
    router.get(`/v1${route.path}`, (request, response) =>
      route.handle(request, response, context),
    );
  }
  return router;
}
