/** What Kubernetes calls the verb of a request; it decides rights and faults. */
export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection';

/** What a URL asks for. Source: apiserver pkg/endpoints/request/requestinfo.go. */
export type RequestInfo =
  | { type: 'path'; path: string; verb: string }
  | {
      type: 'resource';
      path: string;
      verb: Verb;
      group: string;
      version: string;
      plural: string;
      subresource: string;
      /** Empty for all namespaces and for cluster-scoped kinds. */
      namespace: string;
      /** Empty for the collection. */
      name: string;
    };

/** `/namespaces/{name}/{these}` belong to the namespace itself, everything else to a kind inside it. */
const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

const VERBS: Record<string, Verb> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

/** The name that a field selector pins, for rights on named objects. */
function selectedName(fieldSelector: string | null): string {
  return /(?:^|,)metadata\.name==?([^,]+)/.exec(fieldSelector ?? '')?.[1] ?? '';
}

export function readRequestInfo(method: string, url: URL): RequestInfo {
  const path = url.pathname;
  const nonResource: RequestInfo = {
    type: 'path',
    path,
    verb: method.toLowerCase(),
  };
  const [root, ...parts] = path
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  if (root !== 'api' && root !== 'apis') return nonResource;
  const group = root === 'api' ? '' : parts.shift() ?? '';
  const version = parts.shift();
  if (!version || parts.length === 0) return nonResource;

  let namespace = '';
  if (
    parts[0] === 'namespaces' &&
    parts.length > 2 &&
    !NAMESPACE_SUBRESOURCES.has(parts[2])
  ) {
    namespace = parts[1];
    parts.splice(0, 2);
  }
  const [plural, pathName = '', ...rest] = parts;
  let verb = VERBS[method] ?? 'get';
  let name = pathName;
  if (name === '') {
    if (verb === 'get') {
      verb = isTrue(url.searchParams.get('watch')) ? 'watch' : 'list';
      name = selectedName(url.searchParams.get('fieldSelector'));
    } else if (verb === 'delete') verb = 'deletecollection';
  }
  // The namespace itself counts as inside itself, so that rights in a namespace cover reading it.
  if (plural === 'namespaces' && group === '' && pathName !== '')
    namespace = pathName;
  return {
    type: 'resource',
    path,
    verb,
    group,
    version,
    plural,
    subresource: rest.join('/'),
    namespace,
    name,
  };
}
