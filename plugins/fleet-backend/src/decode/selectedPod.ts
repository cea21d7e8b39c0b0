import { Selection, WHOLE, type Fields } from './selectJson';

/** Metadata that every kind keeps. */
export const METADATA_FIELDS: Fields = {
  name: WHOLE,
  namespace: WHOLE,
  uid: WHOLE,
  resourceVersion: WHOLE,
  creationTimestamp: WHOLE,
  deletionTimestamp: WHOLE,
  labels: WHOLE,
  ownerReferences: [{ kind: WHOLE, name: WHOLE, controller: WHOLE }],
};

/** RFC 3339 as JSON has it, or ms since the epoch where it came as a number; see `timeMs`. */
export type SelectedTime = string | number;

export interface SelectedMetadata {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp?: SelectedTime;
  deletionTimestamp?: SelectedTime;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: Array<{
    kind?: string;
    name?: string;
    controller?: boolean;
  }>;
}

/** An object with the fields that its kind selects. */
export interface SelectedObject {
  metadata: SelectedMetadata;
}

export interface SelectedResources {
  requests?: Record<string, string>;
  limits?: Record<string, string>;
}

export interface SelectedContainer {
  name?: string;
  image?: string;
  /** `Always` on an init container makes it a sidecar. */
  restartPolicy?: string;
  resources?: SelectedResources;
}

export interface SelectedTermination {
  reason?: string;
  exitCode?: number;
  finishedAt?: SelectedTime;
}

export interface SelectedContainerStatus {
  name?: string;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  state?: {
    waiting?: { reason?: string };
    running?: { startedAt?: SelectedTime };
    terminated?: SelectedTermination;
  };
  lastState?: { terminated?: SelectedTermination };
}

/** The part of a pod that its row is made of. */
export interface SelectedPod {
  metadata: SelectedMetadata;
  spec?: {
    nodeName?: string;
    restartPolicy?: string;
    containers?: SelectedContainer[];
    initContainers?: SelectedContainer[];
    overhead?: Record<string, string>;
    resources?: SelectedResources;
  };
  status?: {
    phase?: string;
    reason?: string;
    qosClass?: string;
    conditions?: Array<{ type?: string; status?: string; reason?: string }>;
    containerStatuses?: SelectedContainerStatus[];
    initContainerStatuses?: SelectedContainerStatus[];
  };
}

const RESOURCES: Fields = { requests: WHOLE, limits: WHOLE };

const CONTAINER: Fields = {
  name: WHOLE,
  image: WHOLE,
  restartPolicy: WHOLE,
  resources: RESOURCES,
};

const TERMINATION: Fields = {
  reason: WHOLE,
  exitCode: WHOLE,
  finishedAt: WHOLE,
};

const CONTAINER_STATUS: Fields = {
  name: WHOLE,
  ready: WHOLE,
  started: WHOLE,
  restartCount: WHOLE,
  state: {
    waiting: { reason: WHOLE },
    running: { startedAt: WHOLE },
    terminated: TERMINATION,
  },
  lastState: { terminated: TERMINATION },
};

/** Environment, volumes, probes, managedFields and messages are not even read. */
export const POD_FIELDS: Fields = {
  metadata: METADATA_FIELDS,
  spec: {
    nodeName: WHOLE,
    restartPolicy: WHOLE,
    containers: [CONTAINER],
    initContainers: [CONTAINER],
    overhead: WHOLE,
    resources: RESOURCES,
  },
  status: {
    phase: WHOLE,
    reason: WHOLE,
    qosClass: WHOLE,
    conditions: [{ type: WHOLE, status: WHOLE, reason: WHOLE }],
    containerStatuses: [CONTAINER_STATUS],
    initContainerStatuses: [CONTAINER_STATUS],
  },
};

export const POD_SELECTION = new Selection(POD_FIELDS);
