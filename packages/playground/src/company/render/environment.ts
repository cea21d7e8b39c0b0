import type { MiddlewareProduct } from '../spec';
import type { ResolvedDependency, Workload } from '../workload';
import { MIDDLEWARE } from '../middleware';

/** One entry of a container's `env`. */
export type EnvVar = {
  name: string;
  value?: string;
  valueFrom?: { [source: string]: unknown };
};

const PRODUCT_BY_ID = new Map<string, MiddlewareProduct>(
  MIDDLEWARE.map(({ id, product }) => [id, product]),
);

/**
 * The environment of the main container. Each dependency is named in the way
 * that programs of its language usually expect, so that reading an environment
 * is as hard as it is in real life. Passwords come from Secrets, but for one
 * old program that still has its own in the open.
 */
export function environmentOf(workload: Workload): EnvVar[] {
  if (workload.program.type === 'middleware') {
    return middlewareEnvironment(workload);
  }
  const { spec } = workload.program;
  const env: EnvVar[] = [
    { name: 'APP_NAME', value: spec.id },
    { name: 'APP_ENV', value: workload.namespace.environment },
    { name: 'TZ', value: 'Asia/Shanghai' },
    { name: 'POD_NAME', valueFrom: fieldRef('metadata.name') },
    { name: 'POD_IP', valueFrom: fieldRef('status.podIP') },
    ...languageEnvironment(workload),
    ...workload.dependencies.flatMap(dependency =>
      dependencyEnvironment(spec.language, dependency),
    ),
  ];
  if (spec.id === 'settlement') {
    env.push({ name: 'BANK_SFTP_PASSWORD', value: 'Sprout-Lantern-4417' });
  }
  return env;
}

function languageEnvironment({ program }: Workload): EnvVar[] {
  if (program.type !== 'service') {
    return [];
  }
  switch (program.spec.language) {
    case 'java':
      return [
        {
          name: 'JAVA_TOOL_OPTIONS',
          value:
            '-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8',
        },
      ];
    case 'go':
      return [
        {
          name: 'GOMEMLIMIT',
          value: `${Math.floor(program.spec.memory.limit * 0.9)}MiB`,
        },
      ];
    case 'node':
      return [
        { name: 'NODE_ENV', value: 'production' },
        {
          name: 'NODE_OPTIONS',
          value: `--max-old-space-size=${Math.floor(
            program.spec.memory.limit * 0.75,
          )}`,
        },
      ];
    case 'python':
      return [{ name: 'PYTHONUNBUFFERED', value: '1' }];
    default:
      return program.spec.language satisfies never;
  }
}

function dependencyEnvironment(
  language: string,
  { on, host, port }: ResolvedDependency,
): EnvVar[] {
  const product = PRODUCT_BY_ID.get(on);
  const isSpring = language === 'java';
  const short = on.replace(/^[a-z]+-/, '');
  switch (product) {
    case 'mysql': {
      const password: EnvVar = {
        name: `${constant(short)}_DB_PASSWORD`,
        valueFrom: {
          secretKeyRef: { name: `${on}-credentials`, key: 'password' },
        },
      };
      return isSpring
        ? [
            {
              name: 'SPRING_DATASOURCE_URL',
              value: `jdbc:mysql://${host}:${port}/${short}?useSSL=false&serverTimezone=Asia/Shanghai`,
            },
            { name: 'SPRING_DATASOURCE_USERNAME', value: short },
            password,
          ]
        : [
            password,
            {
              name: `${constant(short)}_DSN`,
              value: `${short}:$(${password.name})@tcp(${host}:${port})/${short}`,
            },
          ];
    }
    case 'redis':
      return isSpring
        ? [
            { name: 'SPRING_DATA_REDIS_HOST', value: host },
            { name: 'SPRING_DATA_REDIS_PORT', value: String(port) },
          ]
        : [{ name: `${constant(on)}_ADDR`, value: `${host}:${port}` }];
    case 'kafka':
      return isSpring
        ? [{ name: 'SPRING_KAFKA_BOOTSTRAP_SERVERS', value: `${host}:${port}` }]
        : [{ name: `${constant(on)}_BROKERS`, value: `${host}:${port}` }];
    case 'rocketmq':
      return [{ name: 'ROCKETMQ_NAME_SERVER', value: `${host}:${port}` }];
    case 'nacos':
      return [{ name: 'NACOS_SERVER_ADDR', value: `${host}:${port}` }];
    case 'elasticsearch':
      return [
        { name: `${constant(on)}_HOSTS`, value: `http://${host}:${port}` },
      ];
    default:
      return [{ name: `${constant(on)}_URL`, value: `http://${host}:${port}` }];
  }
}

function middlewareEnvironment({
  program,
  name,
  namespace,
}: Workload): EnvVar[] {
  if (program.type !== 'middleware') {
    return [];
  }
  const common: EnvVar[] = [
    { name: 'TZ', value: 'Asia/Shanghai' },
    { name: 'POD_NAME', valueFrom: fieldRef('metadata.name') },
  ];
  switch (program.spec.product) {
    case 'mysql':
      return [
        ...common,
        {
          name: 'MYSQL_ROOT_PASSWORD',
          valueFrom: {
            secretKeyRef: { name: `${name}-credentials`, key: 'root' },
          },
        },
      ];
    case 'kafka':
      return [
        ...common,
        { name: 'KAFKA_HEAP_OPTS', value: '-Xmx3g -Xms3g' },
        {
          name: 'KAFKA_CONTROLLER_QUORUM_VOTERS',
          value: `1@${name}-0.${name}-headless.${namespace.name}:9093`,
        },
      ];
    case 'elasticsearch':
      return [
        ...common,
        { name: 'ES_JAVA_OPTS', value: '-Xms3g -Xmx3g' },
        { name: 'discovery.seed_hosts', value: `${name}-headless` },
      ];
    case 'nacos':
      return [
        ...common,
        { name: 'MODE', value: 'cluster' },
        {
          name: 'MYSQL_SERVICE_HOST',
          value: `mysql-config.${namespace.name}.svc.cluster.local`,
        },
        { name: 'MYSQL_SERVICE_PORT', value: '3306' },
      ];
    default:
      return common;
  }
}

function fieldRef(fieldPath: string) {
  return { fieldRef: { apiVersion: 'v1', fieldPath } };
}

function constant(id: string): string {
  return id.toUpperCase().replace(/-/g, '_');
}
