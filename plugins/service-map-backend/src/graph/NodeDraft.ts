import type {
  HealthFinding,
  IdentityConflict,
  MapNodeKind,
  TechnologyId,
} from '@panorama/plugin-service-map-common';
import type { ObservedNode } from '@panorama/plugin-service-map-node';
import { kindOfTechnology } from '../identity/technologies';
import type { GraphNode } from './types';
import { compareText, Witnesses } from './witnesses';

/** More names of one thing help nobody. */
const MAX_ALIASES = 24;

/** What is known of a node before any source speaks of it. */
export type NodeCore = Omit<GraphNode, 'witnesses' | 'traffic'>;

/** A source's word for what a node is, with how sure it is. */
interface Claim<T> {
  value: T;
  confidence: number;
  source: string;
}

/** A node with what the sources say about it; nothing depends on the order in which they say it. */
export class NodeDraft {
  readonly witnesses = new Witnesses();
  readonly #aliases: Set<string>;
  readonly #findings = new Map<string, HealthFinding>();
  readonly #conflicts = new Map<string, IdentityConflict>();
  #technology: Claim<TechnologyId> | undefined;
  #kind: Claim<MapNodeKind> | undefined;
  #version: Claim<string> | undefined;
  /** What entities say whose node this is, by entity. */
  readonly #entities = new Map<string, ObservedNode['attributes']>();
  #isMeasuredHealthy = false;

  constructor(readonly core: NodeCore) {
    this.#aliases = new Set(core.aliases);
    core.conflicts.forEach(conflict => this.addConflict(conflict));
  }

  add(source: string, node: ObservedNode, seenAt: number): void {
    const { basis, confidence, evidence, endpoint } = node;
    this.witnesses.add({ source, basis, confidence, evidence, seenAt });
    const claim = <T>(known: Claim<T> | undefined, value: T | undefined) =>
      value === undefined
        ? known
        : better(known, { value, confidence, source });
    this.#technology = claim(this.#technology, node.technology);
    this.#kind = claim(this.#kind, node.kind);
    this.#version = claim(this.#version, node.version);
    node.findings?.forEach(finding =>
      this.#findings.set(JSON.stringify(finding), finding),
    );
    if (node.isHealthy && !node.findings?.length) {
      this.#isMeasuredHealthy = true;
    }
    node.aliases?.forEach(alias => this.#aliases.add(alias));
    if (endpoint.type === 'application') {
      this.#aliases.add(endpoint.name);
    }
    if (endpoint.type === 'entity') {
      this.#entities.set(endpoint.entityRef.toLowerCase(), node.attributes);
    }
  }

  addConflict(conflict: IdentityConflict): void {
    this.#conflicts.set(JSON.stringify(conflict), conflict);
  }

  /** @param firstSeen - from earlier builds, by source */
  finish(firstSeen: ReadonlyMap<string, number> | undefined): GraphNode {
    const { core } = this;
    const technology = core.technology ?? this.#technology?.value;
    const version = core.version ?? this.#version?.value;
    const findings = [...this.#findings]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, finding]) => finding);
    return {
      ...core,
      ...this.#attributes(),
      kind: this.#kindOf(technology),
      ...(technology && { technology }),
      ...(version && { version }),
      aliases: [...this.#aliases]
        .filter(alias => alias !== core.name)
        .sort(compareText)
        .slice(0, MAX_ALIASES),
      facts: {
        ...core.facts,
        findings: [...core.facts.findings, ...findings],
        isMeasuredHealthy: this.#isMeasuredHealthy,
      },
      witnesses: this.witnesses.list(firstSeen),
      conflicts: [...this.#conflicts]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, conflict]) => conflict),
    };
  }

  /** What runs says what it is; a source's word counts where that says nothing in particular. */
  #kindOf(technology: TechnologyId | undefined): MapNodeKind {
    const { kind } = this.core;
    if (kind !== 'service' && kind !== 'workload' && kind !== 'external') {
      return kind;
    }
    if (technology) {
      return kindOfTechnology(technology);
    }
    return this.#kind?.value ?? kind;
  }

  #attributes(): Partial<GraphNode> {
    const { entityRef, owner, system } = this.core;
    const refs = [...this.#entities.keys()].sort(compareText);
    const own = entityRef ?? (refs.length === 1 ? refs[0] : undefined);
    if (!entityRef && refs.length > 1) {
      this.addConflict({ claim: refs.join(', '), nodes: [this.core.id] });
    }
    const said = this.#entities.get(own?.toLowerCase() ?? '') ?? {};
    const attributes = {
      entityRef: own,
      owner: owner ?? said.owner,
      system: system ?? said.system,
      tier: said.tier,
    };
    return Object.fromEntries(
      Object.entries(attributes).filter(([, value]) => value !== undefined),
    );
  }
}

/** The surer claim; of equally sure ones the first source in the alphabet, then the first value. */
function better<T>(known: Claim<T> | undefined, next: Claim<T>): Claim<T> {
  if (!known) {
    return next;
  }
  const order =
    known.confidence - next.confidence ||
    compareText(next.source, known.source) ||
    compareText(String(next.value), String(known.value));
  return order >= 0 ? known : next;
}
