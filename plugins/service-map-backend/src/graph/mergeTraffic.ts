import type { Traffic } from '@panorama/plugin-service-map-common';
import { compareText } from './witnesses';

/** Traffic of one pair as one reporter of one source measured it. */
export interface Measurement {
  source: string;
  reporter?: 'caller' | 'callee';
  /** How often such a measurement is right, 0–1. */
  confidence: number;
  traffic: Traffic;
}

/** The callee saw what arrived; the caller also what did not. */
const REPORTER_RANK = { callee: 0, caller: 1 };

/**
 * One picture of the traffic of a pair. Measurements of one reporter of one
 * source are of different requests and add up; among reporters and sources
 * nothing adds up, because they saw the same requests: each number comes from
 * the best that has it. The order of the measurements does not matter.
 */
export function mergeTraffic(
  measurements: readonly Measurement[],
): Traffic | undefined {
  const groups = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    const key = `${measurement.source}\n${measurement.reporter ?? ''}`;
    const group = groups.get(key);
    if (group) {
      group.push(measurement);
    } else {
      groups.set(key, [measurement]);
    }
  }
  const ranked = [...groups.values()]
    .map(group => ({
      source: group[0].source,
      confidence: Math.max(...group.map(({ confidence }) => confidence)),
      reporter: group[0].reporter ? REPORTER_RANK[group[0].reporter] : 2,
      traffic: addTraffic(group.map(({ traffic }) => traffic)),
    }))
    .sort(
      (a, b) =>
        b.confidence - a.confidence ||
        a.reporter - b.reporter ||
        compareText(a.source, b.source),
    );
  if (ranked.length === 0) {
    return undefined;
  }
  // What `ranked` has first wins, so it is spread last.
  return ranked.reduceRight<Traffic>(
    (rest, { traffic }) => ({ ...rest, ...traffic }),
    { windowSeconds: ranked[0].traffic.windowSeconds },
  );
}

/** Traffic of different requests together. Numbers that are not finite or negative count as not measured. */
export function addTraffic(parts: readonly Traffic[]): Traffic {
  const requests = numbers(parts, 'requestsPerSecond');
  const bytes = numbers(parts, 'bytesPerSecond');
  const failures = numbers(parts, 'connectFailuresPerSecond');
  const p95 = numbers(parts, 'p95Ms');
  const errorRatio = weighted(parts, part => part.errorRatio);
  const codeRatios = weightedCodes(parts);
  return {
    ...(requests.length > 0 && { requestsPerSecond: sum(requests) }),
    ...(errorRatio !== undefined && { errorRatio }),
    ...(codeRatios && { codeRatios }),
    // Of two percentiles the true one is not known; the worse one hides nothing.
    ...(p95.length > 0 && { p95Ms: Math.max(...p95) }),
    ...(bytes.length > 0 && { bytesPerSecond: sum(bytes) }),
    ...(failures.length > 0 && { connectFailuresPerSecond: sum(failures) }),
    windowSeconds: Math.max(
      0,
      ...parts.map(({ windowSeconds }) => windowSeconds),
    ),
  };
}

/** A share of all requests of several parts together. */
function weighted(
  parts: readonly Traffic[],
  ratioOf: (part: Traffic) => number | undefined,
): number | undefined {
  const known = parts.filter(part => isMeasured(ratioOf(part)));
  if (known.length === 0) {
    return undefined;
  }
  const ratio = (part: Traffic) => Math.min(1, ratioOf(part)!);
  const all = sum(numbers(known, 'requestsPerSecond'));
  // Without numbers of requests nobody knows the weights; the worst hides nothing.
  return all === 0
    ? Math.max(...known.map(ratio))
    : Math.min(
        1,
        sum(
          known.map(part => {
            const { requestsPerSecond } = part;
            return isMeasured(requestsPerSecond)
              ? ratio(part) * requestsPerSecond
              : 0;
          }),
        ) / all,
      );
}

/** A part that tells codes and lacks one has none of it: success may be left out, failure not. */
function weightedCodes(parts: readonly Traffic[]): Traffic['codeRatios'] {
  const telling = parts.filter(({ codeRatios }) => codeRatios);
  const codes = new Set(
    telling.flatMap(({ codeRatios }) => Object.keys(codeRatios!)),
  );
  return telling.length === 0
    ? undefined
    : Object.fromEntries(
        [...codes]
          .sort()
          .map(code => [
            code,
            weighted(telling, ({ codeRatios }) => codeRatios![code] ?? 0)!,
          ]),
      );
}

function numbers(
  parts: readonly Traffic[],
  field: Exclude<keyof Traffic, 'windowSeconds' | 'codeRatios'>,
): number[] {
  return parts.flatMap(part => {
    const value = part[field];
    return isMeasured(value) ? value : [];
  });
}

function isMeasured(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}

/** Sorted first: floating point adds differently in another order. */
function sum(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b).reduce((a, b) => a + b, 0);
}
