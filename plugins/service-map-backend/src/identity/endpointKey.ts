import type { Endpoint } from '@panorama/plugin-service-map-node';

/** Equal for endpoints that say the same. */
export function endpointKey(endpoint: Endpoint): string {
  const {
    type,
    cluster = '',
    namespace = '',
    name = '',
    kind = '',
    host = '',
    port = '',
    entityRef = '',
    members = [],
  } = endpoint as Record<string, string | undefined> & {
    type: string;
    members?: Array<{ host: string; port?: number }>;
  };
  const list = members.map(member => `${member.host}:${member.port ?? ''}`);
  return [
    type,
    cluster,
    namespace,
    kind,
    name,
    host,
    port,
    entityRef,
    ...list,
  ].join('\n');
}
