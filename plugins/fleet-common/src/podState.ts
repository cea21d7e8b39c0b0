/**
 * The states that a pod cell can have, worst first. The position in this list
 * is the severity *and* the code on the wire, so entries are only ever appended
 * together with a new protocol version.
 *
 * @public
 */
export const POD_STATES = [
  'failed',
  'oom',
  'crashloop',
  'imagepull',
  'unschedulable',
  'notready',
  'unknown',
  'starting',
  'terminating',
  'running',
  'completed',
] as const;

/** @public */
export type PodState = (typeof POD_STATES)[number];

/**
 * Families carry the meaning of a colour; the states inside one only refine it.
 *
 * @public
 */
export type PodStateFamily =
  | 'failing'
  | 'waiting'
  | 'notserving'
  | 'nodata'
  | 'starting'
  | 'calm';

const FAMILY: Record<PodState, PodStateFamily> = {
  failed: 'failing',
  oom: 'failing',
  crashloop: 'failing',
  imagepull: 'failing',
  unschedulable: 'waiting',
  notready: 'notserving',
  unknown: 'nodata',
  starting: 'starting',
  terminating: 'starting',
  running: 'calm',
  completed: 'calm',
};

/** @public */
export function podStateFamily(state: PodState): PodStateFamily {
  return FAMILY[state];
}

/** True for the states that count as "failing" in sums and headlines. @public */
export function isFailing(state: PodState): boolean {
  return FAMILY[state] === 'failing';
}

/** The wire code of a state: its severity, 0 is the worst. @public */
export function podStateCode(state: PodState): number {
  return POD_STATES.indexOf(state);
}

/** The state of a wire code; an unknown code is shown as `unknown`, never as healthy. @public */
export function podStateOf(code: number): PodState {
  return POD_STATES[code] ?? 'unknown';
}
