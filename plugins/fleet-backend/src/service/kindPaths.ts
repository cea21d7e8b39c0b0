import { InputError } from '@backstage/errors';
import type { FleetKind } from '@panorama/plugin-fleet-node';

/** Version that is asked for whole objects, by API group; '' is the core group. */
const VERSIONS: Record<string, string> = {
  '': 'v1',
  apps: 'v1',
  batch: 'v1',
  autoscaling: 'v2',
  policy: 'v1',
  'networking.k8s.io': 'v1',
  'discovery.k8s.io': 'v1',
  'rbac.authorization.k8s.io': 'v1',
  'gateway.networking.k8s.io': 'v1',
};

/** Never read, whoever asks: the portal has no business with them (design §3.1). */
const FORBIDDEN = new Set(['secrets']);

/** Path of one object below the API server's address; each segment is encoded. */
export function objectPath(
  ref: { kindId: string; namespace: string; name: string },
  extraKinds: readonly FleetKind[],
): string {
  const extra = extraKinds.find(kind => kind.id === ref.kindId);
  const dot = ref.kindId.indexOf('.');
  const plural =
    extra?.plural ?? (dot < 0 ? ref.kindId : ref.kindId.slice(0, dot));
  const group = extra?.group ?? (dot < 0 ? '' : ref.kindId.slice(dot + 1));
  const version = extra?.version ?? VERSIONS[group];
  if (FORBIDDEN.has(plural)) {
    throw new InputError(`The fleet does not read ${plural}`);
  }
  if (!version) {
    throw new InputError(
      `The fleet knows no kind "${ref.kindId}"; it is written as plural, dot, group, such as deployments.apps`,
    );
  }
  return [
    ...(group ? ['apis', group, version] : ['api', version]),
    ...(ref.namespace ? ['namespaces', ref.namespace] : []),
    plural,
    ref.name,
  ]
    .map(segment)
    .reduce((path, part) => `${path}/${part}`, '');
}

/** One path segment. @throws InputError for what a URL would read as "here" or "up". */
export function segment(text: string): string {
  if (text === '' || text === '.' || text === '..') {
    throw new InputError(`"${text}" is not a name`);
  }
  return encodeURIComponent(text);
}
