import { failureOfError, failureOfStatus, redact } from './errors';

const withCode = (code: string, message = 'it failed') =>
  Object.assign(new Error(message), { code });

describe('a failed request', () => {
  test.each([
    [400, undefined, 'unsupported'],
    [401, undefined, 'unauthorized'],
    [403, undefined, 'forbidden'],
    [404, undefined, 'notServed'],
    [410, undefined, 'gone'],
    [422, undefined, 'unsupported'],
    [429, undefined, 'throttled'],
    [500, undefined, 'serverError'],
    [503, undefined, 'serverError'],
    [504, undefined, 'serverError'],
    [
      504,
      { message: 'Too large resource version: 9, current: 5' },
      'versionTooLarge',
    ],
    [
      504,
      { details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } },
      'versionTooLarge',
    ],
    [302, undefined, 'protocol'],
  ])('with status %d and %j is %s', (code, status, type) => {
    expect(failureOfStatus(code, status).type).toBe(type);
  });

  test.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['UND_ERR_SOCKET', 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrustedCertificate'],
    ['CERT_HAS_EXPIRED', 'untrustedCertificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrustedCertificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrustedCertificate'],
    ['ERR_OSSL_PEM_NO_START_LINE', 'badCredentialsConfig'],
    ['EPROTO', 'notKubernetes'],
    ['HPE_INVALID_CONSTANT', 'notKubernetes'],
    ['Z_DATA_ERROR', 'protocol'],
  ])('with %s is %s, also as the cause of another', (code, type) => {
    expect(failureOfError(withCode(code), 'k8s:6443').type).toBe(type);
    const wrapped = new TypeError('fetch failed', { cause: withCode(code) });
    expect(failureOfError(wrapped, 'k8s:6443').type).toBe(type);
  });

  it('obeys Retry-After of header and body, but not for longer than five minutes', () => {
    expect(failureOfStatus(429, undefined, '7').retryAfterMs).toBe(7_000);
    expect(
      failureOfStatus(504, { details: { retryAfterSeconds: 1 } }).retryAfterMs,
    ).toBe(1_000);
    expect(failureOfStatus(429, undefined, '86400').retryAfterMs).toBe(300_000);
    expect(
      failureOfStatus(429, undefined, 'soon').retryAfterMs,
    ).toBeUndefined();
  });

  it('never says a token', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwb3J0YWwifQ.c2lnbmF0dXJl';
    const text = [
      `Authorization: Bearer ${jwt}`,
      `got "${jwt}"`,
      'https://portal:hunter2@k8s:6443/api?access_token=hunter2',
    ].join('\n');
    for (const message of [
      redact(text),
      failureOfStatus(401, { message: text }).message,
      failureOfError(new Error(text), 'k8s:6443').message,
    ]) {
      expect(message).not.toMatch(/eyJ|hunter2/);
      expect(message).toContain('[redacted]');
    }
  });
});
