import type {
  Endpoint,
  ObservedEdge,
  ObservedNode,
} from '@panorama/plugin-service-map-node';
import type { Identity, Resolution } from '../identity/Identity';
import { declaredPairs } from './declaredPairs';
import { EdgeDraft } from './EdgeDraft';
import type { GraphHistory } from './history';
import { NodeDraft } from './NodeDraft';
import { nodeOfHost, nodeOfName, nodeOfUnit } from './nodeCores';
import type { AmbiguousEnd, BuiltGraph, DanglingAddress } from './types';
import { compareText } from './witnesses';

/** One source's words, and when it said them. */
export interface ReadAnswer {
  source: string;
  /** ms since the epoch. */
  seenAt: number;
  nodes: readonly ObservedNode[];
  edges: readonly ObservedEdge[];
}

/** More facts of one kind help nobody, and somebody may send a million. */
const MAX_FACTS = 10_000;

const INVENTORY = { source: 'kubernetes', basis: 'configuration' } as const;

/** Nodes and edges while the sources speak. */
export class GraphDraft {
  readonly #nodes = new Map<string, NodeDraft>();
  readonly #edges = new Map<string, EdgeDraft>();
  readonly #selfCalls = new Map<string, EdgeDraft>();
  readonly #dangling = new Map<string, DanglingAddress>();
  readonly #ambiguous = new Map<string, AmbiguousEnd>();
  /** Nodes that something besides the catalog's list of entities speaks of. */
  readonly #used = new Set<string>();

  constructor(private readonly identity: Identity, now: number) {
    for (const unit of identity.units) {
      const node = this.#put(new NodeDraft(nodeOfUnit(unit)));
      const [service] = unit.services;
      const [workload] = unit.workloads;
      const what = service
        ? `Service ${service.name}`
        : `${workload.kind} ${workload.name}`;
      node.witnesses.add({
        ...INVENTORY,
        confidence: 1,
        evidence: `${what} in ${unit.namespace} of ${unit.cluster}`,
        seenAt: now,
      });
      this.#used.add(unit.id);
    }
    for (const host of identity.outsideHosts()) {
      const node = this.#put(new NodeDraft(nodeOfHost(host)));
      for (const { cluster, namespace, name } of host.names) {
        node.witnesses.add({
          ...INVENTORY,
          confidence: 1,
          evidence: `Service ${name} in ${namespace} of ${cluster}`,
          seenAt: now,
        });
        this.#used.add(host.id);
      }
    }
  }

  /** Edges whose ends are places, names or addresses. */
  addEdges({ source, seenAt, edges }: ReadAnswer): void {
    for (const edge of edges) {
      if (!isDeclaration(edge)) {
        const [from] = this.#ends(edge.from, edge, source);
        if (from !== undefined) {
          for (const to of this.#ends(edge.to, edge, source, from)) {
            this.#connect(from, to, source, edge, seenAt);
          }
        }
      }
    }
  }

  /** Edges between entities. */
  addDeclarations({ source, seenAt, edges }: ReadAnswer): void {
    const seen = new Set(this.#edges.keys());
    for (const edge of edges) {
      if (isDeclaration(edge)) {
        const pairs = declaredPairs(
          this.#ends(edge.from, edge, source),
          this.#ends(edge.to, edge, source),
          (from, to) => seen.has(`${from}>${to}`),
          id => this.#nodes.get(id)?.core.place,
        );
        for (const { from, to } of pairs) {
          if (to.length === 1) {
            this.#connect(from, to[0], source, edge, seenAt);
          } else {
            this.#conflict(edge.evidence, [from, ...to], source, edge.evidence);
          }
        }
      }
    }
  }

  addNodes({ source, seenAt, nodes }: ReadAnswer): void {
    for (const node of nodes) {
      const resolution = this.identity.resolve(node.endpoint);
      for (const id of this.#idsOf(resolution)) {
        this.#node(id)?.add(source, node, seenAt);
        if (node.endpoint.type !== 'entity') {
          this.#used.add(id);
        }
      }
    }
  }

  /** In the order of their ids. */
  nodes(): NodeDraft[] {
    return [...this.#nodes.values()]
      .filter(({ core }) => this.#used.has(core.id))
      .sort((a, b) => compareText(a.core.id, b.core.id));
  }

  edges(): EdgeDraft[] {
    return [...this.#edges]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, edge]) => edge);
  }

  facts(
    history: GraphHistory,
  ): Pick<BuiltGraph, 'dangling' | 'selfCalls' | 'ambiguous'> {
    return {
      dangling: sorted(this.#dangling),
      ambiguous: sorted(this.#ambiguous),
      selfCalls: [...this.#selfCalls]
        .sort(([a], [b]) => compareText(a, b))
        .map(([node, draft]) => ({
          node,
          witnesses: draft.witnesses.list(history.nodes.get(node)),
        })),
    };
  }

  #put(node: NodeDraft): NodeDraft {
    this.#nodes.set(node.core.id, node);
    return node;
  }

  #node(id: string): NodeDraft | undefined {
    if (!this.#nodes.has(id)) {
      const named = this.identity.namedNodes().get(id);
      if (named) {
        this.#put(new NodeDraft(nodeOfName(named)));
      }
    }
    return this.#nodes.get(id);
  }

  /** Ids of the nodes that an end of an edge is; notes what it cannot be. */
  #ends(
    endpoint: Endpoint,
    edge: ObservedEdge,
    source: string,
    from?: string,
  ): string[] {
    const resolution = this.identity.resolve(endpoint);
    const { evidence } = edge;
    if (resolution.type === 'conflict') {
      const { claim, ids, id } = resolution;
      this.#conflict(claim, id ? [id, ...ids] : ids, source, evidence);
    }
    const isDead =
      resolution.type === 'dangling' ||
      (resolution.type === 'node' && resolution.wrongPort);
    if (isDead && from !== undefined && endpoint.type === 'address') {
      const { host, port } = endpoint;
      const reason =
        resolution.type === 'dangling' ? resolution.reason : 'no-such-port';
      // A node that calls itself by another port is its own business.
      if (!(resolution.type === 'node' && resolution.id === from)) {
        this.#note(this.#dangling, `${from}\n${host}\n${port}\n${evidence}`, {
          from,
          host,
          ...(port !== undefined && { port }),
          reason,
          source,
          evidence,
        });
      }
    }
    return this.#idsOf(resolution);
  }

  #idsOf(resolution: Resolution): string[] {
    switch (resolution.type) {
      case 'node':
        return this.#node(resolution.id) ? [resolution.id] : [];
      case 'nodes':
        return resolution.ids;
      case 'conflict':
        return resolution.id && this.#node(resolution.id)
          ? [resolution.id]
          : [];
      case 'dangling':
      case 'local':
      case 'unknown':
        return [];
      default:
        return resolution satisfies never;
    }
  }

  #connect(
    from: string,
    to: string,
    source: string,
    edge: ObservedEdge,
    seenAt: number,
  ): void {
    this.#used.add(from).add(to);
    const [drafts, key] =
      from === to ? [this.#selfCalls, from] : [this.#edges, `${from}>${to}`];
    let draft = drafts.get(key);
    if (!draft) {
      draft = new EdgeDraft(from, to);
      drafts.set(key, draft);
    }
    draft.add(source, edge, seenAt);
    for (const id of [from, to]) {
      // What exists only in edges rests on what the edges rest on.
      const node = this.#nodes.get(id)!;
      if (!node.core.place || node.core.workloads.length === 0) {
        const { basis, confidence, evidence } = edge;
        node.witnesses.add({ source, basis, confidence, evidence, seenAt });
      }
    }
  }

  #conflict(
    claim: string,
    ids: string[],
    source: string,
    evidence: string,
  ): void {
    const nodes = [...new Set(ids)].sort(compareText);
    nodes.forEach(id => this.#node(id)?.addConflict({ claim, nodes }));
    this.#note(this.#ambiguous, `${claim}\n${source}\n${evidence}`, {
      claim,
      nodes,
      source,
      evidence,
    });
  }

  #note<T>(facts: Map<string, T>, key: string, fact: T): void {
    if (facts.size < MAX_FACTS) {
      facts.set(key, fact);
    }
  }
}

function isDeclaration({ from, to }: ObservedEdge): boolean {
  return from.type === 'entity' || to.type === 'entity';
}

function sorted<T>(facts: ReadonlyMap<string, T>): T[] {
  return [...facts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, fact]) => fact);
}
