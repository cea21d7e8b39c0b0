import type {
  CauseEvidence,
  MapNode,
} from '@panorama/plugin-service-map-common';
import type { CauseDraft, MachineFacts } from './causeFacts';
import type { CauseIndex } from './CauseIndex';
import { MACHINE } from './weights';

/** A zone is at fault when so much of it is, and more than one machine. */
const ZONE_SHARE = 0.5;

/**
 * Machines that carry the node's unhealthy pods and are in trouble themselves;
 * several of one zone become the zone. A machine in trouble with healthy pods
 * explains nothing.
 */
export function machineCauses(index: CauseIndex, node: MapNode): CauseDraft[] {
  const unhealthy = index.podsOf(node.id).filter(pod => pod.isUnhealthy);
  if (unhealthy.length === 0) return [];
  const troubled = (index.facts.machines ?? []).filter(
    machine =>
      isTroubled(machine) && unhealthy.some(pod => runsOn(pod, machine)),
  );
  const zones = new Map<string, MachineFacts[]>();
  for (const machine of troubled.filter(({ zone }) => zone !== undefined)) {
    const key = `${machine.cluster}/${machine.zone}`;
    zones.set(key, [...(zones.get(key) ?? []), machine]);
  }
  const lost = [...zones].filter(([, machines]) => isLostZone(index, machines));
  const inLostZones = new Set(lost.flatMap(([, machines]) => machines));
  return [
    ...lost.map(([subject, machines]) =>
      draftOf(index, node, 'zone', subject, machines),
    ),
    ...troubled
      .filter(machine => !inLostZones.has(machine))
      .map(machine =>
        draftOf(
          index,
          node,
          'cluster-node',
          `${machine.cluster}/${machine.name}`,
          [machine],
        ),
      ),
  ];
}

function draftOf(
  index: CauseIndex,
  node: MapNode,
  kind: 'zone' | 'cluster-node',
  subject: string,
  machines: readonly MachineFacts[],
): CauseDraft {
  const unhealthy = index.podsOf(node.id).filter(pod => pod.isUnhealthy);
  const there = unhealthy.filter(pod =>
    machines.some(machine => runsOn(pod, machine)),
  );
  const sufferers = new Set(
    machines
      .flatMap(machine => index.podsOn(machine))
      .filter(pod => pod.isUnhealthy)
      .map(({ nodeId }) => nodeId),
  );
  const isNotReady = machines.some(({ isReady }) => !isReady);
  return {
    kind,
    subject,
    score:
      (isNotReady ? MACHINE.notReady : MACHINE.pressure) +
      (MACHINE.share * there.length) / unhealthy.length +
      (sufferers.size > 1 ? MACHINE.shared : 0),
    evidence: machines.map(machine => evidenceOf(index, machine)),
  };
}

function evidenceOf(index: CauseIndex, machine: MachineFacts): CauseEvidence {
  const { cluster, name, zone, isReady, pressures, since } = machine;
  return {
    type: 'cluster-node',
    ...(since !== undefined && { at: since }),
    cluster,
    name,
    ...(zone !== undefined && { zone }),
    condition: isReady ? pressures[0] : 'NotReady',
    pods: index.podsOn(machine).filter(pod => pod.isUnhealthy).length,
  };
}

function isLostZone(
  index: CauseIndex,
  machines: readonly MachineFacts[],
): boolean {
  const [{ cluster, zone }] = machines;
  const all = index.facts.machines!.filter(
    other => other.cluster === cluster && other.zone === zone,
  );
  return machines.length > 1 && machines.length >= all.length * ZONE_SHARE;
}

function isTroubled({ isReady, pressures }: MachineFacts): boolean {
  return !isReady || pressures.length > 0;
}

function runsOn(
  pod: { cluster: string; machine: string },
  { cluster, name }: MachineFacts,
): boolean {
  return pod.cluster === cluster && pod.machine === name;
}
