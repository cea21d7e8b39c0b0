import type { KindDefinition } from '../kinds';

export type StatusCause = { reason?: string; message?: string; field?: string };

export type StatusDetails = {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
};

/** The body of each error answer. Fields in the order in which kube-apiserver writes them. */
export type StatusObject = {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Failure' | 'Success';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code: number;
};

/**
 * An answer other than success. The functions below make the ones that kube-apiserver makes, in its words
 * (apimachinery pkg/api/errors/errors.go).
 */
export class StatusError extends Error {
  override name = 'StatusError';
  readonly status: StatusObject;

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: StatusDetails,
    continueToken?: string,
  ) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: continueToken ? { continue: continueToken } : {},
      status: 'Failure',
      message,
      reason,
      ...(details && { details }),
      code,
    };
  }
}

type GroupResource = { group: string; plural: string };

/** `pods`, `deployments.apps`. */
export function qualified({ group, plural }: GroupResource): string {
  return group === '' ? plural : `${plural}.${group}`;
}

function place({ group, plural }: GroupResource, name: string): StatusDetails {
  return { name, ...(group !== '' && { group }), kind: plural };
}

export const notFound = (resource: GroupResource, name: string) =>
  new StatusError(
    404,
    'NotFound',
    `${qualified(resource)} "${name}" not found`,
    place(resource, name),
  );

export const alreadyExists = (resource: GroupResource, name: string) =>
  new StatusError(
    409,
    'AlreadyExists',
    `${qualified(resource)} "${name}" already exists`,
    place(resource, name),
  );

export const conflict = (resource: GroupResource, name: string, why: string) =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`,
    place(resource, name),
  );

export const badRequest = (message: string) =>
  new StatusError(400, 'BadRequest', message);

export const unauthorized = () =>
  new StatusError(401, 'Unauthorized', 'Unauthorized');

export const expired = (message: string, continueToken?: string) =>
  new StatusError(410, 'Expired', message, undefined, continueToken);

export const unsupportedMediaType = (message: string) =>
  new StatusError(415, 'UnsupportedMediaType', message);

export const notAcceptable = (message: string) =>
  new StatusError(406, 'NotAcceptable', message);

export const notImplemented = (message: string) =>
  new StatusError(501, 'NotImplemented', message);

export const methodNotAllowed = () =>
  new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

/** Source: storage.NewTooLargeResourceVersionError. Clients read the cause, not the text. */
export const tooLargeResourceVersion = (wanted: number, current: number) =>
  new StatusError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${wanted}, current: ${current}`,
    {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  );

/** One complaint about one field. `detail` follows the type's own words. */
export type FieldError = {
  reason:
    | 'FieldValueInvalid'
    | 'FieldValueRequired'
    | 'FieldValueForbidden'
    | 'FieldValueNotSupported';
  field: string;
  message: string;
};

export const required = (field: string, detail: string): FieldError => ({
  reason: 'FieldValueRequired',
  field,
  message: detail ? `Required value: ${detail}` : 'Required value',
});

export const invalidValue = (
  field: string,
  value: unknown,
  detail: string,
): FieldError => ({
  reason: 'FieldValueInvalid',
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${detail}`,
});

export const forbiddenValue = (field: string, detail: string): FieldError => ({
  reason: 'FieldValueForbidden',
  field,
  message: `Forbidden: ${detail}`,
});

export const notSupportedValue = (
  field: string,
  value: string | string[],
  supported: string[],
): FieldError => ({
  reason: 'FieldValueNotSupported',
  field,
  message: `Unsupported value: ${JSON.stringify(
    value,
  )}: supported values: ${supported.map(it => `"${it}"`).join(', ')}`,
});

/** 422 with one cause for each field. `kind` is a kind, not a resource: `Pod`, `Deployment.apps`. */
export function invalid(
  kind: { group: string; kind: string },
  name: string,
  errors: FieldError[],
): StatusError {
  const qualifiedKind =
    kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  const texts = errors.map(it => `${it.field}: ${it.message}`);
  return new StatusError(
    422,
    'Invalid',
    `${qualifiedKind} "${name}" is invalid: ${
      texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
    }`,
    {
      ...(name !== '' && { name }),
      ...(kind.group !== '' && { group: kind.group }),
      kind: kind.kind,
      causes: errors.map(({ reason, message, field }) => ({
        reason,
        message,
        field,
      })),
    },
  );
}

/** 404 for a version or kind that a served group does not have. */
export const noSuchResource = () =>
  new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );

/** What a DELETE answers when the object is gone. */
export function deletedStatus(
  kind: KindDefinition,
  name: string,
  uid: string,
): StatusObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...place(kind, name), uid },
    code: 200,
  };
}

/** The body of `ListOptions` and friends that are not valid. Source: metainternalversionvalidation. */
export function invalidOptions(
  kind: string,
  errors: FieldError[],
): StatusError {
  return invalid({ group: 'meta.k8s.io', kind }, '', errors);
}
