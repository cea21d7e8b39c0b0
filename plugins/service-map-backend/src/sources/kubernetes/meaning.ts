import type { TechnologyId } from '@panorama/plugin-service-map-common';
import type { FoundAddress } from '@panorama/plugin-fleet-node';
import {
  technologiesOfPort,
  technologyOfKey,
  technologyOfScheme,
} from '../../identity/technologies';

/**
 * What an address in a configuration is there for. Only `dependency` is what
 * the program calls; the others are there for somebody or something else.
 */
export type AddressMeaning =
  | 'dependency'
  /** The way out, not where it leads. */
  | 'proxy'
  /** For a person or a parser to read. */
  | 'document'
  /** Where programs and their parts are fetched from. */
  | 'artifact'
  /** What others should call the program. */
  | 'own-name'
  /** Not a network address at all: a bucket, a file. */
  | 'resource';

/** A rule looks at the words of the setting's name and at the address. */
type Rule = (words: ReadonlySet<string>, address: FoundAddress) => boolean;

const any =
  (...wanted: string[]): Rule =>
  words =>
    wanted.some(word => words.has(word));

const all =
  (...wanted: string[]): Rule =>
  words =>
    wanted.every(word => words.has(word));

const DOCUMENT_HOSTS =
  /^(www\.w3\.org|(www\.|maven\.|logging\.|xml\.)?apache\.org|json-schema\.org|(www\.)?springframework\.org|schemas?\..+|(.+\.)?docs?\..+|wiki\..+|confluence\..+|(.+\.)?github(usercontent)?\.com|java\.sun\.com|xmlns\.jcp\.org|mybatis\.org|(www\.)?example\.(com|org|net)|(www\.)?hibernate\.org|kubernetes\.io|.+\.readthedocs\.io|stackoverflow\.com)$/;

const IMAGE_HOSTS =
  /^((.+\.)?docker\.(io|com)|quay\.io|gcr\.io|ghcr\.io|registry\.k8s\.io|k8s\.gcr\.io|mcr\.microsoft\.com|.+\.azurecr\.io|.+\.dkr\.ecr\..+|registry[.-].+|harbor[.-].+|.+\.aliyuncs\.com)$/;

/** What such an address holds is a name in some store, not a host. */
const RESOURCE_SCHEMES = new Set([
  's3',
  's3a',
  'oss',
  'gs',
  'file',
  'classpath',
  'hdfs',
  'urn',
  'oci',
  'docker',
  'arn',
]);

/** First rule that holds decides. */
const RULES: ReadonlyArray<[AddressMeaning, Rule]> = [
  ['resource', (_, { scheme }) => RESOURCE_SCHEMES.has(scheme ?? '')],
  // `NO_PROXY` lists what is called without one: anything.
  ['proxy', any('proxy', 'noproxy', 'nonproxyhosts', 'proxyhost')],
  [
    'document',
    any(
      'doc',
      'docs',
      'documentation',
      'help',
      'license',
      'homepage',
      'schema',
      'xmlns',
      'wiki',
      'readme',
      'runbook',
      'terms',
      'privacy',
      'support',
      'swagger',
      'changelog',
      'contact',
      'email',
      'banner',
      'comment',
      'description',
      'example',
      'examples',
      'sample',
      'link',
      'links',
    ),
  ],
  ['document', (_, { host }) => DOCUMENT_HOSTS.test(host)],
  // Pages for people: a program links to them.
  ['document', (_, { host }) => /^(www|m|h5|wap)\./.test(host)],
  [
    'artifact',
    any('maven', 'npm', 'pip', 'pypi', 'goproxy', 'gradle', 'nuget', 'mirror'),
  ],
  [
    'artifact',
    words =>
      words.has('image') ||
      words.has('images') ||
      words.has('dockerfile') ||
      (words.has('registry') &&
        (words.has('docker') ||
          words.has('container') ||
          words.has('npm') ||
          words.has('maven'))),
  ],
  [
    'artifact',
    (_, { host, scheme }) =>
      IMAGE_HOSTS.test(host) && !technologyOfScheme(scheme),
  ],
  [
    'own-name',
    any(
      'advertised',
      'advertise',
      'hostname',
      'cors',
      'origin',
      'origins',
      'redirect',
      'callback',
      'cookie',
      'listen',
      'listener',
      'listeners',
      'bind',
    ),
  ],
  ['own-name', all('public', 'url')],
  ['own-name', all('frontend', 'url')],
  ['own-name', all('base', 'url', 'self')],
  ['own-name', all('external', 'url')],
  ['own-name', all('instance', 'host')],
  ['own-name', all('server', 'address')],
  ['own-name', all('pod', 'ip')],
  ['own-name', all('site', 'url')],
  ['own-name', all('root', 'url')],
  ['own-name', all('allowed', 'hosts')],
];

/** `spring.redis.host`, `SPRING_REDIS_HOST` and `springRedisHost` have the same words. */
export function wordsOf(key: string): Set<string> {
  return new Set(
    key
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(Boolean),
  );
}

/** What an address is there for. */
export function meaningOf(address: FoundAddress): AddressMeaning {
  const words = wordsOf(address.key);
  const rule = RULES.find(([, holds]) => holds(words, address));
  return rule ? rule[0] : 'dependency';
}

/** What is at the other end, by scheme, else by a port that says one thing, else by the setting's name. */
export function technologyOf({
  scheme,
  port,
  key,
}: FoundAddress): TechnologyId | undefined {
  const byScheme = technologyOfScheme(scheme);
  if (byScheme) {
    return byScheme;
  }
  const byKey = technologyOfKey(key);
  const byPort = technologiesOfPort(port);
  if (byPort.length === 1 && scheme === undefined) {
    return byPort[0];
  }
  return byKey && (byPort.length === 0 || byPort.includes(byKey))
    ? byKey
    : undefined;
}

/** Files of environments in which the program is not what runs in production. */
const PROFILE =
  /[-_.](dev|develop|test|local|sit|uat|qa|stage|staging|pre|preprod)\.(ya?ml|properties|json|toml|conf|env)$/;

/**
 * Whether a file is for another environment than the one it lies in, as
 * Spring's `application-dev.yaml` beside the others. It is read where the name
 * of the namespace or the cluster says the same.
 */
export function isOfOtherProfile(
  entry: string | undefined,
  { cluster, namespace }: { cluster: string; namespace: string },
): boolean {
  const profile = PROFILE.exec(entry?.toLowerCase() ?? '')?.[1];
  return (
    profile !== undefined &&
    !`${cluster}/${namespace}`.toLowerCase().includes(profile.slice(0, 3))
  );
}
