import type { ClusterProblemCode } from '@panorama/plugin-fleet-common';

/** States of the world that a request can find, each with its own answer in `step`. */
export type WatchFailureType =
  /** 410, as status or event: the history that we asked for is compacted. */
  | 'gone'
  /** 504 with cause ResourceVersionTooLarge: the server is behind the one we saw. */
  | 'versionTooLarge'
  /** 400 or 422: the server does not know a parameter. */
  | 'unsupported'
  | 'unauthorized'
  | 'forbidden'
  | 'notServed'
  | 'throttled'
  | 'serverError'
  | 'unreachable'
  | 'timeout'
  | 'untrustedCertificate'
  | 'badCredentialsConfig'
  | 'notKubernetes'
  /** The answer broke off or was not what it said it is. */
  | 'protocol';

export interface WatchFailure {
  type: WatchFailureType;
  /** One redacted sentence for people. */
  message: string;
  retryAfterMs?: number;
}

const PROBLEM_CODES: Record<WatchFailureType, ClusterProblemCode> = {
  gone: 'protocol',
  versionTooLarge: 'server-error',
  unsupported: 'protocol',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  notServed: 'protocol',
  throttled: 'throttled',
  serverError: 'server-error',
  unreachable: 'unreachable',
  timeout: 'timeout',
  untrustedCertificate: 'untrusted-certificate',
  badCredentialsConfig: 'bad-credentials-config',
  notKubernetes: 'not-kubernetes',
  protocol: 'protocol',
};

export function problemCode(failure: WatchFailure): ClusterProblemCode {
  return PROBLEM_CODES[failure.type];
}

/** The `Status` object of the API, as body of an error or object of an ERROR event. */
export interface KubernetesStatus {
  kind?: string;
  code?: number;
  reason?: string;
  message?: string;
  details?: {
    retryAfterSeconds?: number;
    causes?: Array<{ reason?: string; message?: string }>;
  };
}

/** A status code with what the server says to it. */
export function failureOfStatus(
  code: number,
  status: KubernetesStatus | undefined,
  retryAfterHeader?: string,
): WatchFailure {
  const text = status?.message ? `: ${redact(status.message)}` : '';
  const message = `the API server answered ${code}${text}`;
  const retryAfterMs = retryAfter(retryAfterHeader, status);
  const type = typeOfStatus(code, status);
  return { type, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function typeOfStatus(
  code: number,
  status: KubernetesStatus | undefined,
): WatchFailureType {
  if (isVersionTooLarge(status)) {
    return 'versionTooLarge';
  }
  switch (code) {
    case 400:
    case 422:
      return 'unsupported';
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
    case 405:
      return 'notServed';
    case 410:
      return 'gone';
    case 429:
      return 'throttled';
    default:
      return code >= 500 ? 'serverError' : 'protocol';
  }
}

/** kubernetes/kubernetes#91073: Timeout status whose cause says so; older servers only in words. */
function isVersionTooLarge(status: KubernetesStatus | undefined): boolean {
  return (
    status?.details?.causes?.some(
      cause => cause.reason === 'ResourceVersionTooLarge',
    ) || /^Too large resource version/i.test(status?.message ?? '')
  );
}

function retryAfter(
  header: string | undefined,
  status: KubernetesStatus | undefined,
): number | undefined {
  // RFC 9110 allows a date, too; API servers send seconds.
  const seconds = /^\d+$/.test(header ?? '')
    ? Number(header)
    : status?.details?.retryAfterSeconds;
  return seconds === undefined
    ? undefined
    : Math.min(seconds * 1000, MAX_RETRY_AFTER_MS);
}

/** A longer wish is a mistake of some proxy; nobody waits a day for a picture. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  UND_ERR_SOCKET: 'the connection was closed',
};

const TIMEOUTS = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** OpenSSL's names, as Node passes them on (`tls` documentation, X509 error codes). */
const CERTIFICATE =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/;

const CREDENTIALS =
  /^(ERR_OSSL_|ERR_INVALID_CHAR|ERR_INVALID_ARG|UND_ERR_INVALID_ARG|ERR_CRYPTO)/;

/** An error of socket, TLS or decoding. `host` is named in the message; nothing else of the request is. */
export function failureOfError(error: unknown, host: string): WatchFailure {
  const code = codeOf(error);
  if (code in UNREACHABLE) {
    return {
      type: 'unreachable',
      message: `${host}: ${UNREACHABLE[code]} (${code})`,
    };
  }
  if (TIMEOUTS.has(code)) {
    return { type: 'timeout', message: `${host} did not answer in time` };
  }
  if (CERTIFICATE.test(code)) {
    return {
      type: 'untrustedCertificate',
      message: `the certificate of ${host} is not trusted (${code})`,
    };
  }
  if (CREDENTIALS.test(code)) {
    return {
      type: 'badCredentialsConfig',
      message: `the credentials or the CA for ${host} cannot be used (${code})`,
    };
  }
  if (
    code === 'EPROTO' ||
    code.startsWith('ERR_SSL') ||
    code.startsWith('HPE_')
  ) {
    return {
      type: 'notKubernetes',
      message: `${host} does not speak HTTPS as an API server does (${code})`,
    };
  }
  const text = error instanceof Error ? error.message : String(error);
  return {
    type: 'protocol',
    message: `the answer of ${host} broke off: ${redact(text)}`,
  };
}

/** The first `code` in the chain of causes: undici wraps the socket's error. */
function codeOf(error: unknown): string {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') {
      return code;
    }
    current = current.cause;
  }
  return '';
}

const MAX_MESSAGE = 300;

/**
 * A text from outside without what could be a secret: bearer tokens, JWTs,
 * user information and queries of URLs.
 */
export function redact(text: string): string {
  return text
    .replace(/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 [redacted]')
    .replace(/\beyJ[\w-]*\.[\w-]*\.?[\w-]*/g, '[redacted]')
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, '$1')
    .replace(/(https?:\/\/[^\s?"']+)\?[^\s"']*/gi, '$1')
    .replace(/[\r\n]+/g, ' ')
    .slice(0, MAX_MESSAGE);
}
