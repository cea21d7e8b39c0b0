import type { KubeObject } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import {
  invalid,
  invalidValue,
  required,
  type FieldError,
} from '../server/status';

const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** Each rule with upstream's complaint (apimachinery util/validation). */
const RULES: Record<
  KindDefinition['names'],
  (name: string) => string | undefined
> = {
  label: name => {
    if (name.length > 63) return 'must be no more than 63 characters';
    return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) ? undefined : LABEL;
  },
  subdomain: name => {
    if (name.length > 253) return 'must be no more than 253 characters';
    return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(
      name,
    )
      ? undefined
      : SUBDOMAIN;
  },
  path: name => {
    if (name === '.' || name === '..') return `may not be '${name}'`;
    const bad = ['/', '%'].find(it => name.includes(it));
    return bad && `may not contain '${bad}'`;
  },
};

/** @throws StatusError 422 for a missing or malformed name */
export function checkName(kind: KindDefinition, object: KubeObject): void {
  const name = object.metadata?.name ?? '';
  const errors: FieldError[] = [];
  if (name === '') {
    errors.push(required('metadata.name', 'name or generateName is required'));
  } else {
    const complaint = RULES[kind.names](name);
    if (complaint) errors.push(invalidValue('metadata.name', name, complaint));
  }
  if (errors.length > 0) throw invalid(kind, name, errors);
}

/** Upstream's alphabet: no vowels and no look-alikes. */
const SUFFIX_CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const MAX_GENERATED_BASE = 63 - SUFFIX_LENGTH;

export function generateName(
  base: string,
  random: () => number = Math.random,
): string {
  const suffix = Array.from(
    { length: SUFFIX_LENGTH },
    () => SUFFIX_CHARACTERS[Math.floor(random() * SUFFIX_CHARACTERS.length)],
  );
  return base.slice(0, MAX_GENERATED_BASE) + suffix.join('');
}
