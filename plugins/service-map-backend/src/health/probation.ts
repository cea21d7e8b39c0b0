import type { HealthFinding } from '@panorama/plugin-service-map-common';
import { RELAPSE_MS } from './thresholds';

/** Something that looks wrong now, and how long it must last to be wrong. */
export interface Suspicion {
  finding: HealthFinding;
  /** Counted from the finding's own `since` where it has one. */
  minimumMs: number;
  /** Looks, this one included, that must have seen it. */
  minimumLooks: number;
}

/** What is kept of a suspicion from one look to the next. */
export interface Remembered {
  /** ms since the epoch: when it began as far as anybody knows. */
  since: number;
  lastSeen: number;
  looks: number;
  /** It lasted long enough once, and counts at once until it is forgotten. */
  isConfirmed: boolean;
}

export type SuspicionMemory = ReadonlyMap<string, Remembered>;

/** Suspicions of one subject, sorted by whether they have lasted. */
export interface Probation {
  confirmed: HealthFinding[];
  /** Seen, and not yet long enough. */
  pending: HealthFinding[];
}

/**
 * The only place where time turns a suspicion into a finding. Writes what the
 * next look must know into `next`.
 *
 * A suspicion begins when it is first seen (or at its own `since`), is
 * confirmed when it has lasted `minimumMs` over `minimumLooks`, ends with the
 * first look that does not see it, and is forgotten `RELAPSE_MS` later: until
 * then it comes back confirmed, with its old beginning.
 */
export function onProbation(
  subject: string,
  suspicions: readonly Suspicion[],
  memory: SuspicionMemory,
  next: Map<string, Remembered>,
  now: number,
): Probation {
  const confirmed: HealthFinding[] = [];
  const pending: HealthFinding[] = [];
  for (const { finding, minimumMs, minimumLooks } of suspicions) {
    const key = keyOf(subject, finding);
    const before = freshEnough(memory.get(key), now);
    const since = Math.min(finding.since ?? now, before?.since ?? now, now);
    const looks = (before?.looks ?? 0) + 1;
    const isConfirmed =
      (before?.isConfirmed ?? false) ||
      (looks >= minimumLooks && now - since >= minimumMs);
    next.set(key, { since, lastSeen: now, looks, isConfirmed });
    (isConfirmed ? confirmed : pending).push({ ...finding, since });
  }
  return { confirmed, pending };
}

/** Takes over what was not seen in this look and is not yet forgotten. */
export function keepUnseen(
  memory: SuspicionMemory,
  next: Map<string, Remembered>,
  now: number,
): void {
  for (const [key, remembered] of memory) {
    if (
      !next.has(key) &&
      remembered.isConfirmed &&
      freshEnough(remembered, now)
    ) {
      next.set(key, remembered);
    }
  }
}

function freshEnough(remembered: Remembered | undefined, now: number) {
  return remembered && now - remembered.lastSeen <= RELAPSE_MS
    ? remembered
    : undefined;
}

/** A finding is the same one while code, source and what it is about are; numbers and reasons change. */
function keyOf(subject: string, { code, source, texts }: HealthFinding) {
  const about = texts.workload ?? texts.service ?? texts.certificate ?? '';
  return JSON.stringify([subject, code, source, about]);
}
