import type { OwnHealth } from '@panorama/plugin-service-map-common';

export type Direction = 'inbound' | 'outbound';

/** One clause of `health.kiali.io/rate`. */
export interface RateTolerance {
  /** Whether a response code (`503`, `14`, `-`) is counted. */
  code: RegExp;
  /** 0–1: from here on degraded. Zero means any. */
  degraded: number;
  /** 0–1: from here on down, Kiali's “failure”. */
  failure: number;
  protocol: RegExp;
  direction: RegExp;
}

export interface ParsedTolerances {
  /** Empty: the annotation says nothing, and the defaults hold. */
  tolerances: RateTolerance[];
  /** One sentence for each clause that was left out. */
  problems: string[];
}

/** Longer than any sensible clause; bounds the work for a hostile one. */
const MAX_ANNOTATION_LENGTH = 2000;

/**
 * Reads Kiali's annotation: `code,degraded,failure,protocol,direction`, clauses
 * parted by `;`, percentages, `X` for any digit (business/health_rate_matcher.go).
 * Like Kiali it drops wrong clauses and keeps the others.
 */
export function parseRateTolerance(annotation: string): ParsedTolerances {
  const tolerances: RateTolerance[] = [];
  const problems: string[] = [];
  if (annotation.length > MAX_ANNOTATION_LENGTH) {
    return {
      tolerances,
      problems: [
        `health.kiali.io/rate has ${annotation.length} characters, more than ${MAX_ANNOTATION_LENGTH}.`,
      ],
    };
  }
  for (const clause of annotation.split(';').map(part => part.trim())) {
    if (clause === '') continue;
    const tolerance = parseClause(clause);
    if (typeof tolerance === 'string') {
      problems.push(`health.kiali.io/rate: “${clause}” ${tolerance}.`);
    } else {
      tolerances.push(tolerance);
    }
  }
  return { tolerances, problems };
}

function parseClause(clause: string): RateTolerance | string {
  const fields = clause.split(',');
  if (fields.length !== 5) {
    return 'is not code,degraded,failure,protocol,direction';
  }
  const [degraded, failure] = [fields[1], fields[2]].map(text =>
    text.trim() === '' ? NaN : Number(text),
  );
  if (!Number.isFinite(degraded) || !Number.isFinite(failure)) {
    return 'has a threshold that is not a number';
  }
  if (degraded > failure) {
    return 'is degraded above its failure';
  }
  const code = patternOf(fields[0].replace(/x/gi, '\\d'));
  const protocol = patternOf(fields[3]);
  const direction = patternOf(fields[4]);
  if (!code || !protocol || !direction) {
    return 'has a pattern that is not understood; use words, X, \\d, [45], . and |';
  }
  return {
    code,
    degraded: degraded / 100,
    failure: failure / 100,
    protocol,
    direction,
  };
}

const ALTERNATIVE = /^\^?(?:[\w-]|\\d|\.(?!\*)|\[[\d-]+\])*(?:\.\*)?\$?$/;

/**
 * Kiali runs these patterns on an engine without backtracking; ours has one,
 * and anybody may write an annotation. So only patterns pass that cannot
 * backtrack: single characters, and `.*` at the end of an alternative.
 */
function patternOf(text: string): RegExp | undefined {
  const alternatives = text.trim().split('|');
  if (!alternatives.every(alternative => ALTERNATIVE.test(alternative))) {
    return undefined;
  }
  const parts = alternatives.map(part => part.replace(/^\^|\$$/g, ''));
  try {
    return new RegExp(text.trim() === '' ? '^.*$' : `^(?:${parts.join('|')})$`);
  } catch {
    return undefined; // A character class that runs backwards: `[5-4]`.
  }
}

/** The worse of what all matching clauses say, with the code pattern that said it. */
export function worstTolerated(
  codeRatios: { readonly [code: string]: number },
  protocol: string,
  direction: Direction,
  tolerances: readonly RateTolerance[],
):
  | { level: Extract<OwnHealth, 'degraded' | 'down'>; ratio: number }
  | undefined {
  let worst: ReturnType<typeof worstTolerated>;
  for (const tolerance of tolerances) {
    if (
      !tolerance.protocol.test(protocol) ||
      !tolerance.direction.test(direction)
    ) {
      continue;
    }
    const ratio = Object.entries(codeRatios)
      .filter(([code]) => tolerance.code.test(code.replace(/x/gi, '0')))
      .reduce((sum, [, share]) => sum + share, 0);
    if (ratio <= 0 || ratio < tolerance.degraded) continue;
    const level = ratio >= tolerance.failure ? 'down' : 'degraded';
    if (
      !worst ||
      (worst.level === 'degraded' && level === 'down') ||
      (worst.level === level && ratio > worst.ratio)
    ) {
      worst = { level, ratio };
    }
  }
  return worst;
}
