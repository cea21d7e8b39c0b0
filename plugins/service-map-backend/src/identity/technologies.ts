import {
  TECHNOLOGIES,
  type MapNodeKind,
  type Protocol,
  type Technology,
  type TechnologyId,
} from '@panorama/plugin-service-map-common';
import type {
  ContainerTemplateFields,
  PodTemplateFields,
} from '@panorama/plugin-fleet-node';

/** Runs beside the program and says nothing about what it is. */
const SIDECAR =
  /(^|[-_])(istio-proxy|proxyv2|linkerd-proxy|envoy|exporter|metrics|filebeat|fluent-?bit|vault-agent|vault|cloud-sql-proxy|config-reloader|agent|sentinel-exporter)$/;

/** Programs around a technology that are not it: `redis-exporter`, `kafka-ui`, `mongodb-kubernetes-operator`. */
const AROUND =
  /(exporter|operator|dashboard|console|manager|backup|restore|commander|insight|proxysql|-ui|-cli|-client|-init|-job|-tools?|-web|-admin|-test)$/;

/** Last parts of repositories that say nothing alone: `mssql/server`, `database/free`. */
const GENERIC = /^(server|database|free|express|enterprise|standard)$/;

/** Ports that so many other programs use that they decide nothing inside a cluster. */
const COMMON_PORTS = new Set([4000, 8123, 8500, 9009, 9093, 9094]);

/** Where requests enter a cluster. */
const GATEWAY_IMAGE =
  /(^|\/)(ingress-nginx\/controller|nginx-ingress(-controller)?|kubernetes-ingress|traefik|kong|kong-gateway|apisix|higress-gateway|contour|haproxy-ingress|kubernetes-ingress-controller|gateway-api|envoy-gateway)$/;
const GATEWAY_NAME =
  /(^|-)(ingress-?gateway|ingress-controller|ingress-nginx-controller|nginx-ingress-controller|gateway-controller|apisix-gateway|kong-proxy|envoy-gateway)$/;

/** What many programs report to: a dependency, but not of the business. */
const TELEMETRY =
  /(^|[-_/])(otel|opentelemetry|jaeger|zipkin|tempo|loki|fluentd|fluent-bit|logstash|skywalking|oap|pushgateway|prometheus|victoria-?metrics|vmagent|sentry|apm-server)([-_/]|$)/;

/** What a technology's callers speak to it. */
const PROTOCOL_OF: Partial<Record<TechnologyId, Protocol>> = {
  redis: 'redis',
  mongodb: 'mongodb',
  elasticsearch: 'http',
  opensearch: 'http',
  clickhouse: 'sql',
  cassandra: 'sql',
  minio: 'http',
  consul: 'http',
  nacos: 'http',
};

const byId = new Map(TECHNOLOGIES.map(each => [each.id, each]));

const byScheme = new Map(
  TECHNOLOGIES.flatMap(each =>
    each.schemes.map(scheme => [scheme, each] as const),
  ),
);

const byPort = new Map<number, Technology[]>();
for (const technology of TECHNOLOGIES) {
  for (const port of technology.ports) {
    byPort.set(port, [...(byPort.get(port) ?? []), technology]);
  }
}

/** Further words for a technology in the names of settings. */
const KEY_WORDS: Record<string, TechnologyId> = {
  ...Object.fromEntries(TECHNOLOGIES.map(({ id }) => [id, id])),
  es: 'elasticsearch',
  elastic: 'elasticsearch',
  pg: 'postgresql',
  postgres: 'postgresql',
  mongo: 'mongodb',
  zk: 'zookeeper',
  amqp: 'rabbitmq',
  namesrv: 'rocketmq',
  ch: 'clickhouse',
  s3: 'minio',
};

export interface Recognised {
  technology?: TechnologyId;
  /** Of the technology, as the image's tag says. */
  version?: string;
  kind: MapNodeKind;
}

/** The shape of a node with this technology. */
export function kindOfTechnology(id: TechnologyId): MapNodeKind {
  const role = byId.get(id)?.role;
  if (role === 'database' || role === 'queue') {
    return role;
  }
  return 'middleware';
}

/** What callers of a technology speak. */
export function protocolOfTechnology(id: TechnologyId): Protocol {
  const role = byId.get(id)?.role;
  return (
    PROTOCOL_OF[id] ??
    (role === 'database' ? 'sql' : undefined) ??
    (role === 'queue' ? 'messaging' : 'tcp')
  );
}

/** `jdbc:mysql` → MySQL; driver variants such as `mysql:loadbalance` too. */
export function technologyOfScheme(
  scheme: string | undefined,
): TechnologyId | undefined {
  if (scheme === undefined) {
    return undefined;
  }
  const plain = scheme.replace(/^jdbc:/, '');
  const known = byScheme.get(plain) ?? byScheme.get(plain.split(/[:+]/)[0]);
  return known?.id;
}

/** Technologies that have this port by default. */
export function technologiesOfPort(port: number | undefined): TechnologyId[] {
  return port === undefined ? [] : (byPort.get(port) ?? []).map(({ id }) => id);
}

/** What the name of a setting says: `SPRING_DATA_REDIS_HOST` → Redis. */
export function technologyOfKey(key: string): TechnologyId | undefined {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const named = new Set(
    words.flatMap(word =>
      Object.hasOwn(KEY_WORDS, word) ? KEY_WORDS[word] : [],
    ),
  );
  return named.size === 1 ? [...named][0] : undefined;
}

function repositoryOf(image: string): { path: string; tag?: string } {
  const [withoutDigest] = image.toLowerCase().split('@');
  const slash = withoutDigest.lastIndexOf('/');
  const colon = withoutDigest.indexOf(':', slash);
  return colon < 0
    ? { path: withoutDigest }
    : {
        path: withoutDigest.slice(0, colon),
        tag: withoutDigest.slice(colon + 1),
      };
}

function technologyOfRepository(path: string): TechnologyId | undefined {
  const [parent = '', last] = ['', ...path.split('/')].slice(-2);
  if (AROUND.test(last)) {
    return undefined;
  }
  const names = GENERIC.test(last) ? [last, `${parent}-${last}`] : [last];
  return TECHNOLOGIES.find(({ images }) =>
    images.some(image =>
      names.some(name =>
        image.endsWith('*')
          ? name.startsWith(image.slice(0, -1))
          : name === image,
      ),
    ),
  )?.id;
}

/** `8.0.36-debian` → `8.0.36`; `latest` says nothing. */
function versionOf(tag: string | undefined): string | undefined {
  return /^v?(\d+(?:\.\d+){0,3})/.exec(tag ?? '')?.[1];
}

/** The container that a workload is there for. */
function mainContainer(
  template: PodTemplateFields,
): ContainerTemplateFields | undefined {
  const running = template.containers.filter(({ init }) => !init);
  return (
    running.find(
      ({ name, image }) =>
        !SIDECAR.test(name) && !SIDECAR.test(repositoryOf(image).path),
    ) ?? running[0]
  );
}

/**
 * What a workload is, from strong evidence to weak: its image, the label
 * `app.kubernetes.io/name` where it is a technology's own name, a port that
 * means one technology.
 */
export function recogniseWorkload(
  name: string,
  template: PodTemplateFields | undefined,
  servicePorts: readonly number[],
): Recognised {
  const main = template && mainContainer(template);
  const { path, tag } = repositoryOf(main?.image ?? '');
  const label = template?.labels['app.kubernetes.io/name']?.toLowerCase() ?? '';
  const byImage = technologyOfRepository(path);
  if (byImage) {
    const version = versionOf(tag);
    return {
      technology: byImage,
      kind: kindOfTechnology(byImage),
      ...(version && { version }),
    };
  }
  if (GATEWAY_IMAGE.test(path) || GATEWAY_NAME.test(name)) {
    return { kind: 'gateway' };
  }
  const isAround = AROUND.test(name) || AROUND.test(path);
  const byLabel = technologyOfRepository(label);
  if (byLabel && !isAround) {
    return { technology: byLabel, kind: kindOfTechnology(byLabel) };
  }
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (TELEMETRY.test(last) || TELEMETRY.test(label)) {
    return { kind: 'middleware' };
  }
  const ports = [...servicePorts, ...(main?.ports ?? [])].filter(
    port => !COMMON_PORTS.has(port),
  );
  return isAround ? { kind: 'service' } : recognisePorts(ports);
}

/** A port of one technology names it; where two share the port, their common role is all that is known. */
export function recognisePorts(ports: readonly number[]): Recognised {
  const candidates = new Set(ports.flatMap(technologiesOfPort));
  const kinds = new Set([...candidates].map(kindOfTechnology));
  if (candidates.size === 1) {
    const [technology] = candidates;
    return { technology, kind: kindOfTechnology(technology) };
  }
  return { kind: kinds.size === 1 ? [...kinds][0] : 'service' };
}
