import type { Authorizer } from '../rbac/Authorizer';
import type { AccessQuestion } from '../rbac/rules';
import { authorize } from './authorize';
import {
  ANONYMOUS,
  AUTHENTICATED,
  UNAUTHENTICATED,
  type ClusterUser,
} from './ClusterUser';
import { StatusError } from './status';

/** Header values one by one; node joins repeated ones with a comma and a space. */
function values(headers: NodeJS.Dict<string[]>, name: string): string[] {
  return headers[name] ?? [];
}

function impersonate(
  plural: string,
  name: string,
  options: Partial<Extract<AccessQuestion, { type: 'resource' }>> = {},
): AccessQuestion {
  return {
    type: 'resource',
    verb: 'impersonate',
    group: '',
    plural,
    subresource: '',
    namespace: '',
    name,
    ...options,
  };
}

const EXTRA = 'impersonate-extra-';

/**
 * Whom a request acts for. The requestor must hold the verb `impersonate` on each thing it claims to be
 * (source: apiserver filters/impersonation).
 *
 * @param headers - `IncomingMessage.headersDistinct`: group names may hold commas
 * @throws StatusError 403 for a claim that is not allowed, 500 for groups without a user (as upstream)
 */
export function applyImpersonation(
  headers: NodeJS.Dict<string[]>,
  requestor: ClusterUser,
  authorizer: Authorizer,
): ClusterUser {
  const [name] = values(headers, 'impersonate-user');
  const claimedGroups = values(headers, 'impersonate-group');
  const uids = values(headers, 'impersonate-uid');
  const extras = Object.keys(headers).filter(it => it.startsWith(EXTRA));
  if (!name) {
    if (claimedGroups.length + uids.length + extras.length === 0)
      return requestor;
    throw new StatusError(
      500,
      'InternalError',
      'Internal error occurred: requested impersonation without impersonating a user',
    );
  }
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name);
  authorize(
    authorizer,
    requestor,
    account
      ? impersonate('serviceaccounts', account[2], { namespace: account[1] })
      : impersonate('users', name),
  );
  for (const group of claimedGroups)
    authorize(authorizer, requestor, impersonate('groups', group));
  for (const header of extras) {
    const key = header.slice(EXTRA.length);
    for (const value of values(headers, header)) {
      authorize(
        authorizer,
        requestor,
        impersonate('userextras', value, {
          group: 'authentication.k8s.io',
          subresource: key,
        }),
      );
    }
  }
  for (const uid of uids) {
    authorize(
      authorizer,
      requestor,
      impersonate('uids', uid, { group: 'authentication.k8s.io' }),
    );
  }

  const groups =
    claimedGroups.length === 0 && account
      ? ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`]
      : [...claimedGroups];
  const always = name === ANONYMOUS.name ? UNAUTHENTICATED : AUTHENTICATED;
  if (!groups.includes(AUTHENTICATED) && !groups.includes(UNAUTHENTICATED))
    groups.push(always);
  return { name, groups };
}
