/** What a text that somebody configured as a host can be. */
export type Host =
  | { type: 'name'; text: string; labels: string[] }
  | { type: 'ip'; text: string }
  /** The pod itself. */
  | { type: 'local' }
  | { type: 'invalid' };

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_NAME = 253;

/** Reads a host as RFC 1123 does, with `_` that Kubernetes' SRV records have. */
export function parseHost(raw: string): Host {
  const text = raw
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  if (text.length === 0 || text.length > MAX_NAME) {
    return { type: 'invalid' };
  }
  if (isIpAddress(text)) {
    return isLocalAddress(text) ? { type: 'local' } : { type: 'ip', text };
  }
  const labels = text.split('.');
  if (!labels.every(label => LABEL.test(label))) {
    return { type: 'invalid' };
  }
  // Not an IP address, and no domain ends with a number (RFC 3696).
  if (/^\d+$/.test(labels[labels.length - 1])) {
    return { type: 'invalid' };
  }
  return labels[0] === 'localhost' || text === 'host.docker.internal'
    ? { type: 'local' }
    : { type: 'name', text, labels };
}

export function isIpAddress(text: string): boolean {
  return isIpv4(text) || (text.includes(':') && /^[0-9a-f:.]+$/.test(text));
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256)
  );
}

/** Loopback, unspecified and link-local addresses: nobody else can be meant. */
function isLocalAddress(text: string): boolean {
  return (
    /^(127\.|0\.|169\.254\.)/.test(text) ||
    text === '::1' ||
    text === '::' ||
    text.startsWith('fe80:')
  );
}

/** True for a port that a connection can have. */
export function isPort(port: number | undefined): port is number {
  return (
    port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536
  );
}

/**
 * Ends of names that are surely not inside a cluster. A complete list of
 * top-level domains has 1,400 entries, `redis` and `app` nearly among them; it
 * is these, any two letters, and what companies use at home.
 */
const DOMAINS = new Set([
  'com',
  'net',
  'org',
  'edu',
  'gov',
  'info',
  'biz',
  'dev',
  'xyz',
  'cloud',
  'online',
  'internal',
  'intranet',
  'intra',
  'corp',
  'lan',
  'home',
  'local',
  'example',
  'test',
]);

/** Whether the last label of a name is that of a domain. */
export function hasDomain(labels: readonly string[]): boolean {
  const last = labels[labels.length - 1];
  return labels.length > 1 && (last.length === 2 || DOMAINS.has(last));
}
