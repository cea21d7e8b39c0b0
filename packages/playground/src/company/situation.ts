/**
 * What a pod is going through. One value decides phase, conditions and
 * container statuses together, so that they can never contradict each other.
 * Values are shared between pods and never changed.
 */
export type Situation =
  | { kind: 'running' }
  | { kind: 'starting'; stage: 'ContainerCreating' | 'PodInitializing' }
  | { kind: 'notReady'; message: string }
  | {
      kind: 'crashLoop';
      exitCode: number;
      /** Why the last run ended; `OOMKilled` comes from the kernel. */
      lastReason: 'Error' | 'OOMKilled';
      /** Last line that the program wrote. */
      lastLine: string;
    }
  | {
      kind: 'imagePull';
      reason: 'ImagePullBackOff' | 'ErrImagePull';
      message: string;
    }
  | { kind: 'unschedulable'; message: string }
  | { kind: 'terminating' }
  | { kind: 'completed' }
  | {
      kind: 'failed';
      reason: 'Error' | 'Evicted' | 'DeadlineExceeded';
      message: string;
    }
  /** The node stopped reporting; what runs there is not known. */
  | { kind: 'unknown' };

export type SituationKind = Situation['kind'];

export const RUNNING: Situation = Object.freeze({ kind: 'running' });
export const COMPLETED: Situation = Object.freeze({ kind: 'completed' });
export const TERMINATING: Situation = Object.freeze({ kind: 'terminating' });
export const NODE_LOST: Situation = Object.freeze({ kind: 'unknown' });
export const CREATING: Situation = Object.freeze({
  kind: 'starting',
  stage: 'ContainerCreating',
});

/** True where the pod has ended for good. */
export function isFinished({ kind }: Situation): boolean {
  return kind === 'completed' || kind === 'failed';
}

/** True where the pod answers requests. */
export function isReady({ kind }: Situation): boolean {
  return kind === 'running';
}
