import type { NamespaceVerb } from '@panorama/plugin-fleet-node';

/** Rights in one namespace as bits, so that they can be joined cheaply. */
export type Verbs = number;

export const NO_VERBS: Verbs = 0;
export const READ: Verbs = 1;
/** Logs are worth nothing without the pod that they belong to. */
export const LOGS: Verbs = 2;

export function bitOf(verb: NamespaceVerb): Verbs {
  return verb === 'logs' ? LOGS : READ;
}
