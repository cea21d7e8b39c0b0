import type { Authorizer } from '../rbac/Authorizer';
import type { AccessQuestion } from '../rbac/rules';
import { authorize } from './authorize';
import {
  ANONYMOUS,
  AUTHENTICATED,
  UNAUTHENTICATED,
  type ClusterUser,
} from './ClusterUser';
import { badRequest } from './status';

/** Header values one by one; node joins repeated ones with a comma and a space. */
function values(headers: NodeJS.Dict<string[]>, name: string): string[] {
  return headers[name] ?? [];
}

type ResourceQuestion = Extract<AccessQuestion, { type: 'resource' }>;

const EXTRA = 'impersonate-extra-';
const AUTHENTICATION = 'authentication.k8s.io';

/** Who a request wants to be: the headers as they are. */
type Claim = {
  name: string;
  groups: string[];
  uids: string[];
  extras: Array<[key: string, value: string]>;
  /** Set for `system:serviceaccount:<namespace>:<name>`. */
  account: { namespace: string; name: string } | undefined;
};

/**
 * @param headers - `IncomingMessage.headersDistinct`: group names may hold commas
 * @throws StatusError 400 for groups and the like without a user
 */
function readClaim(headers: NodeJS.Dict<string[]>): Claim | undefined {
  const [name = ''] = values(headers, 'impersonate-user');
  const groups = values(headers, 'impersonate-group');
  const uids = values(headers, 'impersonate-uid');
  const extras = Object.keys(headers)
    .filter(it => it.startsWith(EXTRA))
    .flatMap(it =>
      values(headers, it).map((value): [string, string] => [
        it.slice(EXTRA.length),
        value,
      ]),
    );
  if (name === '') {
    if (groups.length + uids.length + extras.length === 0) return undefined;
    throw badRequest(
      'requested groups, a uid or extra fields without impersonating a user name',
    );
  }
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name);
  return {
    name,
    groups,
    uids,
    extras,
    account: account ? { namespace: account[1], name: account[2] } : undefined,
  };
}

/** The rights that a claim needs, with `verb` and the group in which users and groups lie. */
function questionsOf(
  claim: Claim,
  verb: string,
  group: string,
): AccessQuestion[] {
  const ask = (
    plural: string,
    name: string,
    more: Partial<ResourceQuestion> = {},
  ): AccessQuestion => ({
    type: 'resource',
    verb,
    group,
    plural,
    subresource: '',
    namespace: '',
    name,
    ...more,
  });
  const { account } = claim;
  return [
    account
      ? ask('serviceaccounts', account.name, { namespace: account.namespace })
      : ask('users', claim.name),
    ...claim.uids.map(uid => ask('uids', uid, { group: AUTHENTICATION })),
    ...claim.groups.map(it => ask('groups', it)),
    ...claim.extras.map(([key, value]) =>
      ask('userextras', value, { group: AUTHENTICATION, subresource: key }),
    ),
  ];
}

type Mode = 'legacy' | 'constrained';

/** In which order upstream tries: what worked last for this requestor, then the stricter one. */
function modesFor(last: Mode | undefined): Mode[] {
  return last === 'legacy'
    ? ['legacy', 'constrained']
    : ['constrained', 'legacy'];
}

/**
 * Decides whom a request acts for. The requestor needs either `impersonate` on each thing it claims to be, or, since
 * 1.36, `impersonate:user-info` on them and `impersonate-on:user-info:<verb>` on what it wants to do (KEP-5284; source:
 * apiserver filters/impersonation/mode.go). Impersonating nodes is not imitated.
 */
export class Impersonation {
  readonly #authorizer: Authorizer;
  readonly #lastMode = new Map<string, Mode>();

  constructor(authorizer: Authorizer) {
    this.#authorizer = authorizer;
  }

  /**
   * @param question - what the request wants to do
   * @throws StatusError 400 for an incomplete claim, 403 with the first mode's refusal
   */
  apply(
    headers: NodeJS.Dict<string[]>,
    requestor: ClusterUser,
    question: AccessQuestion,
  ): ClusterUser {
    const claim = readClaim(headers);
    if (!claim) return requestor;
    let refusal: unknown;
    for (const mode of modesFor(this.#lastMode.get(requestor.name))) {
      try {
        this.#check(mode, claim, requestor, question);
        this.#lastMode.set(requestor.name, mode);
        return userOf(claim);
      } catch (cause) {
        refusal ??= cause;
      }
    }
    throw refusal;
  }

  #check(
    mode: Mode,
    claim: Claim,
    requestor: ClusterUser,
    question: AccessQuestion,
  ): void {
    const constraint = claim.account ? 'serviceaccount' : 'user-info';
    const questions =
      mode === 'legacy'
        ? questionsOf(claim, 'impersonate', '')
        : [
            {
              ...question,
              verb: `impersonate-on:${constraint}:${question.verb}`,
            },
            ...questionsOf(claim, `impersonate:${constraint}`, AUTHENTICATION),
          ];
    for (const it of questions) authorize(this.#authorizer, requestor, it);
  }
}

function userOf({ name, groups: claimed, account }: Claim): ClusterUser {
  const groups =
    claimed.length === 0 && account
      ? [
          'system:serviceaccounts',
          `system:serviceaccounts:${account.namespace}`,
        ]
      : [...claimed];
  if (name === ANONYMOUS.name) {
    if (!groups.includes(UNAUTHENTICATED)) groups.push(UNAUTHENTICATED);
  } else if (
    !groups.includes(UNAUTHENTICATED) &&
    !groups.includes(AUTHENTICATED)
  ) {
    groups.push(AUTHENTICATED);
  }
  return { name, groups };
}
