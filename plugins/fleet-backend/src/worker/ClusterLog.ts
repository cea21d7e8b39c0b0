import type { ClusterStatus, MissingKind } from '@panorama/plugin-fleet-common';

export interface LogLine {
  level: 'info' | 'warn';
  message: string;
}

/** What of a cluster's status is worth a line in the log. */
type LoggedStatus = Pick<ClusterStatus, 'problem' | 'missingKinds'>;

/**
 * One line for each change of a cluster's state. When an API server goes, all
 * its watches fail together: that is one event for whoever reads the log, not
 * two dozen.
 */
export class ClusterLog {
  #problem: string | undefined;
  #troubledAt = 0;
  readonly #missing = new Map<string, MissingKind['reason']>();

  /**
   * Pure but for what it remembers.
   *
   * @param settled - kinds whose watch is open: they are not missing any more
   * @param nowMs - ms since the epoch
   */
  lines(
    { problem, missingKinds }: LoggedStatus,
    settled: Iterable<string>,
    nowMs: number,
  ): LogLine[] {
    return [
      ...this.#problemLines(problem, nowMs),
      ...this.#missingLines(missingKinds, settled),
    ];
  }

  #problemLines(problem: LoggedStatus['problem'], nowMs: number): LogLine[] {
    if (problem?.code === this.#problem) {
      return [];
    }
    const before = this.#problem;
    this.#problem = problem?.code;
    if (problem) {
      this.#troubledAt = before === undefined ? nowMs : this.#troubledAt;
      return [
        { level: 'warn', message: `${problem.code}: ${problem.message}` },
      ];
    }
    const seconds = Math.round((nowMs - this.#troubledAt) / 1000);
    return [{ level: 'info', message: `well again after ${seconds} s` }];
  }

  #missingLines(
    missing: LoggedStatus['missingKinds'],
    settled: Iterable<string>,
  ): LogLine[] {
    for (const kind of settled) {
      this.#missing.delete(kind);
    }
    const fresh = missing.filter(
      ({ kind, reason }) => this.#missing.get(kind) !== reason,
    );
    fresh.forEach(({ kind, reason }) => this.#missing.set(kind, reason));
    const named = (reason: MissingKind['reason']) =>
      fresh.filter(each => each.reason === reason).map(({ kind }) => kind);
    const forbidden = named('forbidden');
    const notServed = named('not-served');
    return [
      ...(forbidden.length > 0
        ? [
            {
              level: 'warn' as const,
              message: `the portal may not list and watch ${forbidden.join(
                ', ',
              )}`,
            },
          ]
        : []),
      ...(notServed.length > 0
        ? [
            {
              level: 'info' as const,
              message: `the cluster does not serve ${notServed.join(', ')}`,
            },
          ]
        : []),
    ];
  }
}
