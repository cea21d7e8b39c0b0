import { pictureOf } from '../view/pictureOf';
import { sendPersonal, type ServiceMapRoute } from './ServiceMapRoute';

/** The whole picture; `If-None-Match` spares it when nothing was built since. */
export const mapRoute: ServiceMapRoute = {
  path: '/map',
  async handle(request, response, context) {
    const { view, version } = await context.view(request);
    sendPersonal(request, response, version, () => pictureOf(view));
  },
};
