import type { StoredObject } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import { SelectorError } from './labelSelector';

export type ObjectMatcher = (object: StoredObject) => boolean;

/** Field labels that a kind knows beside name and namespace. Source: `AddFieldLabelConversionFunc` in pkg/apis/core/v1/conversion.go. */
const FIELDS: Record<string, readonly string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  'jobs.batch': ['status.successful'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/** The value of a field label; an absent field is the empty string, as in Kubernetes. */
function valueOf(object: StoredObject, path: string): string {
  if (path === 'metadata.name') return object.name;
  if (path === 'metadata.namespace') return object.namespace;
  const known = object.fields?.[path];
  if (known !== undefined) return known;
  let value: unknown = object.render();
  for (const step of path.split('.')) {
    value = (value as Record<string, unknown> | undefined | null)?.[step];
  }
  if (path === 'source') {
    return (value as { component?: string } | undefined)?.component ?? '';
  }
  if (value === undefined || value === null) {
    return path === 'spec.unschedulable' || path === 'spec.hostNetwork'
      ? 'false'
      : '';
  }
  return String(value);
}

/** Reads `a=b,c!=d`. @throws SelectorError for a field that the kind does not select by */
export function parseFieldSelector(
  text: string,
  kind: KindDefinition,
): ObjectMatcher {
  if (text === '') return () => true;
  const terms = text.split(',').map(term => {
    const parts = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
    if (!parts) {
      throw new SelectorError(
        `invalid selector: '${text}'; can't understand '${term}'`,
      );
    }
    const [, path, operator, value] = parts;
    const selectable =
      path === 'metadata.name' ||
      (path === 'metadata.namespace' && kind.namespaced) ||
      FIELDS[kind.id]?.includes(path);
    if (!selectable) {
      throw new SelectorError(`field label not supported: ${path}`);
    }
    return { path, wanted: operator !== '!=', value };
  });
  return object =>
    terms.every(
      ({ path, wanted, value }) => (valueOf(object, path) === value) === wanted,
    );
}
