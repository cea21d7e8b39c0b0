import type {
  HealthFinding,
  Protocol,
  Traffic,
} from '@panorama/plugin-service-map-common';
import {
  worstTolerated,
  type Direction,
  type RateTolerance,
} from './rateTolerance';
import {
  ERROR_RATIO,
  MIN_FAILURES,
  MIN_REQUESTS,
  SLOW_BY_MS,
  SLOW_FACTOR,
} from './thresholds';

/** What is usual at this hour, from whoever keeps the past. */
export interface UsualTraffic {
  p95Ms?: number;
  requestsPerSecond?: number;
}

/**
 * What traffic alone says.
 *
 * - `unmeasured` nobody measures it, or too little to judge: neither red nor green.
 * - `fine`       enough requests, and few enough of them fail.
 * - `failing`    with one finding for each reason.
 */
export interface TrafficVerdict {
  state: 'unmeasured' | 'fine' | 'failing';
  findings: HealthFinding[];
}

export interface TrafficQuestion {
  traffic: Traffic | undefined;
  protocol: Protocol;
  /** Clauses of the callee for what arrives, of the caller for what leaves. */
  tolerances: ReadonlyArray<{
    direction: Direction;
    of: readonly RateTolerance[];
  }>;
  usual?: UsualTraffic;
  /** Id of the source that measured it. */
  source: string;
}

/** Judges one window. That it must last is the matter of `probation.ts`. */
export function judgeTraffic(question: TrafficQuestion): TrafficVerdict {
  const { traffic, usual, source } = question;
  if (!traffic) return { state: 'unmeasured', findings: [] };
  const findings: HealthFinding[] = [];
  const errors = judgeErrors(question, traffic);
  if (errors.finding) findings.push(errors.finding);
  const connectFailures =
    (traffic.connectFailuresPerSecond ?? 0) * traffic.windowSeconds;
  if (connectFailures >= MIN_FAILURES) {
    const getsThrough =
      (traffic.requestsPerSecond ?? 0) > 0 || (traffic.bytesPerSecond ?? 0) > 0;
    findings.push({
      code: 'connect-failures',
      level: getsThrough ? 'degraded' : 'down',
      numbers: { perSecond: traffic.connectFailuresPerSecond! },
      texts: {},
      source,
    });
  }
  if (isSlow(traffic, usual)) {
    findings.push({
      code: 'slow',
      level: 'degraded',
      numbers: { p95Ms: traffic.p95Ms!, usualMs: usual!.p95Ms! },
      texts: {},
      source,
    });
  }
  if (findings.length > 0) return { state: 'failing', findings };
  const connects =
    traffic.connectFailuresPerSecond === 0 && (traffic.bytesPerSecond ?? 0) > 0;
  return {
    state: errors.isFine || connects ? 'fine' : 'unmeasured',
    findings,
  };
}

function judgeErrors(
  { protocol, tolerances, source }: TrafficQuestion,
  traffic: Traffic,
): { isFine: boolean; finding?: HealthFinding } {
  const { errorRatio, requestsPerSecond = 0, windowSeconds } = traffic;
  const requests = requestsPerSecond * windowSeconds;
  if (errorRatio === undefined || requests < MIN_REQUESTS) {
    return { isFine: false };
  }
  const worst = tolerated(protocol, tolerances, traffic, errorRatio);
  if (!worst) return { isFine: true };
  if (worst.ratio * requests < MIN_FAILURES) return { isFine: false };
  return {
    isFine: false,
    finding: {
      code: 'error-ratio',
      level: worst.level,
      numbers: { ratio: worst.ratio, requestsPerSecond },
      texts: { code: commonestCode(traffic) },
      source,
    },
  };
}

/** Somebody who annotates speaks for http and grpc alone, as with Kiali; the defaults hold elsewhere. */
function tolerated(
  protocol: Protocol,
  tolerances: TrafficQuestion['tolerances'],
  traffic: Traffic,
  errorRatio: number,
) {
  const annotated = tolerances.filter(({ of }) => of.length > 0);
  const isKialis = protocol === 'http' || protocol === 'grpc';
  if (annotated.length === 0 || !isKialis) {
    return defaultVerdict(errorRatio);
  }
  // Without codes, the ratio is what the source calls an error: a 5xx, or gRPC's UNKNOWN.
  const codeRatios = traffic.codeRatios ?? {
    [protocol === 'http' ? '500' : '2']: errorRatio,
  };
  return annotated
    .map(({ direction, of }) =>
      worstTolerated(codeRatios, protocol, direction, of),
    )
    .filter(verdict => verdict !== undefined)
    .sort((a, b) => Number(b.level === 'down') - Number(a.level === 'down'))[0];
}

function defaultVerdict(ratio: number) {
  if (ratio < ERROR_RATIO.degraded) return undefined;
  const level: 'down' | 'degraded' =
    ratio >= ERROR_RATIO.down ? 'down' : 'degraded';
  return { level, ratio };
}

function commonestCode({ codeRatios = {} }: Traffic): string {
  const failures = Object.entries(codeRatios).filter(
    ([code, share]) => share > 0 && !/^(?:0|OK|[123](?:\d\d|xx))$/i.test(code),
  );
  failures.sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  return failures[0]?.[0] ?? '';
}

function isSlow(traffic: Traffic, usual: UsualTraffic | undefined): boolean {
  const { p95Ms, requestsPerSecond = 0, windowSeconds } = traffic;
  return (
    p95Ms !== undefined &&
    usual?.p95Ms !== undefined &&
    requestsPerSecond * windowSeconds >= MIN_REQUESTS &&
    p95Ms > usual.p95Ms * SLOW_FACTOR &&
    p95Ms > usual.p95Ms + SLOW_BY_MS
  );
}
