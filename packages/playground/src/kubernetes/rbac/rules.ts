/** One rule of a Role or ClusterRole. */
export type PolicyRule = {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
};

/** What somebody wants to do; the shape of a SubjectAccessReview's attributes. */
export type AccessQuestion =
  | {
      type: 'resource';
      verb: string;
      group: string;
      plural: string;
      subresource: string;
      namespace: string;
      name: string;
    }
  | { type: 'path'; verb: string; path: string };

function has(list: string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes(value) || list.includes('*'));
}

/** Source: ResourceMatches in pkg/apis/rbac/v1/evaluation_helpers.go: a subresource also matches its wildcard form. */
function resourceMatches(
  rule: PolicyRule,
  plural: string,
  subresource: string,
): boolean {
  const combined = subresource === '' ? plural : `${plural}/${subresource}`;
  return (
    has(rule.resources, combined) ||
    (subresource !== '' &&
      rule.resources?.includes(`*/${subresource}`) === true)
  );
}

function pathMatches(rule: PolicyRule, path: string): boolean {
  return (rule.nonResourceURLs ?? []).some(
    it =>
      it === '*' ||
      it === path ||
      (it.endsWith('*') && path.startsWith(it.slice(0, -1))),
  );
}

/** Whether one rule allows it. */
export function ruleAllows(
  rule: PolicyRule,
  question: AccessQuestion,
): boolean {
  if (!has(rule.verbs, question.verb)) return false;
  if (question.type === 'path') return pathMatches(rule, question.path);
  return (
    has(rule.apiGroups, question.group) &&
    resourceMatches(rule, question.plural, question.subresource) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(question.name))
  );
}
