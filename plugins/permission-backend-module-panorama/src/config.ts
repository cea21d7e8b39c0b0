import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const refOf = (kind: 'group' | 'user') =>
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
        message: `must be an entity ref such as ${kind}:default/ann`,
      });
      return z.NEVER;
    }
  });

const rule = z
  .strictObject({
    name: z.string().min(1),
    who: z
      .strictObject({
        groups: z.array(refOf('group')).default([]),
        users: z.array(refOf('user')).default([]),
        signedIn: z.boolean().default(false),
      })
      .refine(
        ({ groups, users, signedIn }) =>
          groups.length + users.length > 0 || signedIn,
        'must name groups or users, or say signedIn: true',
      ),
    permissions: z
      .array(z.string().min(1))
      .min(1, 'must name at least one permission'),
    effect: z.enum(['allow', 'deny', 'allow-where']),
    where: z.array(z.enum(['hasPlatformRole', 'ownedByGroup'])).optional(),
  })
  .refine(
    ({ effect, where }) =>
      (effect === 'allow-where') === Boolean(where?.length),
    "must have 'where' with effect allow-where, and only then",
  );

const schema = z.strictObject({
  platformGroups: z.array(refOf('group')).default(['group:default/platform']),
  defaults: z.boolean().default(true),
  rules: z.array(rule).default([]),
});

/** One rule of the policy; see `config.d.ts`. */
export type PolicyRule = z.output<typeof rule>;
export type PolicyConfig = z.output<typeof schema>;

/** @throws InputError that names every wrong option and what would be right. */
export function readPolicyConfig(config: Config): PolicyConfig {
  const result = schema.safeParse(
    config.getOptional('permission.policy') ?? {},
  );
  if (!result.success) {
    const sentences = result.error.issues.map(({ path, message }) => {
      const where = path.reduce<string>(
        (text, key) =>
          typeof key === 'number'
            ? `${text}[${key}]`
            : `${text}.${String(key)}`,
        'permission.policy',
      );
      return `${where} ${message}`;
    });
    throw new InputError(
      `The permission policy is written wrongly: ${sentences.join('; ')}`,
    );
  }
  return result.data;
}
