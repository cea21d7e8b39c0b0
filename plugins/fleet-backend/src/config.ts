import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { UsageSettings } from './usage/UsageSource';

const ANNOTATION = /^annotation:(.+)$/;

const entityRef = (kind: string) =>
  z.string().transform((text, context) => {
    try {
      return stringifyEntityRef(
        parseEntityRef(text, {
          defaultKind: kind,
          defaultNamespace: 'default',
        }),
      );
    } catch {
      context.addIssue({
        code: 'custom',
        message: `must be an entity ref such as ${kind}:default/payments`,
      });
      return z.NEVER;
    }
  });

const glob = z
  .string()
  .min(1, 'must not be empty: leave it out to match everything');

const seconds = (least: number, most: number) =>
  z
    .number('must be a number of seconds')
    .min(least, `must be at least ${least} seconds`)
    .max(most, `must be at most ${most} seconds`);

const subjectSource = (words: string[]) =>
  z
    .string()
    .refine(
      value => words.includes(value) || ANNOTATION.test(value),
      `must be ${words
        .map(word => `'${word}'`)
        .join(', ')} or 'annotation:<key>'`,
    );

const namespaceGrant = z
  .strictObject({
    cluster: glob.optional(),
    namespace: glob.optional(),
    workspace: glob.optional(),
    groups: z
      .array(entityRef('group'))
      .min(
        1,
        'must name at least one catalog group, such as group:default/payments',
      ),
  })
  .refine(
    grant => grant.cluster || grant.namespace || grant.workspace,
    "must have 'cluster', 'namespace' or 'workspace'; write namespace: '*' to give everything",
  );

const correlationRule = z.strictObject({
  cluster: glob.optional(),
  namespace: glob.optional(),
  name: glob.optional(),
  labels: z.record(z.string(), glob).optional(),
  entity: z
    .string()
    .min(
      1,
      'must be an entity ref; {name}, {namespace} and {label:<key>} are filled in',
    ),
});

/** RFC 9110 field names. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What HTTP allows in a value; a line break would start another header. */
const HEADER_VALUE = /^[\t\x20-\x7e]+$/;
/** Prometheus, "Metric names and labels". */
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A wrong value of these is a secret all the same: see `SECRET_OPTIONS`. */
const secretText = z
  .string('must be a text')
  .regex(HEADER_VALUE, 'must be one line of ASCII characters');

const prometheusUrl = z
  .string()
  .refine(
    text => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'must be an http or https address, up to what /api/v1/query is appended to',
  )
  .refine(text => {
    const url = URL.parse(text);
    return !url || (!url.username && !url.search && !url.hash);
  }, "must have no user information, query or fragment: use 'token', 'headers' and 'labels'");

const prometheus = z
  .strictObject({
    cluster: z.string().min(1, 'must be the name of a cluster'),
    url: prometheusUrl,
    token: secretText.optional(),
    headers: z
      .record(
        z.string().regex(HEADER_NAME, 'must be the name of a header'),
        secretText,
      )
      .default({}),
    labels: z
      .record(
        z.string().regex(LABEL_NAME, 'must be the name of a Prometheus label'),
        z.string('must be a text'),
      )
      .default({}),
  })
  .refine(
    ({ token, headers }) =>
      token === undefined ||
      !Object.keys(headers).some(
        name => name.toLowerCase() === 'authorization',
      ),
    {
      path: ['headers'],
      message: "must not have 'Authorization' beside 'token': leave one out",
    },
  );

const schema = z.looseObject({
  clusters: z
    .strictObject({
      kubernetesPlugin: z.boolean('must be true or false').default(true),
      refreshSeconds: seconds(5, 3600).default(60),
      kubeconfigs: z
        .array(
          z.strictObject({
            path: z.string().min(1, 'must be the path of a kubeconfig file'),
            contexts: z.array(z.string().min(1)).optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
  access: z
    .strictObject({
      subjects: z
        .strictObject({
          user: subjectSource(['email', 'name']).default('email'),
          groups: subjectSource(['name']).default('name'),
          groupPrefix: z.string().default(''),
        })
        .prefault({}),
      namespaces: z.array(namespaceGrant).default([]),
      workspaceHost: z.string().min(1).optional(),
    })
    .prefault({}),
  tenants: z
    .strictObject({
      namespaceLabels: z
        .array(z.string().min(1))
        .default([
          'kubesphere.io/workspace',
          'capsule.clastix.io/tenant',
          'field.cattle.io/projectId',
        ]),
    })
    .prefault({}),
  stream: z
    .strictObject({
      maxPerUser: z
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(1000, 'must be at most 1000')
        .default(16),
    })
    .prefault({}),
  usage: z
    .strictObject({
      intervalSeconds: seconds(10, 600).default(30),
      prometheus: z
        .array(prometheus)
        .default([])
        .superRefine((entries, context) =>
          entries.forEach(({ cluster }, index) => {
            const first = entries.findIndex(other => other.cluster === cluster);
            if (first !== index) {
              context.addIssue({
                code: 'custom',
                path: [index, 'cluster'],
                message: `is already the cluster of fleet.usage.prometheus[${first}]: one Prometheus for each cluster`,
              });
            }
          }),
        ),
    })
    .prefault({}),
  correlation: z
    .strictObject({
      refreshSeconds: seconds(5, 3600).default(60),
      rules: z.array(correlationRule).default([]),
    })
    .prefault({}),
});

/** The `fleet:` block, complete with defaults. Meaning and units: `config.d.ts`. */
export type FleetConfig = z.output<typeof schema>;
export type SubjectsConfig = FleetConfig['access']['subjects'];
export type NamespaceGrantConfig = z.output<typeof namespaceGrant>;
export type CorrelationRuleConfig = z.output<typeof correlationRule>;

/** Where a Kubernetes name is read from. */
export type SubjectSource = 'email' | 'name' | { annotation: string };

export function subjectSourceOf(text: string): SubjectSource {
  const annotation = ANNOTATION.exec(text)?.[1];
  if (annotation) {
    return { annotation };
  }
  return text === 'email' ? 'email' : 'name';
}

/** Who measures this cluster, and how often. */
export function usageSettingsOf(
  { usage }: Pick<FleetConfig, 'usage'>,
  cluster: string,
): UsageSettings {
  const source = usage.prometheus.find(entry => entry.cluster === cluster);
  return {
    intervalMs: usage.intervalSeconds * 1000,
    ...(source && {
      prometheus: {
        url: source.url,
        labels: source.labels,
        headers: {
          ...source.headers,
          ...(source.token && { Authorization: `Bearer ${source.token}` }),
        },
      },
    }),
  };
}

/** Options whose value never appears in a message, however wrong it is. */
const SECRET_OPTIONS =
  /^fleet\.usage\.prometheus\[\d+\]\.(token|headers|url)\b/;

function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`,
    'fleet',
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

function sentence(issue: z.core.$ZodIssue, block: unknown): string {
  const path = pathOf(issue.path);
  const got = SECRET_OPTIONS.test(path)
    ? ''
    : ` (got ${JSON.stringify(valueAt(block, issue.path))})`;
  if (issue.code === 'unrecognized_keys') {
    return `${path} has no option ${issue.keys
      .map(key => `'${key}'`)
      .join(
        ', ',
      )}: see config.d.ts of @panorama/plugin-fleet-backend for those that exist`;
  }
  if (issue.code === 'invalid_key') {
    return `${path} ${issue.issues[0]?.message}`;
  }
  if (issue.code === 'invalid_type') {
    return `${path} must be a ${issue.expected}${got}`;
  }
  return `${path} ${issue.message}${got}`;
}

/**
 * Reads and checks the `fleet:` block.
 *
 * Only what is written wrongly is an error. A file that is missing or a cluster
 * that does not answer is a state of that cluster, found later.
 * @throws InputError that names every wrong option and what would be right.
 */
export function readFleetConfig(config: Config): FleetConfig {
  const block = config.getOptional('fleet') ?? {};
  const result = schema.safeParse(block);
  if (!result.success) {
    throw new InputError(
      `The configuration of the fleet is wrong: ${result.error.issues
        .map(issue => sentence(issue, block))
        .join('; ')}`,
    );
  }
  return result.data;
}
