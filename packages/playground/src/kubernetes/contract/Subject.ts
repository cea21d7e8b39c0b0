import { randomBytes } from 'node:crypto';
import type { KubeObject } from '../KubeObject';
import type { CaseClient } from './CaseClient';

/** The server under test, as a case sees it. */
export type Subject = {
  /** As a member of `system:masters`. */
  client: CaseClient;
  /** Of the user `alice` in the group `team-a`, who has no rights. */
  otherToken: string;
  /** Makes the server forget its history. Connections may break. */
  compact: () => Promise<void>;
  /** Creates a namespace of its own for a case. */
  namespace: () => Promise<string>;
};

/** Registers a case; the function gets the running server. */
export type RegisterCase = (
  title: string,
  run: (subject: Subject) => Promise<void>,
) => void;

export function randomName(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

export const configMaps = (namespace: string) =>
  `/api/v1/namespaces/${namespace}/configmaps`;
export const pods = (namespace: string) =>
  `/api/v1/namespaces/${namespace}/pods`;
export const deployments = (namespace: string) =>
  `/apis/apps/v1/namespaces/${namespace}/deployments`;

export function configMap(
  name: string,
  data: Record<string, string> = {},
  labels?: Record<string, string>,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(labels && { labels }) },
    data,
  };
}

export function pod(
  name: string,
  options: { nodeName?: string; labels?: Record<string, string> } = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...(options.labels && { labels: options.labels }) },
    spec: {
      ...(options.nodeName && { nodeName: options.nodeName }),
      containers: [{ name: 'app', image: 'registry.example/app:1' }],
    },
  };
}

export function deployment(name: string, replicas = 1): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{ name: 'app', image: 'registry.example/app:1' }],
        },
      },
    },
  };
}

export type ListBody = {
  kind: string;
  apiVersion: string;
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
  items: KubeObject[];
};

export const namesOf = ({ items }: ListBody) =>
  items.map(it => it.metadata?.name);
