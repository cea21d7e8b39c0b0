import type { Request } from 'express';
import { z } from 'zod';
import type { PodRef } from '../service/FleetRows';
import { FleetRoute, readQuery, sendJson, whileOpen } from './FleetRoute';

export const POD_PATH = '/clusters/:cluster/namespaces/:namespace/pods/:name';

export function podRefOf({ params }: Request): PodRef {
  const { cluster, namespace, name } = params;
  return { cluster, namespace, name };
}

const noParameters = z.strictObject({});

export const podRoute: FleetRoute = {
  path: POD_PATH,
  async handle(request, response, context) {
    readQuery(noParameters, request);
    const { fleet } = await context.viewer(request);
    sendJson(
      response,
      await fleet.podDetail(podRefOf(request), whileOpen(response)),
    );
  },
};

export const podEventsRoute: FleetRoute = {
  path: `${POD_PATH}/events`,
  async handle(request, response, context) {
    readQuery(noParameters, request);
    const { fleet } = await context.viewer(request);
    sendJson(response, {
      items: await fleet.podEvents(podRefOf(request), whileOpen(response)),
    });
  },
};
