import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Sources that ask a Prometheus, by their id. */
export const PROMETHEUS_SOURCE_IDS = [
  'istio',
  'opentelemetry',
  'dubbo',
  'exporters',
] as const;

export type PrometheusSourceId = (typeof PROMETHEUS_SOURCE_IDS)[number];

/** One entry of `serviceMap.prometheus`, complete. Meaning and units: `config.d.ts`. */
export interface PrometheusSettings {
  /** `serviceMap.prometheus[0]`: where a remedy is to be made. */
  path: string;
  name: string;
  url: string;
  /** The token included. */
  headers: Readonly<Record<string, string>>;
  clusters: readonly string[];
  clusterLabel?: string;
  clusterNames: Readonly<Record<string, string>>;
  metricPrefix: Readonly<Partial<Record<PrometheusSourceId, string>>>;
  sources: readonly PrometheusSourceId[];
  timeoutSeconds: number;
}

/** RFC 9110 field names. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What HTTP allows in a value; a line break would start another header. */
const HEADER_VALUE = /^[\t\x20-\x7e]+$/;
/** Prometheus, "Metric names and labels". */
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const METRIC_PREFIX = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

const DEFAULT_TIMEOUT_SECONDS = 10;
const PATH = 'serviceMap.prometheus';

const secretText = z
  .string('must be a text')
  .regex(HEADER_VALUE, 'must be one line of ASCII characters');

const name = (what: string) => z.string().min(1, `must be the name of ${what}`);

const url = z
  .string()
  .refine(
    text => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'must be an http or https address, up to what /api/v1/query is appended to',
  )
  .refine(text => {
    const parsed = URL.parse(text);
    return (
      !parsed ||
      (!parsed.username && !parsed.password && !parsed.search && !parsed.hash)
    );
  }, "must have no user information, query or fragment: use 'token' and 'headers'");

const prefix = z
  .string()
  .regex(
    METRIC_PREFIX,
    "must be the start of a metric name, such as 'workload:'",
  )
  .optional();

const timeoutSeconds = z
  .number('must be a number of seconds')
  .min(1, 'must be at least 1 second')
  .max(60, 'must be at most 60 seconds: a build does not wait longer');

const entry = z
  .strictObject({
    name: name('this Prometheus'),
    url,
    token: secretText.optional(),
    headers: z
      .record(
        z.string().regex(HEADER_NAME, 'must be the name of a header'),
        secretText,
      )
      .default({}),
    clusters: z.array(name('a cluster')).default([]),
    clusterLabel: z
      .string()
      .regex(LABEL_NAME, 'must be the name of a Prometheus label')
      .optional(),
    clusterNames: z.record(z.string(), name('a cluster')).default({}),
    metricPrefix: z
      .strictObject({ istio: prefix, opentelemetry: prefix, dubbo: prefix })
      .default({}),
    sources: z
      .array(
        z.enum(
          PROMETHEUS_SOURCE_IDS,
          `must be one of ${PROMETHEUS_SOURCE_IDS.map(id => `'${id}'`).join(
            ', ',
          )}`,
        ),
      )
      .min(1, 'must name a source; remove the entry to ask nothing')
      .default([...PROMETHEUS_SOURCE_IDS]),
    timeoutSeconds: timeoutSeconds.default(DEFAULT_TIMEOUT_SECONDS),
  })
  .refine(
    ({ token, headers }) =>
      token === undefined ||
      !Object.keys(headers).some(
        header => header.toLowerCase() === 'authorization',
      ),
    {
      path: ['headers'],
      message: "must not have 'Authorization' beside 'token': leave one out",
    },
  )
  .refine(
    ({ clusters, clusterLabel }) => clusterLabel || clusters.length === 1,
    {
      path: ['clusters'],
      message:
        "must name exactly one cluster, or 'clusterLabel' must name the label that tells clusters apart",
    },
  );

const schema = z
  .array(entry, 'must be a list')
  .default([])
  .superRefine((entries, context) =>
    entries.forEach((current, index) => {
      const first = entries.findIndex(other => other.name === current.name);
      if (first !== index) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `is already the name of ${PATH}[${first}]`,
        });
      }
    }),
  );

/** Options whose value never appears in a message, however wrong it is. */
const SECRET_OPTIONS = /\]\.(token|headers|url)\b/;

/**
 * Reads and checks `serviceMap.prometheus`. A Prometheus that does not answer is
 * no error of configuration; it is found when it is asked.
 *
 * @throws InputError that names every wrong option and what would be right
 */
export function readPrometheusConfig(config: Config): PrometheusSettings[] {
  const block = config.getOptional(PATH);
  const result = schema.safeParse(block);
  if (!result.success) {
    throw new InputError(
      `The configuration of the service map is wrong: ${result.error.issues
        .map(issue => sentence(issue, block))
        .join('; ')}`,
    );
  }
  return result.data.map(({ token, headers, ...rest }, index) => ({
    ...rest,
    path: `${PATH}[${index}]`,
    headers: {
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  }));
}

function sentence(issue: z.core.$ZodIssue, block: unknown): string {
  const path = pathOf(issue.path);
  const value = SECRET_OPTIONS.test(path)
    ? undefined
    : JSON.stringify(valueAt(block, issue.path));
  const got = value === undefined ? '' : ` (got ${value})`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${path} has no option ${issue.keys
        .map(key => `'${key}'`)
        .join(
          ', ',
        )}: see config.d.ts of @panorama/plugin-service-map-backend for those that exist`;
    case 'invalid_key':
      return `${path} ${issue.issues[0]?.message}`;
    case 'invalid_type':
      return issue.message.startsWith('must')
        ? `${path} ${issue.message}${got}`
        : `${path} must be a ${issue.expected}${got}`;
    default:
      return `${path} ${issue.message}${got}`;
  }
}

function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`,
    PATH,
  );
}

function valueAt(block: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    block,
  );
}
