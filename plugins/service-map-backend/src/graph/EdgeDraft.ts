import {
  edgeId,
  PROTOCOLS,
  type HealthFinding,
  type MutualTls,
  type Protocol,
} from '@panorama/plugin-service-map-common';
import type { ObservedEdge } from '@panorama/plugin-service-map-node';
import { isPort } from '../identity/hosts';
import { mergeTraffic, type Measurement } from './mergeTraffic';
import type { GraphEdge } from './types';
import { compareText, Witnesses } from './witnesses';

/** More ports of one pair are somebody's scan. */
const MAX_PORTS = 16;

/** Protocols that say only that there is something. */
const VAGUE = new Set<Protocol>(['tcp', 'unknown']);

/** All that the sources say about one ordered pair; nothing depends on the order in which they say it. */
export class EdgeDraft {
  readonly witnesses = new Witnesses();
  readonly #protocols = new Set<Protocol>();
  readonly #ports = new Set<number>();
  readonly #measurements: Measurement[] = [];
  readonly #tls = new Set<MutualTls>();
  readonly #findings = new Map<string, HealthFinding>();

  constructor(readonly from: string, readonly to: string) {}

  add(source: string, edge: ObservedEdge, seenAt: number): void {
    const { basis, confidence, evidence } = edge;
    this.witnesses.add({ source, basis, confidence, evidence, seenAt });
    if (edge.protocol) {
      this.#protocols.add(edge.protocol);
    }
    if (isPort(edge.port)) {
      this.#ports.add(edge.port);
    }
    if (edge.traffic) {
      const { traffic, reporter } = edge;
      this.#measurements.push({ source, reporter, confidence, traffic });
    }
    if (edge.mutualTls) {
      this.#tls.add(edge.mutualTls);
    }
    for (const finding of edge.findings ?? []) {
      this.#findings.set(JSON.stringify(finding), finding);
    }
  }

  /**
   * @param usual - what callers of the callee's technology speak
   * @param firstSeen - from earlier builds, by source
   */
  finish(
    usual: Protocol | undefined,
    firstSeen: ReadonlyMap<string, number> | undefined,
  ): Omit<GraphEdge, 'drift'> {
    const traffic = mergeTraffic(this.#measurements);
    const mutualTls = this.#mutualTls();
    return {
      id: edgeId(this.from, this.to),
      from: this.from,
      to: this.to,
      protocols: this.#protocolList(usual),
      ports: [...this.#ports].sort((a, b) => a - b).slice(0, MAX_PORTS),
      ...(traffic && { traffic }),
      ...(mutualTls && { mutualTls }),
      findings: [...this.#findings]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, finding]) => finding),
      witnesses: this.witnesses.list(firstSeen),
    };
  }

  #protocolList(usual: Protocol | undefined): Protocol[] {
    const known = new Set(this.#protocols);
    const isVague = [...known].every(protocol => VAGUE.has(protocol));
    if (usual && isVague) {
      known.add(usual);
    }
    const specific = PROTOCOLS.filter(
      protocol => known.has(protocol) && !VAGUE.has(protocol),
    );
    if (specific.length > 0) {
      return specific;
    }
    return known.has('tcp') ? ['tcp'] : ['unknown'];
  }

  #mutualTls(): MutualTls | undefined {
    const [only] = this.#tls;
    return this.#tls.size > 1 ? 'some' : only;
  }
}
