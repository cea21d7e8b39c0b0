import type {
  HealthFinding,
  MapEdge,
  Traffic,
} from '@panorama/plugin-service-map-common';
import { groupBy } from '../groupBy';
import { isFailing, judgeByCalls } from './callersVerdict';
import type { Carrier, Carriers } from './carry';
import { componentsOf } from './components';
import { EXPLAINED_SHARE } from './thresholds';

/** What is wrong at a node, before anybody asked where it comes from. */
export interface NodeSymptoms {
  id: string;
  /** Facts that no other node can cause: pods that crash, a full disk. */
  faults: HealthFinding[];
  /** What a failing callee causes as well: failing answers, slowness, a full pool. */
  symptoms: HealthFinding[];
  /** What arrives here, where it is measured. */
  inbound?: Traffic;
  /** Measured calls to others. */
  outward: readonly MapEdge[];
}

export interface OwnFaults {
  /** Findings that are the node's own, by id; only nodes that have some. */
  own: ReadonlyMap<string, HealthFinding[]>;
}

/** Symptoms: everything else is a fault wherever it is found. */
const SYMPTOMS = new Set<HealthFinding['code']>([
  'error-ratio',
  'slow',
  'callers-fail',
  'connect-failures',
  'pool-exhausted',
  'few-valid-providers',
]);

export function isSymptom({ code }: HealthFinding): boolean {
  return SYMPTOMS.has(code);
}

/**
 * Tells own faults from inherited ones, callees before callers.
 *
 * A symptom is explained, and then not the node's own, when calls of the node
 * carry the fault of another, and enough of them fail to account for what the
 * node answers. In a cycle where nobody has a fault, everybody's symptoms stay
 * their own: one of them is to blame, and nobody can say which.
 */
export function ownFaultsOf(
  nodes: readonly NodeSymptoms[],
  carriers: Carriers,
): OwnFaults {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const own = new Map<string, HealthFinding[]>();
  const carrying = new Set<string>();

  /**
   * Down whatever its callees do: what nobody measures explains nothing else,
   * and two services that name each other are no cycle of failures.
   */
  const isDownForSure = (id: string) => {
    const { faults = [], symptoms = [] } = byId.get(id) ?? {};
    return isDown(faults) || (carriers.of(id).length === 0 && isDown(symptoms));
  };
  const reaches = ({ edge, by }: Carrier) =>
    by === 'measured' ? carrying.has(edge.to) : isDownForSure(edge.to);
  const callers = groupBy(
    nodes
      .flatMap(({ id }) => carriers.of(id))
      .filter(({ by }) => by === 'measured'),
    ({ edge }) => edge.to,
  );
  const spreadWithin = (members: ReadonlySet<string>) => {
    const reached = [...members].filter(
      id => !carrying.has(id) && (own.has(id) || carriers.of(id).some(reaches)),
    );
    reached.forEach(id => carrying.add(id));
    // Grows while it is walked: whoever calls what carries, carries as well.
    for (const id of reached) {
      for (const { edge } of callers.get(id) ?? []) {
        if (!members.has(edge.from) || carrying.has(edge.from)) continue;
        carrying.add(edge.from);
        reached.push(edge.from);
      }
    }
  };

  const components = componentsOf(
    nodes.map(({ id }) => id),
    id =>
      carriers
        .of(id)
        .filter(({ edge, by }) => by === 'measured' || isDownForSure(edge.to))
        .map(({ edge }) => edge.to),
  );
  for (const component of components) {
    const members = new Set(component);
    for (const id of component) {
      const { faults } = byId.get(id)!;
      if (faults.length > 0) own.set(id, [...faults]);
    }
    spreadWithin(members);
    const unexplained = component.map(id => {
      const node = byId.get(id)!;
      // In a cycle, a node at fault must not be excused by what it caused itself.
      const feeds = carriers
        .of(id)
        .filter(
          carrier =>
            reaches(carrier) &&
            (!own.has(id) ||
              !members.has(carrier.edge.to) ||
              own.has(carrier.edge.to)),
        );
      return {
        id,
        findings: node.symptoms.filter(
          symptom => !isExplained(symptom, node, feeds),
        ),
      };
    });
    for (const { id, findings } of unexplained) {
      if (findings.length > 0) {
        own.set(id, [...(own.get(id) ?? []), ...findings]);
      }
    }
    spreadWithin(members);
    for (const id of component) {
      const { outward } = byId.get(id)!;
      const finding = judgeByCalls(
        outward.filter(
          edge =>
            isFailing(edge) && byId.has(edge.to) && !carrying.has(edge.to),
        ),
        outward.length,
      );
      if (finding) own.set(id, [...(own.get(id) ?? []), finding]);
    }
    spreadWithin(members);
  }
  return { own };
}

function isDown(findings: readonly HealthFinding[]): boolean {
  return findings.some(({ level }) => level === 'down');
}

function isExplained(
  symptom: HealthFinding,
  node: NodeSymptoms,
  feeds: readonly Carrier[],
): boolean {
  if (feeds.length === 0) return false;
  if (symptom.code !== 'error-ratio' || !node.inbound) return true;
  // An open circuit breaker hides calls: what is down explains any number of failures.
  if (
    feeds.some(({ edge, by }) => by === 'assumed' || edge.health === 'down')
  ) {
    return true;
  }
  const failingOut = feeds.reduce(
    (sum, { edge }) => sum + failuresPerSecond(edge.traffic),
    0,
  );
  return failingOut >= failuresPerSecond(node.inbound) * EXPLAINED_SHARE;
}

function failuresPerSecond(traffic: Traffic | undefined): number {
  return (
    (traffic?.requestsPerSecond ?? 0) * (traffic?.errorRatio ?? 0) +
    (traffic?.connectFailuresPerSecond ?? 0)
  );
}
