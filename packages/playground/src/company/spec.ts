/**
 * The words in which the company is described: plain data, no behaviour.
 * Units: millicores and MiB.
 */

/** A text in both languages of the portal. */
export interface LocalText {
  en: string;
  zh: string;
}

export const TEAM_IDS = [
  'ai-lab',
  'customer-app',
  'data-platform',
  'fleet-routing',
  'international',
  'last-mile',
  'middleware',
  'payment',
  'platform',
  'scanning',
  'tracking',
  'warehouse',
] as const;

export type TeamId = (typeof TEAM_IDS)[number];

export interface TeamSpec {
  id: TeamId;
  title: LocalText;
  /** Catalog domain that the team's systems belong to. */
  domain: DomainId;
}

export type DomainId = 'commerce' | 'logistics' | 'foundation';

export interface DomainSpec {
  id: DomainId;
  title: LocalText;
  owner: TeamId;
}

export const CLUSTER_NAMES = [
  'prod-hangzhou',
  'prod-shanghai',
  'staging',
  'edge',
] as const;

export type ClusterName = (typeof CLUSTER_NAMES)[number];

/** `prod` in the two cities, `edge` at the sorting centres; staging has two of its own. */
export type Environment = 'prod' | 'staging' | 'dev' | 'edge';

export interface ClusterSpec {
  name: ClusterName;
  title: LocalText;
  version: string;
  environments: readonly Environment[];
  /** Region label, and the letters of its zones. */
  region: string;
  zones: readonly string[];
  /** At 6,000 pods in the company. */
  nodes: number;
  gpuNodes: number;
  nodePrefix: string;
  /** Pods of each team at 6,000 pods in the company. */
  share: Readonly<Partial<Record<TeamId, number>>>;
  /** KubeSphere runs there, so tenants are workspaces. */
  hasKubeSphere: boolean;
  /** Second byte of the first pod address; each cluster has a /12. */
  podNetwork: number;
}

/**
 * What a program does without the thing it depends on.
 *
 * - `exits`    it ends at start and in its main loop: CrashLoopBackOff.
 * - `unready`  its readiness probe fails.
 * - `degrades` it logs and goes on.
 */
export type WithoutIt = 'exits' | 'unready' | 'degrades';

export interface DependencySpec {
  /** Id of a service or middleware. */
  on: string;
  withoutIt: WithoutIt;
}

export type Language = 'java' | 'go' | 'node' | 'python';

export type ServiceKind = 'Deployment' | 'DaemonSet' | 'CronJob';

export interface ServiceSpec {
  id: string;
  team: TeamId;
  /** Catalog system. */
  system: string;
  title: LocalText;
  kind: ServiceKind;
  language: Language;
  tier: 1 | 2 | 3;
  /** Share of the team's pods, relative to its other services. */
  weight: number;
  port: number;
  /** First part of the namespace; the environment is added. The team's id where absent. */
  area?: string;
  /** Full namespace, for platform services whose place is the same everywhere. */
  namespace?: string;
  where?: ReadonlyArray<'prod' | 'edge' | 'staging'>;
  uses: readonly DependencySpec[];
  cpu: { request: number; limit: number };
  memory: { request: number; limit: number };
  gpus?: number;
  autoscaled?: boolean;
  /** Cron schedule of a CronJob. */
  schedule?: string;
  /** Has a log shipper beside it. */
  sidecar?: boolean;
  /** Public API that the catalog lists. */
  api?: 'openapi' | 'grpc' | 'asyncapi';
  version: string;
}

export type MiddlewareProduct =
  | 'mysql'
  | 'redis'
  | 'kafka'
  | 'rocketmq'
  | 'elasticsearch'
  | 'nacos';

export interface MiddlewareSpec {
  id: string;
  product: MiddlewareProduct;
  version: string;
  title: LocalText;
  /** `vm`: runs outside and is known to the cluster as a Service without selector. */
  place: 'cluster' | 'vm';
  replicas: number;
  cpu: { request: number; limit: number };
  memory: { request: number; limit: number };
  /** GiB of each replica's volume. */
  volumeGi: number;
  /** System that it serves, for the catalog. */
  system: string;
}

/** Where a middleware product listens, and who made the image. */
export const PRODUCTS: Readonly<
  Record<MiddlewareProduct, { port: number; image: string; word: string }>
> = {
  mysql: { port: 3306, image: 'mysql', word: 'MySQL' },
  redis: { port: 6379, image: 'redis', word: 'Redis' },
  kafka: { port: 9092, image: 'kafka', word: 'Kafka' },
  rocketmq: { port: 9876, image: 'rocketmq', word: 'RocketMQ' },
  elasticsearch: { port: 9200, image: 'elasticsearch', word: 'Elasticsearch' },
  nacos: { port: 8848, image: 'nacos-server', word: 'Nacos' },
};
