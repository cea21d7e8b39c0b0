import type {
  Protocol,
  SourceProblem,
} from '@panorama/plugin-service-map-common';
import type { FoundAddress } from '@panorama/plugin-fleet-node';
import type {
  Endpoint,
  ObservedEdge,
  ObservedNode,
} from '@panorama/plugin-service-map-node';
import type { Estate, EstateWorkload } from '../../estate/Estate';
import { isIpAddress } from '../../identity/hosts';
import { protocolOfTechnology } from '../../identity/technologies';
import { isOfOtherProfile, meaningOf, technologyOf } from './meaning';
import {
  evidenceOf,
  writtenAddresses,
  type WrittenAddress,
} from './writtenAddresses';

type AddressEndpoint = Extract<Endpoint, { type: 'address' }>;

/** More addresses in the configuration of one program are its data. */
const MAX_ADDRESSES = 400;

/** Ports that a scheme stands for. */
const SCHEME_PORTS: Record<string, number> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
};

const SCHEME_PROTOCOLS: Record<string, Protocol> = {
  http: 'http',
  https: 'http',
  ws: 'http',
  wss: 'http',
  grpc: 'grpc',
  grpcs: 'grpc',
  dubbo: 'dubbo',
  tri: 'dubbo',
};

/** What the configuration of workloads says about whom they call. */
export interface ConfiguredEdges {
  edges: ObservedEdge[];
  nodes: ObservedNode[];
  /** One for each thing that was left out. */
  problems: SourceProblem[];
}

/**
 * Dependencies that environment variables and ConfigMaps name. Values are not
 * here: the inventory has kept addresses only.
 */
export function configuredEdges(estate: Estate): ConfiguredEdges {
  const result: ConfiguredEdges = { edges: [], nodes: [], problems: [] };
  const written = writtenAddresses(estate);
  for (const [workload, all] of written) {
    const addresses = all.filter(
      ({ address }) =>
        meaningOf(address) === 'dependency' &&
        !isOfOtherProfile(address.entry, workload),
    );
    if (addresses.length > MAX_ADDRESSES) {
      const { cluster, namespace } = workload;
      result.problems.push({
        message: `${nameOf(workload)} is configured with ${
          addresses.length
        } addresses: the first ${MAX_ADDRESSES} were looked at`,
        place: { cluster, namespace },
      });
    }
    for (const list of lists(addresses.slice(0, MAX_ADDRESSES))) {
      addList(result, workload, list);
    }
  }
  return result;
}

function nameOf({ kind, name, namespace, cluster }: EstateWorkload): string {
  return `${kind} ${name} in ${namespace} of ${cluster}`;
}

/** Addresses that stand in one setting. */
function lists(addresses: readonly WrittenAddress[]): WrittenAddress[][] {
  const bySetting = new Map<string, WrittenAddress[]>();
  for (const written of addresses) {
    const setting = `${evidenceOf(written)}\n${written.address.key}`;
    bySetting.set(setting, [...(bySetting.get(setting) ?? []), written]);
  }
  return [...bySetting.values()];
}

function addList(
  result: ConfiguredEdges,
  workload: EstateWorkload,
  list: readonly WrittenAddress[],
): void {
  const { cluster, namespace, kind, name } = workload;
  const from: Endpoint = { type: 'workload', cluster, namespace, kind, name };
  for (const written of list) {
    const { address } = written;
    const technology = technologyOf(address);
    const port = address.port ?? SCHEME_PORTS[address.scheme ?? ''];
    const to: AddressEndpoint = {
      type: 'address',
      host: address.host,
      ...(port !== undefined && { port }),
      cluster,
      namespace,
      ...membersOf(written, list),
    };
    const protocol =
      SCHEME_PROTOCOLS[address.scheme?.split('+')[0] ?? ''] ??
      (technology && protocolOfTechnology(technology));
    const testimony = {
      basis: 'configuration' as const,
      confidence: confidenceOf(written),
      evidence: `${evidenceOf(written)} of ${kind} ${name}`,
    };
    result.edges.push({
      from,
      to,
      ...(protocol && { protocol }),
      ...(address.port !== undefined && { port: address.port }),
      ...testimony,
    });
    if (technology) {
      result.nodes.push({ endpoint: to, technology, ...testimony });
    }
  }
}

/** Several hosts in one setting of a known technology are the members of one cluster. */
function membersOf(
  { address }: WrittenAddress,
  list: readonly WrittenAddress[],
): Pick<AddressEndpoint, 'members'> {
  const technology = technologyOf(address);
  const others = list
    .map(written => written.address)
    .filter(other => other !== address && technologyOf(other) === technology);
  return technology && others.length > 0
    ? { members: others.map(hostAndPort) }
    : {};
}

function hostAndPort({ host, port }: FoundAddress): {
  host: string;
  port?: number;
} {
  return { host, ...(port !== undefined && { port }) };
}

/**
 * How often such a setting is really used: a URL with a scheme of its own
 * nearly always, a bare word that happens to be a Service less, a file that
 * many programs share less still.
 */
export function confidenceOf({ address, readers }: WrittenAddress): number {
  const { scheme, port, host } = address;
  let confidence = 0.7;
  if (scheme !== undefined || host.includes('.svc')) {
    confidence = 0.95;
  } else if (port !== undefined) {
    confidence = isIpAddress(host) || host.includes('.') ? 0.95 : 0.9;
  }
  return readers > 1 ? confidence * 0.8 : confidence;
}
