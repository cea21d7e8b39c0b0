import { InputError } from '@backstage/errors';
import { sendPersonal, type ServiceMapRoute } from './ServiceMapRoute';

/** What was changed after `?since=` (ms since the epoch), or all that is kept: a day, since this process began. */
export const changesRoute: ServiceMapRoute = {
  path: '/changes',
  async handle(request, response, context) {
    const { insights, version } = await context.view(request);
    const since = sinceOf(request.query.since);
    sendPersonal(request, response, version, () => insights.changes(since));
  },
};

function sinceOf(text: unknown): number {
  if (text === undefined) {
    return 0;
  }
  const since = typeof text === 'string' && text !== '' ? Number(text) : NaN;
  if (!Number.isFinite(since)) {
    throw new InputError(
      'since is a moment in milliseconds since 1970, such as 1767258000000',
    );
  }
  return since;
}
