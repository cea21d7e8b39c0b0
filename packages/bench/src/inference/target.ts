/** What programs of the generated companies depend on. */
export type Product =
  | 'http'
  | 'grpc'
  | 'mysql'
  | 'postgres'
  | 'redis'
  | 'mongo'
  | 'kafka'
  | 'rabbit'
  | 'zookeeper'
  | 'nacos'
  | 'elastic';

export const PORTS: Record<Product, number> = {
  http: 8080,
  grpc: 9090,
  mysql: 3306,
  postgres: 5432,
  redis: 6379,
  mongo: 27017,
  kafka: 9092,
  rabbit: 5672,
  zookeeper: 2181,
  nacos: 8848,
  elastic: 9200,
};

/** Something to depend on. */
export interface Target {
  name: string;
  product: Product;
  port: number;
  /** Inside: namespace of its Service, its cluster IP, whether pods have names. */
  inside?: { namespace: string; ip: string; headless: boolean };
  /** Outside: the hosts themselves. */
  hosts?: string[];
}

/** A truth: this workload depends on that. */
export interface Truth {
  caller: string;
  namespace: string;
  target: Target;
  style: string;
}
