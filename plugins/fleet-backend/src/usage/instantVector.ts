import { redact } from '../watch/errors';
import { UsageError } from './UsageSource';

/** One series of an instant vector. */
export interface Sample {
  labels: Record<string, string | undefined>;
  value: number;
}

/** `/api/v1/query` as Prometheus documents it; checked by hand, because there are as many series as pods. */
interface QueryAnswer {
  status?: unknown;
  data?: { resultType?: unknown; result?: unknown };
  errorType?: unknown;
  error?: unknown;
}

/**
 * Samples of an answer of `/api/v1/query`. Values that are no finite number are
 * left out: they measured nothing.
 *
 * @throws UsageError for everything that is not an instant vector
 */
export function readInstantVector(text: string, host: string): Sample[] {
  let answer: QueryAnswer | null;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new UsageError(
      'protocol',
      `${host} answered something that is not JSON: a login page or a proxy, not Prometheus`,
    );
  }
  if (answer?.status === 'error') {
    const isTimeout =
      answer.errorType === 'timeout' || answer.errorType === 'canceled';
    throw new UsageError(
      isTimeout ? 'timeout' : 'server-error',
      `${host} refused the query: ${redact(
        `${answer.errorType}: ${answer.error}`,
      )}`,
    );
  }
  const { resultType, result } = answer?.data ?? {};
  if (resultType !== 'vector' || !Array.isArray(result)) {
    throw new UsageError(
      'protocol',
      `${host} answered JSON that is not an instant vector of Prometheus`,
    );
  }
  return result.flatMap(sampleOf);
}

function sampleOf(series: {
  metric?: Sample['labels'];
  /** Seconds, and the value as text: JSON has no NaN. */
  value?: [number, string];
}): Sample[] {
  const text = series?.value?.[1];
  const value = text ? Number(text) : NaN;
  return Number.isFinite(value) ? [{ labels: series.metric ?? {}, value }] : [];
}
