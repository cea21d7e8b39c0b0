import type { EstateWorkload } from '../estate/Estate';
import type { NamedNode } from '../identity/Identity';
import type { OutsideHost } from '../identity/OutsideHosts';
import { kindOfTechnology } from '../identity/technologies';
import type { Unit } from '../identity/units';
import type { NodeCore } from './NodeDraft';
import type { NodeFacts, WorkloadFacts } from './types';
import { compareText } from './witnesses';

const NO_FACTS: NodeFacts = {
  workloads: [],
  findings: [],
  isMeasuredHealthy: false,
};

/** A node of Services and workloads. */
export function nodeOfUnit(unit: Unit): NodeCore {
  const { id, kind, name, cluster, namespace, technology, version } = unit;
  const workloads = unit.workloads.map(workloadFacts);
  const pods = unit.workloads.flatMap(workload => workload.pods);
  const rateTolerance =
    unit.services.find(({ fields }) => fields.rateTolerance)?.fields
      .rateTolerance ??
    unit.workloads.find(workload => workload.rateTolerance)?.rateTolerance;
  return {
    id,
    kind,
    name,
    aliases: [
      ...unit.services.map(service => service.name),
      ...unit.workloads.map(workload => workload.name),
    ],
    place: { cluster, namespace },
    ...(technology && { technology }),
    ...(version && { version }),
    workloads: workloads.map(workload => ({
      kind: workload.kind,
      name: workload.name,
      desired: workload.desired,
      ready: workload.ready,
    })),
    zones: [...new Set(pods.flatMap(({ zone }) => zone ?? []))].sort(
      compareText,
    ),
    ...agreed(unit.workloads),
    facts: {
      ...NO_FACTS,
      workloads,
      ...(unit.readyEndpoints !== undefined && {
        readyEndpoints: unit.readyEndpoints,
      }),
      ...(rateTolerance && { rateTolerance }),
    },
    conflicts: entityConflict(unit),
  };
}

function workloadFacts(workload: EstateWorkload): WorkloadFacts {
  const { kind, name, desired, ready, reason, since } = workload;
  return {
    kind,
    name,
    desired,
    ready,
    ...(reason && { reason }),
    ...(since !== undefined && { since }),
  };
}

/** What all workloads that say anything say alike. */
function agreed(workloads: readonly EstateWorkload[]) {
  const fields = ['tenant', 'entityRef', 'owner', 'system'] as const;
  return Object.fromEntries(
    fields.flatMap(field => {
      const values = new Set(workloads.flatMap(each => each[field] ?? []));
      return values.size === 1 ? [[field, [...values][0]]] : [];
    }),
  );
}

function entityConflict({ id, workloads }: Unit): NodeCore['conflicts'] {
  const refs = [
    ...new Set(workloads.flatMap(({ entityRef }) => entityRef ?? [])),
  ].sort(compareText);
  return refs.length > 1 ? [{ claim: refs.join(', '), nodes: [id] }] : [];
}

/** A node outside all clusters. */
export function nodeOfHost(host: OutsideHost): NodeCore {
  const { id, name, addresses, names, technology, readyEndpoints } = host;
  return {
    id,
    kind: technology ? kindOfTechnology(technology) : 'external',
    name,
    aliases: [
      ...addresses.map(address =>
        address.port === undefined
          ? address.host
          : `${address.host}:${address.port}`,
      ),
      ...names.map(each => each.name),
    ],
    ...(technology && { technology }),
    workloads: [],
    zones: [],
    facts: {
      ...NO_FACTS,
      ...(readyEndpoints !== undefined && { readyEndpoints }),
    },
    conflicts: [],
  };
}

/** A node that only a source's words describe. */
export function nodeOfName(named: NamedNode): NodeCore {
  const { id, type, name, cluster, namespace, workloadKind, entityRef } = named;
  const isInside = cluster !== undefined && namespace !== undefined;
  return {
    id,
    kind: kindOfNamed(type, workloadKind),
    name,
    aliases: [],
    ...(isInside && { place: { cluster, namespace } }),
    ...(entityRef && { entityRef }),
    workloads: [],
    zones: [],
    facts: NO_FACTS,
    conflicts: [],
  };
}

function kindOfNamed(
  type: NamedNode['type'],
  workloadKind: string | undefined,
): NodeCore['kind'] {
  if (type === 'vanished') {
    return workloadKind ? 'workload' : 'service';
  }
  return type === 'application' ? 'service' : 'external';
}
