import type { Authorizer } from '../rbac/Authorizer';
import type { AccessQuestion } from '../rbac/rules';
import type { ClusterUser } from './ClusterUser';
import type { RequestInfo } from './RequestInfo';
import { StatusError, qualified } from './status';

/** The question that a request puts to RBAC. */
export function accessQuestion(info: RequestInfo): AccessQuestion {
  if (info.type === 'path')
    return { type: 'path', verb: info.verb, path: info.path };
  const { verb, group, plural, subresource, namespace, name } = info;
  return {
    type: 'resource',
    verb,
    group,
    plural,
    subresource,
    namespace,
    name,
  };
}

/** Escaped as kube-apiserver does, so that an error never looks like HTML. */
function sanitized(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** 403 in kube-apiserver's words (apiserver responsewriters/errors.go). */
export function forbidden(
  user: ClusterUser,
  question: AccessQuestion,
  reason: string,
): StatusError {
  const because = reason === '' ? '' : `: ${reason}`;
  if (question.type === 'path') {
    const why = sanitized(
      `User "${user.name}" cannot ${question.verb} path "${question.path}"`,
    );
    return new StatusError(403, 'Forbidden', `forbidden: ${why}${because}`, {});
  }
  const { verb, group, plural, subresource, namespace, name } = question;
  const resource = subresource === '' ? plural : `${plural}/${subresource}`;
  const where =
    namespace === ''
      ? 'at the cluster scope'
      : `in the namespace "${namespace}"`;
  const why = sanitized(
    `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`,
  );
  const what = qualified({ group, plural }) + (name === '' ? '' : ` "${name}"`);
  return new StatusError(
    403,
    'Forbidden',
    `${what} is forbidden: ${why}${because}`,
    {
      ...(name !== '' && { name }),
      ...(group !== '' && { group }),
      kind: plural,
    },
  );
}

/** @throws StatusError 403 */
export function authorize(
  authorizer: Authorizer,
  user: ClusterUser,
  question: AccessQuestion,
): void {
  const { allowed, reason } = authorizer.decide(user, question);
  if (!allowed) throw forbidden(user, question, reason);
}
