/**
 * Whose token it is. Tabs of one browser share a connection only when they
 * are signed in as the same user, so this must differ for different users. The
 * signature is the backend's business: a forged token gets no data.
 */
export function subjectOf(token: string | undefined): string {
  if (token === undefined) {
    return 'nobody';
  }
  try {
    const [, payload] = token.split('.');
    const json = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    const { sub, iss } = JSON.parse(json) as { sub?: unknown; iss?: unknown };
    if (typeof sub === 'string' && sub !== '') {
      return JSON.stringify([iss ?? '', sub]);
    }
  } catch {
    // Not a JWT: then only tabs with the very same token share.
  }
  return `token ${token}`;
}
