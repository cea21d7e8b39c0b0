import type { AccessQuestion, PolicyRule } from '../rbac/rules';
import { sendJson, type ResourceCall } from '../server/Call';
import type { ClusterUser } from '../server/ClusterUser';
import { readObject } from '../server/readBody';
import { invalid, invalidValue, methodNotAllowed } from '../server/status';
import { AUTHENTICATED } from '../server/ClusterUser';

const AUTHORIZATION = 'authorization.k8s.io/v1';

type ReviewSpec = {
  resourceAttributes?: {
    namespace?: string;
    verb?: string;
    group?: string;
    resource?: string;
    subresource?: string;
    name?: string;
  };
  nonResourceAttributes?: { path?: string; verb?: string };
  user?: string;
  groups?: string[];
  namespace?: string;
};

/** @throws StatusError 422 unless exactly one kind of question is asked */
function questionOf(kind: string, spec: ReviewSpec): AccessQuestion {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  if ((resource && path) || (!resource && !path)) {
    throw invalid({ group: 'authorization.k8s.io', kind }, '', [
      invalidValue(
        'spec.resourceAttributes',
        resource ?? null,
        'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ),
    ]);
  }
  if (path)
    return { type: 'path', verb: path.verb ?? '', path: path.path ?? '' };
  return {
    type: 'resource',
    verb: resource?.verb ?? '',
    group: resource?.group ?? '',
    plural: resource?.resource ?? '',
    subresource: resource?.subresource ?? '',
    namespace: resource?.namespace ?? '',
    name: resource?.name ?? '',
  };
}

function subjectOf(
  kind: string,
  { user, groups = [] }: ReviewSpec,
): ClusterUser {
  if (!user && groups.length === 0) {
    throw invalid({ group: 'authorization.k8s.io', kind }, '', [
      invalidValue(
        'spec.user',
        '',
        'at least one of user or group must be specified',
      ),
    ]);
  }
  return { name: user ?? '', groups };
}

async function answer(
  call: ResourceCall,
  kind: string,
  spec: ReviewSpec,
  subject: ClusterUser,
): Promise<void> {
  const { allowed, reason } = call.cluster.authorizer.decide(
    subject,
    questionOf(kind, spec),
  );
  await sendJson(
    call,
    {
      kind,
      apiVersion: AUTHORIZATION,
      metadata: {},
      spec,
      status: { allowed, ...(reason !== '' && { reason }) },
    },
    201,
  );
}

function splitRules(rules: PolicyRule[]) {
  return {
    resourceRules: rules
      .filter(it => it.resources)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames && { resourceNames }),
      })),
    nonResourceRules: rules
      .filter(it => it.nonResourceURLs)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
  };
}

async function rulesReview(
  call: ResourceCall,
  spec: ReviewSpec,
): Promise<void> {
  if (!spec.namespace) {
    throw invalid(
      { group: 'authorization.k8s.io', kind: 'SelfSubjectRulesReview' },
      '',
      [invalidValue('spec.namespace', '', 'no namespace on request')],
    );
  }
  const rules = call.cluster.authorizer.rulesFor(call.user, spec.namespace);
  await sendJson(
    call,
    {
      kind: 'SelfSubjectRulesReview',
      apiVersion: AUTHORIZATION,
      metadata: {},
      spec: {},
      status: { ...splitRules(rules), incomplete: false },
    },
    201,
  );
}

async function whoAmI(call: ResourceCall): Promise<void> {
  const { name, groups } = call.user;
  await sendJson(
    call,
    {
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {},
      status: {
        userInfo: {
          username: name,
          groups: groups.length > 0 ? groups : [AUTHENTICATED],
        },
      },
    },
    201,
  );
}

/**
 * Serves the questions of authorization.k8s.io and authentication.k8s.io, of which nothing is stored.
 * @returns false for a resource that is none of them
 */
export async function serveReview(call: ResourceCall): Promise<boolean> {
  const { group, version, plural, verb } = call.info;
  const id = `${group}/${version}/${plural}`;
  const isReview = [
    'authorization.k8s.io/v1/selfsubjectaccessreviews',
    'authorization.k8s.io/v1/subjectaccessreviews',
    'authorization.k8s.io/v1/localsubjectaccessreviews',
    'authorization.k8s.io/v1/selfsubjectrulesreviews',
    'authentication.k8s.io/v1/selfsubjectreviews',
  ].includes(id);
  if (!isReview) return false;
  if (verb !== 'create') throw methodNotAllowed();
  const spec = ((await readObject(call)).spec ?? {}) as ReviewSpec;
  if (plural === 'selfsubjectaccessreviews') {
    await answer(call, 'SelfSubjectAccessReview', spec, call.user);
  } else if (plural === 'subjectaccessreviews') {
    await answer(
      call,
      'SubjectAccessReview',
      spec,
      subjectOf('SubjectAccessReview', spec),
    );
  } else if (plural === 'localsubjectaccessreviews') {
    await answer(
      call,
      'LocalSubjectAccessReview',
      spec,
      subjectOf('LocalSubjectAccessReview', spec),
    );
  } else if (plural === 'selfsubjectrulesreviews') {
    await rulesReview(call, spec);
  } else {
    await whoAmI(call);
  }
  return true;
}
