import type { FoundAddress } from '@panorama/plugin-fleet-node';
import { configLines } from './configLines';

/**
 * Finds addresses in configuration and lets everything else go. What a value
 * says besides host and port (users, passwords, queries, paths) is never
 * returned, so it cannot leave the thread.
 */

/** Names whose values are secrets even where they look like an address (`user:1234`). */
const SECRET_KEY =
  /pass(word|wd|phrase)?|secret|token|credential|private|api[_.-]?key|access[_.-]?key/i;

/** Names whose values are hosts even without a port; `redisHost` is read as `redis_Host`. */
const HOST_KEY =
  /(^|[_.-])(hosts?|hostnames?|servers?|addr(ess(es)?)?|endpoints?|url|uri|brokers?|nodes?|nameserver|namesrv|registry|sentinels?|seeds?|contact[_-]?points?)$/i;

/** More in one value is a list of something else; the map would be unreadable anyhow. */
const MAX_ADDRESSES = 32;

/** A file has many values; one that names more hosts than this is data. */
const MAX_ADDRESSES_IN_FILE = 200;

/** A ConfigMap may hold a megabyte of anything; addresses stand in its configuration, not in its data. */
const MAX_TEXT = 256 * 1024;

const HOST =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?){0,8}';

/** `scheme://` or `jdbc:mysql://`, user information, then hosts with ports. */
const URL_TEXT = new RegExp(
  `\\b((?:jdbc:)?[a-zA-Z][a-zA-Z0-9+.-]{1,20}(?::[a-z]{2,12})?):(?:thin:@)?//(?:[^\\s/@"'\`]{0,200}@)?(${HOST}(?::\\d{1,5})?(?:,${HOST}(?::\\d{1,5})?){0,15})`,
  'g',
);

/** Names inside the cluster are recognisable without a scheme. */
const CLUSTER_NAME = new RegExp(
  `\\b(${HOST}\\.svc(?:\\.[a-z0-9.-]{1,60}[a-z0-9])?)(?::(\\d{1,5}))?\\b`,
  'g',
);

const HOST_PORT = new RegExp(`^(${HOST}):(\\d{1,5})$`);
const BARE_HOST = new RegExp(`^${HOST}$`);

/** `user:$(PASSWORD)@tcp(host:3306)/db`: how Go programs name MySQL. */
const GO_DSN = new RegExp(
  `@(?:tcp|tcp4|tcp6)\\((${HOST})(?::(\\d{1,5}))?\\)`,
  'g',
);

/** `jdbc:oracle:thin:@host:1521:SID`, the form without slashes. */
const ORACLE_SID = new RegExp(
  `\\b(jdbc:oracle:thin):@(${HOST}):(\\d{1,5})[:/]`,
  'g',
);

/** `Server=tcp:host,1433;Database=…`, `host=pg port=5432 dbname=…`. */
const KEYWORD_DSN = new RegExp(
  `(?:^|[;\\s])(?:server|host|data source)\\s*=\\s*(?:tcp:)?(${HOST})(?:[,:](\\d{1,5})|\\s+port=(\\d{1,5}))?(?=[;\\s])`,
  'gi',
);

/**
 * Addresses in the value of one variable or key; none for names that mean
 * secrets. Of a file, each setting is read under its own name and `entry` says
 * in which file it stands.
 */
export function foundAddresses(key: string, value: string): FoundAddress[] {
  if (SECRET_KEY.test(key) || value.length > MAX_TEXT) {
    return [];
  }
  if (!value.trim().includes('\n')) {
    return addressesIn(key, value.trim());
  }
  const found: FoundAddress[] = [];
  for (const line of configLines(value)) {
    if (found.length >= MAX_ADDRESSES_IN_FILE) {
      break;
    }
    for (const address of addressesIn(line.key ?? key, line.text)) {
      found.push({ ...address, ...(line.key && { entry: key }) });
    }
  }
  return found;
}

/** Addresses in one value, which has one line. */
function addressesIn(key: string, value: string): FoundAddress[] {
  if (SECRET_KEY.test(key)) {
    return [];
  }
  const found = new Map<string, FoundAddress>();
  const add = (host: string, port: string | undefined, scheme?: string) => {
    const address = addressOf(key, host, port, scheme);
    if (address && found.size < MAX_ADDRESSES) {
      found.set(`${address.host}:${address.port ?? ''}`, address);
    }
  };
  const addNew = (host: string, port: string | undefined, scheme?: string) => {
    if (![...found.values()].some(known => known.host === host.toLowerCase())) {
      add(host, port, scheme);
    }
  };
  for (const [, scheme, hosts] of value.matchAll(URL_TEXT)) {
    for (const part of hosts.split(',')) {
      const [host, port] = part.split(':');
      add(host, port, scheme.toLowerCase());
    }
  }
  const isHostKey = HOST_KEY.test(key.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
  for (const part of value.split(/[,;\s]+/)) {
    const [, host, port] = HOST_PORT.exec(part) ?? [];
    if (host) {
      add(host, port);
    } else if (isHostKey && BARE_HOST.test(part) && isHostLike(part)) {
      add(part, undefined);
    }
  }
  for (const [, host, port] of value.matchAll(GO_DSN)) {
    addNew(host, port, 'mysql');
  }
  for (const [, scheme, host, port] of value.matchAll(ORACLE_SID)) {
    addNew(host, port, scheme);
  }
  for (const [, host, port, otherPort] of value.matchAll(KEYWORD_DSN)) {
    addNew(host, port ?? otherPort);
  }
  for (const [, host, port] of value.matchAll(CLUSTER_NAME)) {
    addNew(host, port);
  }
  return [...found.values()];
}

function addressOf(
  key: string,
  host: string,
  portText: string | undefined,
  scheme: string | undefined,
): FoundAddress | undefined {
  const port = portText ? Number(portText) : undefined;
  if (port !== undefined && (port < 1 || port > 65_535)) {
    return undefined;
  }
  // `12:30` is a time and `1.4:2` a version, not a host.
  if (!/[a-zA-Z]/.test(host) && !isIpAddress(host)) {
    return undefined;
  }
  return {
    key,
    ...(scheme && { scheme }),
    host: host.toLowerCase(),
    ...(port !== undefined && { port }),
  };
}

/** `true`, `8080` and `3` are values of keys such as `SERVER`, too. */
function isHostLike(text: string): boolean {
  return (
    isIpAddress(text) ||
    (/[a-zA-Z]/.test(text) &&
      !/^(true|false|none|null|auto|yes|no|on|off)$/i.test(text))
  );
}

function isIpAddress(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256)
  );
}
