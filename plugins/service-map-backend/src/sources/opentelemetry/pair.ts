import type { TechnologyId } from '@panorama/plugin-service-map-common';
import type { Endpoint } from '@panorama/plugin-service-map-node';
import type { PlacedSample } from '../../prometheus/answers';
import { hostAndPort, known } from '../../prometheus/endpoints';

/** Both generators call whoever sent a trace's first span `user`. */
const VIRTUAL_CLIENT = 'user';

/** `db.system` of OpenTelemetry's conventions → technology. */
const SYSTEMS: Record<string, TechnologyId> = {
  mysql: 'mysql',
  mariadb: 'mariadb',
  postgresql: 'postgresql',
  oracle: 'oracle',
  'oracle.db': 'oracle',
  mssql: 'sqlserver',
  'microsoft.sql_server': 'sqlserver',
  oceanbase: 'oceanbase',
  mongodb: 'mongodb',
  cassandra: 'cassandra',
  clickhouse: 'clickhouse',
  elasticsearch: 'elasticsearch',
  opensearch: 'opensearch',
  redis: 'redis',
  memcached: 'memcached',
};

/** What the series of one pair say, in requests a second. */
export interface Pair {
  from?: Endpoint;
  to: Endpoint;
  sample: PlacedSample;
  technology?: TechnologyId;
  requests: number;
  failed: number;
  p95Seconds?: number;
}

/** Both ends of a series; undefined where nobody was called. */
export function pairOf(
  sample: PlacedSample,
  clusterNames: Readonly<Record<string, string>>,
): Pair | undefined {
  const { labels } = sample;
  const server = known(labels.server);
  if (!server) {
    return undefined;
  }
  const placeOf = (side: 'client' | 'server') => {
    const cluster = known(labels[`${side}_k8s_cluster_name`]);
    const namespace = known(labels[`${side}_k8s_namespace_name`]);
    const name = cluster ? clusterNames[cluster] ?? cluster : sample.cluster;
    return { ...(name && { cluster: name }), ...(namespace && { namespace }) };
  };
  const client = known(labels.client);
  const from: Endpoint | undefined =
    client && !isFromOutside(sample)
      ? { type: 'application', name: client, ...placeOf('client') }
      : undefined;
  const address = isNamedByClient(sample) ? addressOf(server) : undefined;
  const to: Endpoint = address
    ? { type: 'address', ...address, ...placeOf('client') }
    : { type: 'application', name: server, ...placeOf('server') };
  const system =
    known(labels.client_db_system_name) ?? known(labels.client_db_system);
  return {
    ...(from && { from }),
    to,
    sample,
    requests: 0,
    failed: 0,
    ...(system && SYSTEMS[system] && { technology: SYSTEMS[system] }),
  };
}

/** A name of a database (`orders`) is no host; a dot or a colon makes one. */
function addressOf(name: string) {
  return /[.:]/.test(name) ? hostAndPort(name) : undefined;
}

/** A trace that begins with a server's span: nobody knows who called. */
function isFromOutside({ labels }: PlacedSample): boolean {
  return (
    labels.connection_type === 'virtual_node' &&
    labels.client === VIRTUAL_CLIENT
  );
}

/** A server without spans of its own: what is known of it is the client's. */
export function isNamedByClient(sample: PlacedSample): boolean {
  return (
    isDatabase(sample) ||
    (sample.labels.connection_type === 'virtual_node' && !isFromOutside(sample))
  );
}

export function isDatabase({ labels }: PlacedSample): boolean {
  return labels.connection_type === 'database';
}
