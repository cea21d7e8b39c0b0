import type { PodShape } from '@panorama/plugin-fleet-common';

/**
 * How structured dictionary entries are written as texts. The separator cannot
 * occur in names of Kubernetes objects.
 */
const SEPARATOR = '\n';

export function namespaceText(cluster: number, name: string): string {
  return `${cluster}${SEPARATOR}${name}`;
}

export const nodeText = namespaceText;

export function readNamespaceText(text: string): {
  cluster: number;
  name: string;
} {
  const at = text.indexOf(SEPARATOR);
  return { cluster: Number(text.slice(0, at)), name: text.slice(at + 1) };
}

export const readNodeText = readNamespaceText;

/** Also the form of owners: there `namespace` is part of the key, too. */
export function workloadText(
  namespace: number,
  kind: string,
  name: string,
): string {
  return `${namespace}${SEPARATOR}${kind}${SEPARATOR}${name}`;
}

export function readWorkloadText(text: string): {
  namespace: number;
  kind: string;
  name: string;
} {
  const first = text.indexOf(SEPARATOR);
  const second = text.indexOf(SEPARATOR, first + 1);
  return {
    namespace: Number(text.slice(0, first)),
    kind: text.slice(first + 1, second),
    name: text.slice(second + 1),
  };
}

const SHAPE_KEYS = [
  'cpuRequest',
  'cpuLimit',
  'memoryRequest',
  'memoryLimit',
] as const;

export function shapeText(shape: PodShape): string {
  let text = '';
  for (const key of SHAPE_KEYS) {
    text += (shape[key] ?? '') + SEPARATOR;
  }
  return `${text}${shape.qos}${SEPARATOR}${shape.gpus}${SEPARATOR}${shape.containers}`;
}

export function readShapeText(text: string): PodShape {
  const parts = text.split(SEPARATOR);
  const shape: PodShape = {
    qos: (parts[4] || 'BestEffort') as PodShape['qos'],
    gpus: Number(parts[5] ?? 0),
    containers: Number(parts[6] ?? 0),
  };
  SHAPE_KEYS.forEach((key, i) => {
    if (parts[i]) {
      shape[key] = Number(parts[i]);
    }
  });
  return shape;
}

/**
 * Labels that name the one pod that carries them: kept, they would make a label
 * set of its own for every pod of a StatefulSet. They follow from the pod's name.
 */
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

/** Keys and values in the order of the keys; neither can contain the separator. */
export function labelSetText(
  labels: Record<string, string>,
  ownerKind: string | undefined,
): string {
  const isMember = ownerKind === 'StatefulSet';
  let text = '';
  for (const key of sortedKeys(labels)) {
    if (!isMember || (key !== POD_NAME_LABEL && key !== POD_INDEX_LABEL)) {
      text += `${text && SEPARATOR}${key}${SEPARATOR}${labels[key]}`;
    }
  }
  return text;
}

/** API servers write labels in order: looking is cheaper than sorting. */
function sortedKeys(labels: Record<string, string>): string[] {
  const keys = Object.keys(labels);
  for (let i = 1; i < keys.length; i += 1) {
    if (keys[i - 1] > keys[i]) {
      return keys.sort();
    }
  }
  return keys;
}

export function readLabelSetText(
  text: string,
  ownerKind: string | undefined,
  podName: string,
): Record<string, string> {
  const labels: Record<string, string> = {};
  const parts = text ? text.split(SEPARATOR) : [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    labels[parts[i]] = parts[i + 1];
  }
  if (ownerKind === 'StatefulSet') {
    labels[POD_NAME_LABEL] = podName;
    const index = /-(\d+)$/.exec(podName)?.[1];
    if (index) {
      labels[POD_INDEX_LABEL] = index;
    }
  }
  return labels;
}
