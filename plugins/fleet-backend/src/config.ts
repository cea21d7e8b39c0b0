import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

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
  if (issue.code === 'unrecognized_keys') {
    return `${path} has no option ${issue.keys
      .map(key => `'${key}'`)
      .join(
        ', ',
      )}: see config.d.ts of @panorama/plugin-fleet-backend for those that exist`;
  }
  if (issue.code === 'invalid_type') {
    return `${path} must be a ${issue.expected} (got ${JSON.stringify(
      valueAt(block, issue.path),
    )})`;
  }
  return `${path} ${issue.message} (got ${JSON.stringify(
    valueAt(block, issue.path),
  )})`;
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
