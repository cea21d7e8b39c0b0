import { apiVersionOf, type KindDefinition } from '../kinds';
import { openAnswer, sendJson, type Call } from '../server/Call';
import type { ClusterState } from '../server/ClusterState';

const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

type ResourceEntry = {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  verbs: string[];
  shortNames?: string[];
  group?: string;
  version?: string;
};

/** Served although nothing of them is stored: questions and usage. */
const VIRTUAL: Record<string, ResourceEntry[]> = {
  'authorization.k8s.io/v1': [
    entry('localsubjectaccessreviews', 'LocalSubjectAccessReview', true, [
      'create',
    ]),
    entry('selfsubjectaccessreviews', 'SelfSubjectAccessReview', false, [
      'create',
    ]),
    entry('selfsubjectrulesreviews', 'SelfSubjectRulesReview', false, [
      'create',
    ]),
    entry('subjectaccessreviews', 'SubjectAccessReview', false, ['create']),
  ],
  'authentication.k8s.io/v1': [
    entry('selfsubjectreviews', 'SelfSubjectReview', false, ['create']),
  ],
};

const METRICS: Record<string, ResourceEntry[]> = {
  'metrics.k8s.io/v1beta1': [
    entry('nodes', 'NodeMetrics', false, ['get', 'list']),
    entry('pods', 'PodMetrics', true, ['get', 'list']),
  ],
};

function entry(
  name: string,
  kind: string,
  namespaced: boolean,
  verbs: string[],
): ResourceEntry {
  return {
    name,
    singularName: name.includes('/') ? '' : kind.toLowerCase(),
    namespaced,
    kind,
    verbs,
  };
}

function entriesOf(kind: KindDefinition): ResourceEntry[] {
  const main: ResourceEntry = {
    ...entry(kind.plural, kind.kind, kind.namespaced, VERBS),
    ...(kind.shortNames.length > 0 && { shortNames: kind.shortNames }),
  };
  const own = [main];
  if (kind.id === 'pods') own.push(entry('pods/log', 'Pod', true, ['get']));
  if (kind.scale) {
    own.push({
      ...entry(`${kind.plural}/scale`, 'Scale', kind.namespaced, [
        'get',
        'patch',
        'update',
      ]),
      group: 'autoscaling',
      version: 'v1',
    });
  }
  if (kind.status)
    own.push(
      entry(`${kind.plural}/status`, kind.kind, kind.namespaced, [
        'get',
        'patch',
        'update',
      ]),
    );
  return own;
}

/** Every group version with its resources, the core group first. */
function groupVersions(cluster: ClusterState): Map<string, ResourceEntry[]> {
  const all = new Map<string, ResourceEntry[]>([['v1', []]]);
  for (const kind of cluster.kinds.all()) {
    const key = apiVersionOf(kind);
    all.set(key, [...(all.get(key) ?? []), ...entriesOf(kind)]);
  }
  const extra = { ...VIRTUAL, ...(cluster.usage ? METRICS : {}) };
  for (const [key, entries] of Object.entries(extra)) all.set(key, entries);
  return all;
}

function groups(cluster: ClusterState): object[] {
  const names = new Map<string, string[]>();
  for (const groupVersion of groupVersions(cluster).keys()) {
    const [name, version] = groupVersion.split('/');
    if (version) names.set(name, [...(names.get(name) ?? []), version]);
  }
  return [...names].map(([name, versions]) => group(name, versions));
}

function group(name: string, versions: string[]): object {
  const list = versions.map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions: list, preferredVersion: list[0] };
}

function versionInfo({ version }: ClusterState): object {
  const [major, minor] = version.replace(/^v/, '').split('.');
  return {
    major,
    minor,
    gitVersion: version,
    gitCommit: '',
    gitTreeState: '',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: 'gc',
    platform: `${process.platform}/${process.arch}`,
  };
}

async function serveHealth(call: Call): Promise<void> {
  const writer = openAnswer(call, { contentType: 'text/plain; charset=utf-8' });
  await writer.write('ok');
  await writer.end();
}

/** Serves health, version and discovery. @returns false for a path that is none of them */
export async function serveDiscovery(call: Call): Promise<boolean> {
  const { cluster, info } = call;
  const path = info.path.replace(/(.)\/$/, '$1');
  if (path === '/healthz' || path === '/livez' || path === '/readyz') {
    await serveHealth(call);
    return true;
  }
  const body = discoveryBody(cluster, path);
  if (body) await sendJson(call, body);
  return body !== undefined;
}

function discoveryBody(
  cluster: ClusterState,
  path: string,
): object | undefined {
  if (path === '/version') return versionInfo(cluster);
  if (path === '/api') {
    return {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [],
    };
  }
  if (path === '/apis')
    return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups(cluster) };
  const groupVersion =
    path === '/api/v1' ? 'v1' : /^\/apis\/(.+)$/.exec(path)?.[1];
  if (!groupVersion) return undefined;
  const all = groupVersions(cluster);
  const resources = all.get(groupVersion);
  if (resources && (groupVersion === 'v1' || groupVersion.includes('/'))) {
    return {
      kind: 'APIResourceList',
      ...(groupVersion !== 'v1' && { apiVersion: 'v1' }),
      groupVersion,
      resources,
    };
  }
  const versions = [...all.keys()]
    .filter(it => it.startsWith(`${groupVersion}/`))
    .map(it => it.slice(groupVersion.length + 1));
  if (versions.length === 0) return undefined;
  return {
    kind: 'APIGroup',
    apiVersion: 'v1',
    ...group(groupVersion, versions),
  };
}
