import { PrometheusError, quote } from './PrometheusError';

/** One series of an instant vector. */
export interface Sample {
  labels: Readonly<Record<string, string | undefined>>;
  value: number;
}

export interface InstantVector {
  /** Without those whose value is no finite number: they measured nothing. */
  samples: Sample[];
  /** What Prometheus says is missing in the answer, one sentence each; Thanos' partial responses. */
  warnings: string[];
}

/** Who answered, for sentences; and what must not appear in them. */
export interface Answerer {
  name: string;
  secrets: readonly string[];
}

/** Prometheus' own JSON, `error` or `success`; checked by hand, because there are thousands of series. */
interface Answer {
  status?: unknown;
  data?: { resultType?: unknown; result?: unknown } | null;
  errorType?: unknown;
  error?: unknown;
  warnings?: unknown;
}

const MAX_WARNINGS = 5;

/**
 * Reads an answer of `/api/v1/query`.
 *
 * @throws PrometheusError for everything that is not an instant vector
 */
export function readInstantVector(text: string, by: Answerer): InstantVector {
  const answer = parse(text, by);
  if (answer.status === 'error') {
    const isLate =
      answer.errorType === 'timeout' || answer.errorType === 'canceled';
    throw new PrometheusError(
      isLate ? 'timeout' : 'failed',
      `${by.name} refused the question: ${quote(
        `${answer.errorType}: ${answer.error}`,
        by.secrets,
      )}`,
    );
  }
  const { resultType, result } = answer.data ?? {};
  if (
    answer.status !== 'success' ||
    resultType !== 'vector' ||
    !Array.isArray(result)
  ) {
    throw new PrometheusError(
      'malformed',
      `${by.name} answered JSON that is no instant vector of Prometheus`,
    );
  }
  return {
    samples: result.flatMap(series => sampleOf(series, by)),
    warnings: Array.isArray(answer.warnings)
      ? answer.warnings
          .slice(0, MAX_WARNINGS)
          .map(warning => quote(String(warning), by.secrets))
      : [],
  };
}

function parse(text: string, by: Answerer): Answer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new PrometheusError(
      'malformed',
      /^\s*</.test(text)
        ? `${by.name} answered with a web page: a login page or a proxy, not Prometheus`
        : `${by.name} answered something that is not JSON`,
    );
  }
  return typeof answer === 'object' && answer !== null ? answer : {};
}

function sampleOf(series: unknown, by: Answerer): Sample[] {
  const { metric, value } = (series ?? {}) as {
    metric?: Sample['labels'];
    /** Seconds, and the value as text: JSON has no NaN. */
    value?: [number, unknown];
  };
  const text = Array.isArray(value) ? value[1] : undefined;
  if (typeof text !== 'string' || typeof metric !== 'object') {
    throw new PrometheusError(
      'malformed',
      `${by.name} answered a vector with a series that has no labels or no value`,
    );
  }
  const number = text === '' ? NaN : Number(text);
  return Number.isFinite(number)
    ? [{ labels: metric ?? {}, value: number }]
    : [];
}
