import type { Endpoint, ObservedNode } from '@panorama/plugin-service-map-node';
import type { PlacedSample } from '../../prometheus/answers';
import { endpointKey } from '../../prometheus/endpoints';
import { endsOf, outsideOf } from './ends';
import { CONFIDENCE, emptyTally, type Reporter, type Tally } from './tally';

/** The pairs that appeared so far. */
export class Book {
  readonly #tallies = new Map<string, Tally>();
  /** Caller and service without cluster → where its requests arrive. */
  readonly #arrivals = new Map<string, Endpoint>();
  /** Called by somebody without a proxy. */
  readonly #callees = new Map<string, ObservedNode>();
  /** Callees that a waypoint speaks for. */
  readonly #behindWaypoint = new Set<string>();

  constructor(
    private readonly clusterNames: Readonly<Record<string, string>>,
  ) {}

  enter(
    sample: PlacedSample,
    add: (tally: Tally, reporter: Reporter) => void,
    otherEnd?: typeof outsideOf,
  ) {
    const { from, ...ends } = endsOf(sample, this.clusterNames);
    const to = otherEnd
      ? otherEnd(sample, from)
      : this.#settled(ends.to, from, sample);
    if (!to) {
      return;
    }
    if (!from) {
      this.#callees.set(endpointKey(to), calleeOf(to, sample));
      return;
    }
    const key = `${endpointKey(from)}>${endpointKey(to)}`;
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = emptyTally(from, to, {
        prometheus: sample.prometheus,
        isOutside: otherEnd !== undefined,
      });
      this.#tallies.set(key, tally);
    }
    const reporter = reporterOf(sample);
    if (reporter === 'waypoint') {
      this.#behindWaypoint.add(endpointKey(to));
    }
    add(tally, reporter);
  }

  tallies(): Tally[] {
    return [...this.#tallies.values()];
  }

  callees(): ObservedNode[] {
    return [...this.#callees.values()];
  }

  /**
   * In ambient mode the bytes of one call are counted twice: into the waypoint
   * and out of it. No label says "waypoint"; its workload has the Gateway's name,
   * which `istioctl waypoint apply` makes `waypoint`.
   */
  isWaypointHop(sample: PlacedSample): boolean {
    if (!/(^|-)waypoint$/.test(sample.labels.source_workload ?? '')) {
      return false;
    }
    const { to } = endsOf(sample, this.clusterNames);
    return to !== undefined && this.#behindWaypoint.has(endpointKey(to));
  }

  /**
   * The cluster where others of the same caller's requests arrive, for those
   * that never did: their series do not name one.
   */
  #settled(
    to: Endpoint | undefined,
    from: Endpoint | undefined,
    { labels }: PlacedSample,
  ): Endpoint | undefined {
    if (to?.type !== 'service' || !from) {
      return to;
    }
    const key = `${endpointKey(from)}>${to.namespace}/${to.name}`;
    const hasArrived =
      labels.destination_cluster && labels.destination_cluster !== 'unknown';
    if (hasArrived) {
      this.#arrivals.set(key, to);
      return to;
    }
    return this.#arrivals.get(key) ?? to;
  }
}

function reporterOf({ labels }: PlacedSample): Reporter {
  return labels.reporter === 'destination' || labels.reporter === 'waypoint'
    ? labels.reporter
    : 'source';
}

function calleeOf(endpoint: Endpoint, sample: PlacedSample): ObservedNode {
  return {
    endpoint,
    basis: 'traffic',
    confidence: CONFIDENCE,
    evidence: `Istio's metrics in Prometheus "${sample.prometheus}": called from outside the mesh`,
  };
}
