import type { ServiceMapView } from '@panorama/plugin-service-map-common';
import type { Request, Response } from 'express';
import type { ViewerInsights } from '../view/insightsFor';

/** What a route may use. There is no way from here to nodes that are not masked. */
export interface RouteContext {
  /**
   * The newest map under the rights of whoever asks, what it means to them, and
   * a text that changes with either.
   * @throws NotAllowedError without `service-map.view`.
   */
  view(request: Request): Promise<{
    view: ServiceMapView;
    insights: ViewerInsights;
    version: string;
  }>;
}

/** One GET below `/v1`. `path` is also its name in the byte tests. */
export interface ServiceMapRoute {
  path: string;
  handle(
    request: Request,
    response: Response,
    context: RouteContext,
  ): Promise<void>;
}

/** Answers are personal: a shared cache must not keep them. */
export function sendPersonal(
  request: Request,
  response: Response,
  version: string,
  body: () => object,
): void {
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', 'Authorization');
  response.setHeader('ETag', `"${version}"`);
  if (request.headers['if-none-match'] === `"${version}"`) {
    response.status(304).end();
    return;
  }
  response.json(body());
}
