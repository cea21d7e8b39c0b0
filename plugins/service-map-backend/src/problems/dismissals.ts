import { InputError } from '@backstage/errors';
import type {
  Problem,
  ProblemDismissal,
} from '@panorama/plugin-service-map-common';
import { DAY_MS } from './ProblemRule';

/** Nobody remembers a reason for longer; the problem asks again. */
const LONGEST_MS = 365 * DAY_MS;
const MAX_REASON_LENGTH = 500;

/**
 * A dismissal as somebody asked for it, checked.
 *
 * @throws InputError when the reason is missing or too long, or the day is past or too far.
 */
export function dismissalOf(asked: ProblemDismissal): ProblemDismissal {
  const reason = asked.reason.trim();
  if (reason === '') {
    throw new InputError('A dismissal needs a reason: say why this is fine.');
  }
  if (reason.length > MAX_REASON_LENGTH) {
    throw new InputError(
      `The reason has ${reason.length} characters, more than ${MAX_REASON_LENGTH}.`,
    );
  }
  if (!(asked.until > asked.at)) {
    throw new InputError('A dismissal ends on a day that is still to come.');
  }
  if (asked.until > asked.at + LONGEST_MS) {
    throw new InputError('A dismissal ends within a year.');
  }
  return { ...asked, reason };
}

/** Problems with the dismissal that holds now; of several the latest, and an expired one is none. */
export function withDismissals(
  problems: readonly Problem[],
  dismissals: readonly ProblemDismissal[],
  now: number,
): Problem[] {
  const holding = new Map<string, ProblemDismissal>();
  for (const dismissal of [...dismissals].sort((a, b) => a.at - b.at)) {
    if (dismissal.until > now) holding.set(dismissal.problemId, dismissal);
    else holding.delete(dismissal.problemId);
  }
  return problems.map(({ dismissed: _, ...problem }) => {
    const dismissed = holding.get(problem.id);
    return dismissed ? { ...problem, dismissed } : problem;
  });
}
