import type {
  FleetObject,
  NetworkPolicyFields,
  NetworkPolicyRule,
} from '@panorama/plugin-fleet-node';
import type { Estate, EstateWorkload } from '../estate/Estate';
import { selects } from '../estate/selectors';
import { parseHost } from '../identity/hosts';
import type { OutsideHost } from '../identity/OutsideHosts';
import type { KubeService, Unit } from '../identity/units';
import { cidrContains } from './cidr';

type Labels = Readonly<Record<string, string>>;
type Direction = 'Ingress' | 'Egress';

/** A pod template as a peer of a policy. */
interface Peer {
  namespace: string;
  labels: Labels;
  namespaceLabels: Labels;
}

/**
 * What NetworkPolicies let through. It says "forbidden" only where it is sure:
 * a peer whose labels nobody knows, an address block over pods, a port with a
 * name count as allowed.
 */
export class NetworkRules {
  readonly #policies = new Map<
    string,
    Array<FleetObject<NetworkPolicyFields>>
  >();
  readonly #namespaces = new Map<string, Labels>();

  constructor(estate: Estate) {
    for (const policy of estate.networkPolicies) {
      const key = `${policy.cluster}/${policy.namespace}`;
      this.#policies.set(key, [...(this.#policies.get(key) ?? []), policy]);
    }
    for (const { cluster, name, labels } of estate.namespaces) {
      this.#namespaces.set(`${cluster}/${name}`, labels);
    }
  }

  /** Whether no workload of `from` can reach any of `to` on any of these ports (of its Services). */
  forbids(from: Unit, to: Unit, ports: readonly number[]): boolean {
    if (this.#policies.size === 0 || from.cluster !== to.cluster) {
      return false;
    }
    const pairs = from.workloads.flatMap(caller =>
      to.workloads.map(callee => [caller, callee] as const),
    );
    return (
      pairs.length > 0 &&
      pairs.every(([caller, callee]) =>
        this.#blocks(caller, callee, podPorts(to.services, ports)),
      )
    );
  }

  /** Whether no workload of `from` can reach the host. */
  forbidsOutside(from: Unit, to: OutsideHost): boolean {
    return (
      this.#policies.size > 0 &&
      from.workloads.length > 0 &&
      from.workloads.every(workload => this.#blocksOutside(workload, to))
    );
  }

  #blocks(
    caller: EstateWorkload,
    callee: EstateWorkload,
    ports: readonly number[] | undefined,
  ): boolean {
    const [from, to] = [this.#peer(caller), this.#peer(callee)];
    if (!from || !to) {
      return false;
    }
    return (
      this.#isolates(caller, from, 'Egress', rule =>
        lets(rule, to, caller.namespace, ports),
      ) ||
      this.#isolates(callee, to, 'Ingress', rule =>
        lets(rule, from, callee.namespace, ports),
      )
    );
  }

  #blocksOutside(caller: EstateWorkload, host: OutsideHost): boolean {
    const from = this.#peer(caller);
    return (
      from !== undefined &&
      this.#isolates(caller, from, 'Egress', rule => letsOut(rule, host))
    );
  }

  /** True where policies select the pod for the direction and none of their rules lets it through. */
  #isolates(
    workload: EstateWorkload,
    { labels }: Peer,
    direction: Direction,
    passes: (rule: NetworkPolicyRule) => boolean,
  ): boolean {
    const policies = (
      this.#policies.get(`${workload.cluster}/${workload.namespace}`) ?? []
    ).filter(
      ({ fields }) =>
        fields.policyTypes.includes(direction) &&
        selects(fields.podSelector, labels),
    );
    return (
      policies.length > 0 &&
      !policies.some(({ fields }) =>
        (direction === 'Ingress' ? fields.ingress : fields.egress).some(passes),
      )
    );
  }

  #peer({ cluster, namespace, template }: EstateWorkload): Peer | undefined {
    return (
      template && {
        namespace,
        labels: template.labels,
        namespaceLabels: this.#namespaces.get(`${cluster}/${namespace}`) ?? {
          'kubernetes.io/metadata.name': namespace,
        },
      }
    );
  }
}

/** Ports of the pods behind ports of Services; `undefined` where a name hides them. */
function podPorts(
  services: readonly KubeService[],
  ports: readonly number[],
): number[] | undefined {
  const found: number[] = [];
  for (const port of ports) {
    const targets = services.flatMap(({ fields }) =>
      fields.ports.filter(each => each.port === port),
    );
    for (const { targetPort } of targets) {
      const target = targetPort === undefined ? port : Number(targetPort);
      if (!Number.isInteger(target)) {
        return undefined;
      }
      found.push(target);
    }
  }
  return found.length > 0 ? found : undefined;
}

function lets(
  rule: NetworkPolicyRule,
  peer: Peer,
  ownNamespace: string,
  ports: readonly number[] | undefined,
): boolean {
  const hasPeer =
    rule.peers.length === 0 ||
    rule.peers.some(({ cidr, podSelector, namespaceSelector }) => {
      if (cidr !== undefined) {
        // Whether the block covers the pods depends on addresses that change.
        return true;
      }
      const isNamespace = namespaceSelector
        ? selects(namespaceSelector, peer.namespaceLabels)
        : peer.namespace === ownNamespace;
      return isNamespace && (!podSelector || selects(podSelector, peer.labels));
    });
  return hasPeer && letsPorts(rule, ports);
}

function letsOut(rule: NetworkPolicyRule, { addresses }: OutsideHost): boolean {
  const hasPeer =
    rule.peers.length === 0 ||
    rule.peers.some(
      ({ cidr, except = [] }) =>
        cidr !== undefined &&
        addresses.some(
          ({ host }) =>
            // What a name resolves to is not known here.
            parseHost(host).type !== 'ip' ||
            (cidrContains(cidr, host) !== false &&
              !except.some(part => cidrContains(part, host) === true)),
        ),
    );
  const ports = addresses.flatMap(({ port }) => port ?? []);
  return hasPeer && letsPorts(rule, ports.length > 0 ? ports : undefined);
}

function letsPorts(
  { ports: allowed }: NetworkPolicyRule,
  ports: readonly number[] | undefined,
): boolean {
  return (
    allowed.length === 0 ||
    ports === undefined ||
    allowed.some(({ port, endPort }) => {
      const from = Number(port ?? NaN);
      return (
        !Number.isInteger(from) ||
        ports.some(each => each >= from && each <= (endPort ?? from))
      );
    })
  );
}
