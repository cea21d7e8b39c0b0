import type { KubeObject } from '@panorama/playground';
import { DEAD, DECOYS, HARD_DECOYS, type Decoy } from './decoys';
import { Random } from './random';
import { STYLES, type Written } from './styles';
import { PORTS, type Product, type Target, type Truth } from './target';

/** One generated cluster, and what is true about it. */
export interface LabelledCluster {
  objects: Array<{ kindId: string; object: KubeObject }>;
  truths: Truth[];
  /** Names of programs whose dependencies are labelled. */
  programs: Set<string>;
  workloads: number;
  /** Settings that name what does not exist. */
  dead: number;
}

const APP_NAMESPACES = ['shop', 'orders'];
const APP_NAMES = [
  'cart',
  'checkout',
  'catalog',
  'search-api',
  'payment',
  'invoice',
  'waybill',
  'tracking',
  'pricing',
  'customer',
  'notify',
  'courier',
  'route-plan',
  'stock',
  'billing',
  'report',
  'gateway-bff',
  'risk',
  'coupon',
  'login',
  'profile',
  'sorting',
];

const INSIDE: Array<
  [name: string, product: Product, image: string, headless?: boolean]
> = [
  ['redis-session', 'redis', 'redis:7.2'],
  ['redis-cart', 'redis', 'registry.corp.zto/base/cache:7'],
  ['mysql-orders', 'mysql', 'docker.io/bitnami/mysql:8.0.36'],
  ['mysql-stock', 'mysql', 'registry.corp.zto/dba/mysql-server:5.7'],
  ['pg-billing', 'postgres', 'postgres:16'],
  ['mongo-profile', 'mongo', 'mongo:7', true],
  ['kafka-events', 'kafka', 'docker.io/bitnami/kafka:3.7', true],
  ['zk', 'zookeeper', 'zookeeper:3.9', true],
  ['nacos', 'nacos', 'nacos/nacos-server:v2.3'],
  ['rabbit', 'rabbit', 'rabbitmq:3-management'],
  ['search', 'elastic', 'elasticsearch:8.13'],
];

const REPLICAS = 3;

/** A company that nobody has seen before: the seed decides who calls whom and who writes it down how. */
export function labelledCluster(seed: number): LabelledCluster {
  const random = new Random(seed * 7919 + 17);
  const cluster = new Builder(random, seed);
  cluster.addMiddleware();
  cluster.addPrograms();
  return cluster.result;
}

class Builder {
  readonly result: LabelledCluster = {
    objects: [],
    truths: [],
    programs: new Set(),
    workloads: 0,
    dead: 0,
  };
  readonly #targets: Target[] = [];
  #ips = 0;

  constructor(private readonly random: Random, private readonly seed: number) {
    for (const name of ['shop', 'orders', 'middleware', 'monitoring']) {
      this.#put('namespaces', '', name, { status: { phase: 'Active' } });
    }
  }

  addMiddleware(): void {
    for (const [name, product, image, headless = false] of INSIDE) {
      const namespace = this.random.chance(0.7) ? 'middleware' : 'shop';
      const port = PORTS[product];
      const ip = this.#service(namespace, name, port, headless);
      this.#workload('StatefulSet', namespace, name, { image, ports: [port] });
      this.#targets.push({
        name,
        product,
        port,
        inside: { namespace, ip, headless },
      });
    }
    this.#service('monitoring', 'otel-collector', 4317, false);
    this.#workload('Deployment', 'monitoring', 'otel-collector', {
      image: 'otel/opentelemetry-collector-contrib:0.100.0',
      ports: [4317],
    });
    this.#outside();
  }

  /** Machines that the cluster knows by a Service, and some that only programs know. */
  #outside(): void {
    const base = `172.${16 + (this.seed % 16)}.${this.seed % 200}`;
    const vm = [`${base}.10`, `${base}.11`];
    this.#put('services', 'middleware', 'mysql-core', {
      spec: {
        type: 'ClusterIP',
        clusterIP: this.#ip(),
        ports: [{ port: 3306, protocol: 'TCP' }],
      },
    });
    this.#put(
      'endpointslices.discovery.k8s.io',
      'middleware',
      'mysql-core-1',
      {
        addressType: 'IPv4',
        ports: [{ port: 3306 }],
        endpoints: vm.map(address => ({
          addresses: [address],
          conditions: { ready: true },
        })),
      },
      { 'kubernetes.io/service-name': 'mysql-core' },
    );
    this.#targets.push({
      name: 'mysql-core',
      product: 'mysql',
      port: 3306,
      hosts: vm,
    });

    const ledger = `ledger-${this.seed}.db.zto.cn`;
    this.#put('services', 'shop', 'pg-ledger', {
      spec: { type: 'ExternalName', externalName: ledger, ports: [] },
    });
    this.#targets.push({
      name: 'pg-ledger',
      product: 'postgres',
      port: 5432,
      hosts: [ledger],
    });
    this.#targets.push(
      {
        name: 'kafka-scan',
        product: 'kafka',
        port: 9092,
        hosts: [20, 21, 22].map(last => `${base}.${last}`),
      },
      {
        name: 'waybill-search',
        product: 'elastic',
        port: 9200,
        hosts: [`es-${this.seed}.zto.internal`],
      },
      {
        name: 'customs',
        product: 'http',
        port: 8080,
        hosts: [`customs-${this.seed}.partner.com`],
      },
    );
  }

  addPrograms(): void {
    const names = this.random.some(APP_NAMES, 18);
    const programs = names.map((name): Target => {
      const namespace = this.random.pick(APP_NAMESPACES);
      const product = this.random.chance(0.7) ? 'http' : 'grpc';
      const port = PORTS[product];
      const ip = this.#service(namespace, name, port, false);
      this.result.programs.add(`${namespace}/${name}`);
      return {
        name,
        product,
        port,
        inside: { namespace, ip, headless: false },
      };
    });
    for (const program of programs) {
      this.#program(program, [...programs, ...this.#targets]);
    }
    this.#addressBook(programs);
  }

  #program(program: Target, all: Target[]): void {
    const { name } = program;
    const { namespace } = program.inside!;
    const others = all.filter(each => each !== program);
    const outputs: Written[] = [];
    for (const target of this.random.some(others, 2 + this.random.int(4))) {
      const styles = STYLES.filter(({ products }) =>
        products.includes(target.product),
      );
      const style = this.random.pick(styles);
      const host = this.#hostOf(target, namespace);
      outputs.push(
        style.write({
          target,
          host,
          list: this.#listOf(target, namespace, host),
          random: this.random,
        }),
      );
      this.result.truths.push({
        caller: name,
        namespace,
        target,
        style: style.name,
      });
    }
    if (this.random.chance(0.5)) {
      const [target] = [
        {
          name: 'otel-collector',
          product: 'http' as const,
          port: 4317,
          inside: { namespace: 'monitoring', ip: '', headless: false },
        },
      ];
      outputs.push({
        env: [
          {
            name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
            value: 'http://otel-collector.monitoring:4317',
          },
        ],
      });
      this.result.truths.push({
        caller: name,
        namespace,
        target,
        style: 'telemetry',
      });
    }
    const tempting = this.random
      .some(others, 4)
      .flatMap(each => (each.inside ? [each.name] : []));
    const decoy = (make: Decoy) =>
      outputs.push(make(name, tempting, this.random));
    this.random.some(DECOYS, 2 + this.random.int(4)).forEach(decoy);
    if (this.random.chance(0.4)) {
      decoy(this.random.pick(HARD_DECOYS));
    }
    if (this.random.chance(0.3)) {
      decoy(this.random.pick(DEAD));
      this.result.dead += 1;
    }
    this.#write(namespace, program, outputs);
  }

  #write(namespace: string, { name, port }: Target, outputs: Written[]): void {
    const env: Array<{ name: string; [field: string]: unknown }> = [];
    const data: Record<string, string> = {};
    const settings: Record<string, string> = {};
    const args: string[] = [];
    for (const written of outputs) {
      for (const each of written.env ?? []) {
        env.push({
          ...each,
          name: unique(
            env.map(known => known.name),
            each.name,
          ),
        });
      }
      for (const [file, text] of Object.entries(written.files ?? {})) {
        data[unique(Object.keys(data), file)] = text;
      }
      for (const { variable, key, value } of written.settings ?? []) {
        settings[key] = value;
        env.push({
          name: variable,
          valueFrom: { configMapKeyRef: { name: `${name}-settings`, key } },
        });
      }
      args.push(...(written.args ?? []));
    }
    // Settings of others in the same ConfigMap, which this program does not take.
    settings['unused.endpoint'] = 'redis-session.middleware:6379';
    this.#put('configmaps', namespace, `${name}-config`, { data });
    this.#put('configmaps', namespace, `${name}-settings`, { data: settings });
    this.#put('configmaps', namespace, `${name}-unread`, {
      data: { URL: 'http://nacos.middleware:8848' },
    });
    this.#workload('Deployment', namespace, name, {
      image: `registry.corp.zto/apps/${name}:1.${this.seed}.0`,
      ports: [port],
      env,
      args,
      volumes: [{ name: 'config', configMap: { name: `${name}-config` } }],
      envFrom: [{ configMapRef: { name: 'addresses' } }],
    });
  }

  /** What platform teams hand to everybody: all addresses, whoever needs them. */
  #addressBook(programs: Target[]): void {
    const data = Object.fromEntries(
      programs
        .slice(0, 9)
        .map(({ name, port, inside }) => [
          `${name}.url`,
          `http://${name}.${inside!.namespace}:${port}`,
        ]),
    );
    APP_NAMESPACES.forEach(namespace =>
      this.#put('configmaps', namespace, 'addresses', { data }),
    );
  }

  #hostOf({ name, inside, hosts, product }: Target, from: string): string {
    if (!inside) {
      const own = product === 'mysql' ? 'middleware' : 'shop';
      const isKnown = name === 'mysql-core' || name === 'pg-ledger';
      return isKnown && this.random.chance(0.5)
        ? `${name}.${own}`
        : this.random.pick(hosts!);
    }
    const { namespace, ip, headless } = inside;
    if (!headless && this.random.chance(0.06)) {
      return ip;
    }
    const forms = [
      `${name}.${namespace}`,
      `${name}.${namespace}.svc`,
      `${name}.${namespace}.svc.cluster.local`,
    ];
    return this.random.pick(
      from === namespace ? [name, name, ...forms] : forms,
    );
  }

  #listOf(
    { name, inside, hosts, port }: Target,
    from: string,
    host: string,
  ): string {
    if (!inside) {
      const members =
        hosts!.length > 1
          ? this.random.some(hosts!, 2 + this.random.int(2))
          : [host];
      return members.map(each => `${each}:${port}`).join(',');
    }
    if (!inside.headless) {
      return `${host}:${port}`;
    }
    const suffix =
      from === inside.namespace && this.random.chance(0.5)
        ? name
        : `${name}.${inside.namespace}`;
    return Array.from(
      { length: REPLICAS },
      (_, i) => `${name}-${i}.${suffix}:${port}`,
    ).join(',');
  }

  #ip(): string {
    this.#ips += 1;
    return `10.96.${this.#ips >> 8}.${this.#ips & 255}`;
  }

  #service(
    namespace: string,
    name: string,
    port: number,
    headless: boolean,
  ): string {
    const ip = this.#ip();
    this.#put('services', namespace, name, {
      spec: {
        type: 'ClusterIP',
        clusterIP: headless ? 'None' : ip,
        selector: { app: name },
        ports: [{ port, targetPort: port, protocol: 'TCP' }],
      },
    });
    return ip;
  }

  #workload(
    kind: 'Deployment' | 'StatefulSet',
    namespace: string,
    name: string,
    {
      image,
      ports,
      volumes = [],
      ...container
    }: {
      image: string;
      ports: number[];
      volumes?: object[];
      env?: object[];
      envFrom?: object[];
      args?: string[];
    },
  ): void {
    this.result.workloads += 1;
    this.#put(
      kind === 'Deployment' ? 'deployments.apps' : 'statefulsets.apps',
      namespace,
      name,
      {
        spec: {
          replicas: REPLICAS,
          selector: { matchLabels: { app: name } },
          template: {
            metadata: { labels: { app: name } },
            spec: {
              containers: [
                {
                  name: 'main',
                  image,
                  ports: ports.map(containerPort => ({ containerPort })),
                  ...container,
                },
              ],
              volumes,
            },
          },
        },
        status: { readyReplicas: REPLICAS },
      },
    );
  }

  #put(
    kindId: string,
    namespace: string,
    name: string,
    fields: object,
    labels: Record<string, string> = {},
  ): void {
    this.result.objects.push({
      kindId,
      object: {
        metadata: {
          name,
          ...(namespace && { namespace }),
          uid: `${this.seed}-${kindId}-${namespace}-${name}`,
          creationTimestamp: '2026-01-01T00:00:00Z',
          labels,
        },
        ...fields,
      },
    });
  }
}

function unique(taken: readonly string[], name: string): string {
  let candidate = name;
  for (let i = 2; taken.includes(candidate); i += 1) {
    candidate = `X${i}_${name}`;
  }
  return candidate;
}
