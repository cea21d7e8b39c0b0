import { NotFoundError } from '@backstage/errors';
import { nodeAnswer } from '../view/pictureOf';
import { sendPersonal, type ServiceMapRoute } from './ServiceMapRoute';

/** One node with its testimony, why it is unwell, and what would stop with it. A node that one may not see is answered like one that is not there. */
export const nodeRoute: ServiceMapRoute = {
  path: '/nodes/:id',
  async handle(request, response, context) {
    const { view, insights, version } = await context.view(request);
    const answer = nodeAnswer(view, insights, request.params.id);
    if (!answer) {
      throw new NotFoundError(
        `There is no node ${request.params.id} on the map, or you may not see it`,
      );
    }
    sendPersonal(request, response, version, () => answer);
  },
};
