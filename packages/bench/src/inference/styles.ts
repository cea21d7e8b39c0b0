import type { Random } from './random';
import type { Product, Target } from './target';

/** What one dependency adds to the objects of its caller. */
export interface Written {
  env?: Array<{ name: string; value?: string; valueFrom?: object }>;
  /** Entries of the ConfigMap that the caller reads whole, by file. */
  files?: Record<string, string>;
  /** Single settings of that ConfigMap, which the caller takes as variables. */
  settings?: Array<{ variable: string; key: string; value: string }>;
  args?: string[];
}

export interface StyleInput {
  target: Target;
  /** How the caller names the host. */
  host: string;
  /** All members, `host:port` with commas. */
  list: string;
  random: Random;
}

/** One habit of writing down a dependency. */
export interface Style {
  name: string;
  products: readonly Product[];
  write(input: StyleInput): Written;
}

const WEB: Product[] = ['http', 'grpc'];
const SQL: Product[] = ['mysql', 'postgres'];

const SCHEMES: Record<Product, string> = {
  http: 'http',
  grpc: 'grpc',
  mysql: 'mysql',
  postgres: 'postgres',
  redis: 'redis',
  mongo: 'mongodb',
  kafka: 'kafka',
  rabbit: 'amqp',
  zookeeper: 'zookeeper',
  nacos: 'nacos',
  elastic: 'http',
};

const constant = (text: string) =>
  text.toUpperCase().replace(/[^A-Z0-9]/g, '_');
const camel = (text: string) =>
  text.replace(/[^a-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase());

export const STYLES: readonly Style[] = [
  {
    name: 'spring environment',
    products: [...SQL, 'redis', 'kafka', 'mongo', 'rabbit', 'elastic'],
    write: ({ target, host, list }) => {
      switch (target.product) {
        case 'mysql':
          return env(
            'SPRING_DATASOURCE_URL',
            `jdbc:mysql://${host}:3306/app?useSSL=false&serverTimezone=Asia/Shanghai`,
          );
        case 'postgres':
          return env(
            'SPRING_DATASOURCE_URL',
            `jdbc:postgresql://${host}:5432/app`,
          );
        case 'redis':
          return {
            env: [
              { name: 'SPRING_DATA_REDIS_HOST', value: host },
              { name: 'SPRING_DATA_REDIS_PORT', value: '6379' },
            ],
          };
        case 'kafka':
          return env('SPRING_KAFKA_BOOTSTRAP_SERVERS', list);
        case 'mongo':
          return env(
            'SPRING_DATA_MONGODB_URI',
            `mongodb://app:s3cr3t@${list}/app?replicaSet=rs0`,
          );
        case 'rabbit':
          return env('SPRING_RABBITMQ_ADDRESSES', list);
        default:
          return env('SPRING_ELASTICSEARCH_URIS', `http://${host}:9200`);
      }
    },
  },
  {
    name: 'host and port',
    products: [...SQL, 'redis', 'mongo', 'rabbit', ...WEB],
    write: ({ target, host }) => ({
      env: [
        { name: `${constant(target.name)}_HOST`, value: host },
        { name: `${constant(target.name)}_PORT`, value: String(target.port) },
      ],
    }),
  },
  {
    name: 'url',
    products: [...SQL, 'redis', 'mongo', 'rabbit', 'elastic', 'http'],
    write: ({ target, host }) =>
      env(
        `${constant(target.name)}_URL`,
        `${SCHEMES[target.product]}://${
          target.product === 'http' ? '' : 'app:pa55@'
        }${host}:${target.port}${target.product === 'http' ? '/api/v1' : '/0'}`,
      ),
  },
  {
    name: 'address',
    products: ['redis', 'grpc', 'http', 'nacos'],
    write: ({ target, host }) =>
      env(`${constant(target.name)}_ADDR`, `${host}:${target.port}`),
  },
  {
    name: 'dubbo registry',
    products: ['zookeeper', 'nacos'],
    write: ({ target, host, list }) => ({
      files: {
        'dubbo.properties': [
          'dubbo.application.name=app',
          '# dubbo.registry.address=zookeeper://old-zk.legacy:2181',
          target.product === 'zookeeper'
            ? `dubbo.registry.address=zookeeper://${
                list.split(',')[0]
              }?backup=${list.split(',').slice(1).join(',')}`
            : `dubbo.registry.address=nacos://${host}:8848?namespace=prod`,
          'dubbo.protocol.port=20880',
        ].join('\n'),
      },
    }),
  },
  {
    name: 'kafka list',
    products: ['kafka'],
    write: ({ list }) => env('KAFKA_BROKERS', list),
  },
  {
    name: 'go dsn',
    products: ['mysql'],
    write: ({ target, host }) =>
      env(
        `${constant(target.name)}_DSN`,
        `app:$(DB_PASSWORD)@tcp(${host}:3306)/app?parseTime=true`,
      ),
  },
  {
    name: 'application.yaml',
    products: [...SQL, 'redis', 'kafka', 'elastic', 'http'],
    write: ({ target, host, list, random }) => ({
      files: {
        [`application-${target.name}.yaml`]: [
          'server:',
          '  port: 8080 # not http://localhost:9999',
          ...(random.chance(0.5)
            ? [`# old: http://legacy-${target.name}.retired:8080`]
            : []),
          ...yamlOf(target, host, list),
          'logging:',
          '  level:',
          '    com.example: info',
        ].join('\n'),
      },
    }),
  },
  {
    name: 'application.properties',
    products: [...SQL, 'redis', 'http', 'rabbit'],
    write: ({ target, host }) => ({
      files: {
        [`${target.name}.properties`]: [
          'management.port=8081',
          `! was ${target.name}.legacy.svc:1234`,
          target.product === 'mysql' || target.product === 'postgres'
            ? `spring.datasource.url=jdbc:${
                target.product === 'mysql' ? 'mysql' : 'postgresql'
              }://${host}:${target.port}/app`
            : `${target.name}.host=${host}`,
          `${target.name}.timeout=3000`,
        ].join('\n'),
      },
    }),
  },
  {
    name: 'appsettings.json',
    products: [...SQL, 'redis', 'http'],
    write: ({ target, host }) => ({
      files: {
        [`appsettings.${target.name}.json`]: JSON.stringify(
          appSettings(target, host),
          null,
          2,
        ),
      },
    }),
  },
  {
    name: 'camel case json',
    products: ['redis', 'mysql', 'http', 'mongo'],
    write: ({ target, host }) => ({
      files: {
        'config.json': JSON.stringify(
          {
            [`${camel(target.name)}Host`]: host,
            [`${camel(target.name)}Port`]: target.port,
          },
          null,
          2,
        ),
      },
    }),
  },
  {
    name: 'config map key',
    products: [...SQL, 'redis', 'http', 'kafka'],
    write: ({ target, list }) => ({
      settings: [
        {
          variable: `${constant(target.name)}_ENDPOINTS`,
          key: `${target.name}.endpoints`,
          value: list,
        },
      ],
    }),
  },
  {
    name: 'nginx upstream',
    products: ['http'],
    write: ({ target, host }) => ({
      files: {
        [`${target.name}.conf`]: `server {\n  listen 80;\n  server_name shop.internal.zto;\n  location /${target.name} {\n    proxy_pass http://${host}:8080;\n    # proxy_pass http://${target.name}-old.retired:8080;\n  }\n}\n`,
      },
    }),
  },
  {
    name: 'ini file',
    products: ['redis', 'mysql', 'postgres'],
    write: ({ target, host }) => ({
      files: {
        [`${target.name}.ini`]: `; generated\n[${target.product}]\nhost = ${host}\nport = ${target.port}\npassword = x9:1234\n`,
      },
    }),
  },
  {
    name: 'bare word',
    products: ['redis', 'http'],
    // Neither a port nor a name that says "host": for a reader, too, a guess.
    write: ({ target, host }) => env(`${constant(target.name)}`, host),
  },
  {
    name: 'argument',
    products: ['redis', 'http', 'kafka', 'mysql'],
    write: ({ target, host }) => ({
      args: [`--${target.name}=${host}:${target.port}`],
    }),
  },
  {
    name: 'secret',
    products: [...SQL, 'mongo', 'rabbit'],
    write: ({ target }) => ({
      env: [
        {
          name: `${constant(target.name)}_URL`,
          valueFrom: {
            secretKeyRef: { name: `${target.name}-url`, key: 'url' },
          },
        },
      ],
    }),
  },
];

function env(name: string, value: string): Written {
  return { env: [{ name, value }] };
}

/** How .NET programs have it. */
function appSettings({ name, product, port }: Target, host: string): object {
  switch (product) {
    case 'http':
      return {
        Endpoints: { [camel(name)]: { BaseUrl: `http://${host}:8080/` } },
      };
    case 'redis':
      return { Redis: { Configuration: `${host}:6379,abortConnect=false` } };
    default:
      return {
        ConnectionStrings: {
          Default: `Server=${host},${port};Database=app;User Id=app;Password=x`,
        },
      };
  }
}

function yamlOf(
  { name, product, port }: Target,
  host: string,
  list: string,
): string[] {
  switch (product) {
    case 'mysql':
    case 'postgres':
      return [
        'spring:',
        '  datasource:',
        `    url: jdbc:${
          product === 'mysql' ? 'mysql' : 'postgresql'
        }://${host}:${port}/app`,
        '    username: app',
      ];
    case 'redis':
      return [
        'spring:',
        '  data:',
        '    redis:',
        `      host: ${host}`,
        `      port: ${port}`,
      ];
    case 'kafka':
      return [
        'spring:',
        '  kafka:',
        '    bootstrap-servers:',
        ...list.split(',').map(each => `      - "${each}"`),
      ];
    default:
      return ['clients:', `  ${name}:`, `    url: "http://${host}:${port}"`];
  }
}
