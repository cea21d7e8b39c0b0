import { z } from 'zod';
import { FleetRoute, readQuery, sendJson } from './FleetRoute';

const noParameters = z.strictObject({});

/** Who the user is in the clusters, and why he may see nothing. Open to everybody who is signed in. */
export const meRoute: FleetRoute = {
  path: '/me',
  async handle(request, response, context) {
    readQuery(noParameters, request);
    sendJson(response, await context.me(request));
  },
};
