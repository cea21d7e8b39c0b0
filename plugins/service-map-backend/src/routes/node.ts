import { NotFoundError } from '@backstage/errors';
import { nodeAnswer } from '../view/pictureOf';
import { sendPersonal, type ServiceMapRoute } from './ServiceMapRoute';

/** One node with its testimony. A node that one may not see is answered like one that is not there. */
export const nodeRoute: ServiceMapRoute = {
  path: '/nodes/:id',
  async handle(request, response, context) {
    const { view, version } = await context.view(request);
    const answer = nodeAnswer(view, request.params.id);
    if (!answer) {
      throw new NotFoundError(
        `There is no node ${request.params.id} on the map, or you may not see it`,
      );
    }
    sendPersonal(request, response, version, () => answer);
  },
};
