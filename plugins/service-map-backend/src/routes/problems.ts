import { sendPersonal, type ServiceMapRoute } from './ServiceMapRoute';

/** Hidden problems: what is fine today and will not stay so. */
export const problemsRoute: ServiceMapRoute = {
  path: '/problems',
  async handle(request, response, context) {
    const { insights, version } = await context.view(request);
    sendPersonal(request, response, version, () => insights.problems());
  },
};
