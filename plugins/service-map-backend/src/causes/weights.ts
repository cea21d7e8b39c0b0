import type {
  CauseConfidence,
  ChangeKind,
} from '@panorama/plugin-service-map-common';

/**
 * Scores are an order, not probabilities. They were set by these sentences, and
 * are judged by the bench of scripted faults:
 *
 * 1. Who suffers from another names the other first, the deepest one before all.
 * 2. A change minutes before beats everything else; half an hour before, it is
 *    one candidate among others.
 * 3. What ran out for good (disk, connections, an expired certificate, a lost
 *    machine) beats an old change.
 * 4. More traffic than usual explains slowness, hardly ever a crash.
 */

/** Changes this long before the onset may have caused it. */
export const CHANGE_WINDOW_MS = 30 * 60_000;

/** A look may date an onset earlier than the change that caused it by its own period. */
export const CLOCK_SLACK_MS = 2 * 60_000;

/** An origin that fell ill so much later than its victim is not its cause. */
export const TOO_LATE_MS = 5 * 60_000;

export const FAULT = {
  base: 0.6,
  deepest: 0.22,
  down: 0.1,
  /** Nobody measured that the calls fail. */
  assumed: -0.2,
  tooLate: -0.4,
  /** The node itself is down for reasons of its own. */
  besideOwn: -0.25,
} as const;

/** What is known about the node itself when nothing explains it. */
export const BARE_FAULT = 0.35;

/** A callee that cannot be reached and that nobody measures. */
export const SILENT_CALLEE = 0.55;

/** How well a change of a kind explains a fault of what it touches, 0–1. */
export const CHANGE: Readonly<Record<ChangeKind, number>> = {
  rollout: 1,
  configuration: 1,
  certificate: 0.9,
  service: 0.9,
  removed: 0.8,
  scaled: 0.7,
  'network-policy': 0.5,
  'autoscaler-limits': 0.5,
  'autoscaler-at-maximum': 0.45,
  added: 0.3,
};

/** A change scores between these, from half an hour before to the moment of onset. */
export const CHANGE_SCORE = { oldest: 0.6, latest: 0.97 } as const;

/** A change of something that the node calls, not of the node. */
export const CHANGE_OF_CALLEE = 0.6;

export const RESOURCE = {
  exhausted: 0.86,
  nearlyExhausted: 0.55,
  killedForMemory: 0.68,
} as const;

export const CERTIFICATE_EXPIRED = 0.93;
export const NAME_LOOKUP = { alone: 0.6, shared: 0.88 } as const;
export const FORBIDDEN_CALLS = 0.84;

export const MACHINE = {
  notReady: 0.55,
  pressure: 0.25,
  /** Times the share of the node's unhealthy pods that run there. */
  share: 0.35,
  /** Other nodes of the map suffer with it. */
  shared: 0.06,
} as const;

export const SURGE = {
  from: 1.5,
  base: 0.3,
  perFactor: 0.12,
  most: 0.7,
} as const;

/** What explains an origin explains its victims, but the origin is named first. */
export const BEHIND_ANOTHER = 0.85;

/** Lines of the list; more is noise. */
export const MAX_CANDIDATES = 8;

export function confidenceOf(score: number): CauseConfidence {
  if (score >= 0.75) return 'strong';
  return score >= 0.5 ? 'likely' : 'weak';
}
